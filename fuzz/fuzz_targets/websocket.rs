//! Whatever octets come over a WebSocket, and however they are cut, they are read as tungstenite reads them: the same
//! messages, and the same end.
#![no_main]

use std::io::{self, Read, Write};

use ehlo_bridge::websocket::{Payload, Reader, Said, Violation};
use libfuzzer_sys::fuzz_target;
use tungstenite::protocol::{Role, WebSocketConfig};
use tungstenite::{Error, Message, WebSocket};

/// Octets that a message may have: few, so that short inputs have too many.
const MOST: usize = 200;

/// Behind every input so many zeros, which end whatever frame is under way and are no frame that a client may send: so
/// every input comes to an end.
const PADDING: usize = MOST + 20;

/// What was heard, one after the other.
#[derive(Clone, Debug, PartialEq)]
enum Heard {
    Text(String),
    Octets(Vec<u8>),
    Ping(Vec<u8>),
    Pong,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Closed(Option<u16>),
    Violation(Violation),
    /// Not at all: that never happens.
    Open,
}

/// Reads with our reader. Octets of binary messages are the same however they are cut, but where one message ends and the
/// next begins is told octet by octet only.
fn ours(bytes: &[u8], step: usize) -> (Vec<Heard>, Vec<u8>, End) {
    let mut reader = Reader::new(MOST);
    let (mut heard, mut octets, mut in_message, mut messages) = (Vec::new(), Vec::new(), 0, 0);
    for part in bytes.chunks(step) {
        let mut payload = Payload::with_room(part.len());
        let mut rest = part;
        let end = loop {
            match reader.read(&mut rest, &mut payload) {
                Ok(None) => break None,
                Ok(Some(Said::Text(text))) => heard.push(Heard::Text(text)),
                Ok(Some(Said::Ping(octets))) => heard.push(Heard::Ping(octets)),
                Ok(Some(Said::Pong)) => heard.push(Heard::Pong),
                Ok(Some(Said::Close(code))) => break Some(End::Closed(code.map(u16::from))),
                Err(violation) => break Some(End::Violation(violation)),
            }
        };
        octets.extend_from_slice(payload.octets());
        if step == 1 && reader.messages() > messages {
            messages = reader.messages();
            heard.push(Heard::Octets(octets[in_message..].to_vec()));
            in_message = octets.len();
        }
        assert!(step != 1 || octets.len() - in_message <= MOST, "more octets than a message may have");
        if let Some(end) = end {
            return (heard, octets, end);
        }
        assert!(rest.is_empty(), "octets are left");
    }
    (heard, octets, End::Open)
}

/// Gives the input in parts of `step` octets, and takes whatever is said.
struct Pipe<'a> {
    bytes: &'a [u8],
    step: usize,
}

impl Read for Pipe<'_> {
    fn read(&mut self, place: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.len().min(place.len()).min(self.step);
        let (part, rest) = self.bytes.split_at(count);
        place[..count].copy_from_slice(part);
        self.bytes = rest;
        Ok(count)
    }
}

impl Write for Pipe<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads with tungstenite.
fn theirs(bytes: &[u8], step: usize) -> (Vec<Heard>, End) {
    let config = WebSocketConfig::default()
        .read_buffer_size(256)
        .max_message_size(Some(MOST))
        .max_frame_size(Some(MOST));
    let mut socket = WebSocket::from_raw_socket(Pipe { bytes, step }, Role::Server, Some(config));
    let mut heard = Vec::new();
    loop {
        let end = match socket.read() {
            Ok(Message::Text(text)) => {
                heard.push(Heard::Text(text.as_str().to_owned()));
                continue;
            }
            Ok(Message::Binary(octets)) => {
                heard.push(Heard::Octets(octets.to_vec()));
                continue;
            }
            Ok(Message::Ping(octets)) => {
                heard.push(Heard::Ping(octets.to_vec()));
                continue;
            }
            Ok(Message::Pong(_)) => {
                heard.push(Heard::Pong);
                continue;
            }
            Ok(Message::Close(frame)) => End::Closed(frame.map(|frame| frame.code.into())),
            Ok(Message::Frame(_)) => continue,
            Err(Error::Capacity(_)) => End::Violation(Violation::TooLong),
            Err(Error::Utf8(_)) => End::Violation(Violation::Letters),
            Err(Error::Protocol(_)) => End::Violation(Violation::Protocol),
            Err(_) => End::Open,
        };
        return (heard, end);
    }
}

/// Whether two ends are the same, but for the order in which one may look at things.
fn agree(ours: End, theirs: End) -> bool {
    use Violation::{Letters, Protocol, TooLong};
    ours == theirs
        || matches!(
            (ours, theirs),
            // A head that is wrong and announces too much is both.
            (End::Violation(Protocol), End::Violation(TooLong))
            // A close frame with a code that must not be sent: tungstenite answers it with 1002 and calls it a close.
            | (End::Violation(Protocol), End::Closed(Some(1002)))
            // A text is looked at when it is whole, and by tungstenite frame by frame: something else may be wrong first.
            | (_, End::Violation(Letters))
        )
}

fuzz_target!(|input: &[u8]| {
    let bytes = [input, &[0; PADDING]].concat();
    let (heard, octets, end) = ours(&bytes, 1);
    assert_ne!(end, End::Open);
    for step in [2, 7, 64, usize::MAX] {
        let (cut, cut_octets, cut_end) = ours(&bytes, step);
        assert_eq!((&cut_octets, cut_end), (&octets, end), "by {step}");
        let others: Vec<&Heard> = heard.iter().filter(|heard| !matches!(heard, Heard::Octets(_))).collect();
        assert_eq!(cut.iter().collect::<Vec<_>>(), others, "by {step}");
    }
    for step in [1, usize::MAX] {
        let (their_heard, their_end) = theirs(&bytes, step);
        assert!(agree(end, their_end), "{end:?}, and tungstenite {their_end:?}");
        if their_end != End::Violation(Violation::Letters) {
            assert_eq!(heard, their_heard);
        } else {
            // What we heard in addition stood between the frames of the text that is none.
            let (same, more) = heard.split_at(their_heard.len().min(heard.len()));
            assert_eq!(same, their_heard);
            assert!(more.iter().all(|heard| matches!(heard, Heard::Ping(_) | Heard::Pong)), "{more:?}");
        }
    }
});
