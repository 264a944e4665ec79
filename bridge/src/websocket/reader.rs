//! Reads what a client says (RFC 6455 §5): octets in, octets and messages out, however they are cut. No socket, no clock.
//!
//! Octets of binary messages pass as they come: the tunnel is a stream and knows no messages. A text is put together, and
//! so is a control frame. Of a frame under way nothing is kept but its head.

use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::envelope::{Envelope, Kind};
use super::payload::{Payload, turned, unmask};
use super::violation::Violation;

/// Something whole that a client said, other than octets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A text.
    Text(String),
    /// A question whether one is there; it wants these octets back.
    Ping(Vec<u8>),
    /// The answer to one.
    Pong,
    /// It closes, with this code if it gave one.
    Close(Option<CloseCode>),
}

/// Reads what a client says.
#[derive(Debug)]
pub struct Reader {
    /// What has come of a head that is not whole.
    head: [u8; Envelope::LONGEST],
    in_head: usize,
    frame: Option<Frame>,
    /// The message under way, if one is.
    message: Option<Message>,
    /// Octets of it that were announced so far.
    in_message: u64,
    most_in_message: u64,
    messages: u64,
    text: Vec<u8>,
    control: Vec<u8>,
}

#[derive(Clone, Copy, Debug)]
struct Frame {
    kind: Kind,
    last: bool,
    /// As it stands for what comes next.
    mask: [u8; 4],
    left: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Message {
    Text,
    Binary,
}

impl Reader {
    /// A reader at the beginning of a WebSocket, for messages of so many octets at most.
    #[must_use]
    pub const fn new(most_in_message: usize) -> Self {
        Self {
            head: [0; Envelope::LONGEST],
            in_head: 0,
            frame: None,
            message: None,
            in_message: 0,
            most_in_message: most_in_message as u64,
            messages: 0,
            text: Vec::new(),
            control: Vec::new(),
        }
    }

    /// Messages of octets that have come to their end so far.
    #[must_use]
    pub const fn messages(&self) -> u64 {
        self.messages
    }

    /// Reads `raw` up to something whole that is said there, or to its end, and takes what it has read from it. Octets
    /// of binary messages are added to `payload`, which must have room for as many as there are in `raw`.
    ///
    /// # Errors
    /// Where the client broke a rule. Nothing may be read after that.
    pub fn read(
        &mut self,
        raw: &mut &[u8],
        payload: &mut Payload,
    ) -> Result<Option<Said>, Violation> {
        loop {
            let mut frame = match self.frame {
                Some(frame) => frame,
                None => match self.read_head(raw)? {
                    Some(envelope) => self.begin(envelope)?,
                    None => return Ok(None),
                },
            };
            let (part, rest) = raw.split_at(frame.left.min(raw.len()));
            match (frame.kind.is_control(), self.message) {
                (true, _) => append(&mut self.control, part, frame.mask),
                (false, Some(Message::Text)) => append(&mut self.text, part, frame.mask),
                (false, _) => payload.add(part, frame.mask),
            }
            *raw = rest;
            frame.left -= part.len();
            frame.mask = turned(frame.mask, part.len());
            if frame.left > 0 {
                self.frame = Some(frame);
                return Ok(None);
            }
            self.frame = None;
            if let Some(said) = self.end(frame)? {
                return Ok(Some(said));
            }
        }
    }

    fn read_head(&mut self, raw: &mut &[u8]) -> Result<Option<Envelope>, Violation> {
        if self.in_head == 0
            && let Some((envelope, taken)) = Envelope::read(raw)?
        {
            *raw = raw.split_at(taken).1;
            return Ok(Some(envelope));
        }
        // The rare one that was cut: octet by octet, so that nothing behind it is taken.
        while let Some((octet, rest)) = raw.split_first() {
            if let Some(place) = self.head.get_mut(self.in_head) {
                *place = *octet;
            }
            self.in_head += 1;
            *raw = rest;
            let come = self.head.get(..self.in_head).unwrap_or_default();
            if let Some((envelope, _)) = Envelope::read(come)? {
                self.in_head = 0;
                return Ok(Some(envelope));
            }
        }
        Ok(None)
    }

    fn begin(&mut self, envelope: Envelope) -> Result<Frame, Violation> {
        let Envelope {
            kind, last, mask, ..
        } = envelope;
        if !kind.is_control() {
            self.message = match (kind, self.message) {
                (Kind::Continuation, Some(message)) => Some(message),
                (Kind::Text, None) => Some(Message::Text),
                (Kind::Binary, None) => Some(Message::Binary),
                _ => return Err(Violation::Protocol),
            };
            self.in_message = self.in_message.saturating_add(envelope.length);
            if self.in_message > self.most_in_message {
                return Err(Violation::TooLong);
            }
        }
        Ok(Frame {
            kind,
            last,
            mask,
            left: usize::try_from(envelope.length).map_err(|_| Violation::TooLong)?,
        })
    }

    /// A frame is whole.
    fn end(&mut self, frame: Frame) -> Result<Option<Said>, Violation> {
        Ok(match frame.kind {
            Kind::Ping => Some(Said::Ping(std::mem::take(&mut self.control))),
            Kind::Pong => {
                self.control = Vec::new();
                Some(Said::Pong)
            }
            Kind::Close => {
                let payload = std::mem::take(&mut self.control);
                Some(Said::Close(close_code(&payload)?))
            }
            Kind::Continuation | Kind::Text | Kind::Binary if frame.last => {
                self.in_message = 0;
                match self.message.take() {
                    Some(Message::Text) => {
                        let text = std::mem::take(&mut self.text);
                        let text = String::from_utf8(text).map_err(|_| Violation::Letters)?;
                        Some(Said::Text(text))
                    }
                    Some(Message::Binary) | None => {
                        self.messages += 1;
                        None
                    }
                }
            }
            Kind::Continuation | Kind::Text | Kind::Binary => None,
        })
    }
}

fn append(all: &mut Vec<u8>, masked: &[u8], mask: [u8; 4]) {
    let before = all.len();
    all.resize(before + masked.len(), 0);
    unmask(masked, all.split_at_mut(before).1, mask);
}

/// The code in a close frame (§5.5.1): none, or one that may be sent, and then letters.
fn close_code(payload: &[u8]) -> Result<Option<CloseCode>, Violation> {
    let Some((code, reason)) = payload.split_first_chunk() else {
        return if payload.is_empty() {
            Ok(None)
        } else {
            Err(Violation::Protocol)
        };
    };
    let code = CloseCode::from(u16::from_be_bytes(*code));
    if !code.is_allowed() {
        return Err(Violation::Protocol);
    }
    match std::str::from_utf8(reason) {
        Ok(_) => Ok(Some(code)),
        Err(_) => Err(Violation::Letters),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A frame as a client sends it.
    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        let mask = [9, 8, 7, 6];
        let length = u8::try_from(payload.len()).unwrap();
        let masked = payload
            .iter()
            .zip(mask.iter().cycle())
            .map(|(byte, mask)| byte ^ mask);
        [first, 0x80 | length]
            .into_iter()
            .chain(mask)
            .chain(masked)
            .collect()
    }

    /// Everything that was said in `bytes`, given in parts of `step` octets; octets as they came together.
    fn read(bytes: &[u8], step: usize) -> Result<(Vec<u8>, Vec<Said>), Violation> {
        let mut reader = Reader::new(100);
        let (mut octets, mut all) = (Vec::new(), Vec::new());
        for mut part in bytes.chunks(step) {
            let mut payload = Payload::with_room(part.len());
            while let Some(said) = reader.read(&mut part, &mut payload)? {
                all.push(said);
            }
            octets.extend_from_slice(payload.octets());
        }
        Ok((octets, all))
    }

    #[test]
    fn it_comes_to_the_same_however_it_is_cut() {
        let said = [
            frame(0x82, b"abc"),
            frame(0x89, b"there?"),
            frame(0x02, b"de"),
            frame(0x8a, b""),
            frame(0x00, b""),
            frame(0x80, b"f"),
            frame(0x01, "ß".as_bytes()),
            frame(0x89, b""),
            frame(0x80, b"x"),
            frame(0x82, b""),
            frame(0x88, &[0x03, 0xe8, b'b', b'y', b'e']),
        ]
        .concat();
        let heard = vec![
            Said::Ping(b"there?".to_vec()),
            Said::Pong,
            Said::Ping(Vec::new()),
            Said::Text("ßx".to_owned()),
            Said::Close(Some(CloseCode::Normal)),
        ];
        for step in 1..=said.len() {
            let outcome = read(&said, step);
            assert_eq!(outcome, Ok((b"abcdef".to_vec(), heard.clone())), "{step}");
        }
    }

    #[test]
    fn a_message_is_as_long_as_it_may_be_and_no_longer() {
        for (lengths, end) in [
            (&[100][..], true),
            (&[101], false),
            (&[60, 40], true),
            (&[60, 41], false),
            (&[0, 100], true),
            (&[100, 0, 1], false),
        ] {
            let last = lengths.len() - 1;
            let said: Vec<u8> = lengths
                .iter()
                .enumerate()
                .flat_map(|(at, length)| {
                    let first = if at == 0 { 2 } else { 0 } | if at == last { 0x80 } else { 0 };
                    frame(first, &vec![b'x'; *length])
                })
                .collect();
            // Two of them in a row are two messages.
            let said = said.repeat(2);
            let outcome = read(&said, said.len()).map(|(octets, _)| octets.len());
            let wanted = if end {
                Ok(200)
            } else {
                Err(Violation::TooLong)
            };
            assert_eq!(outcome, wanted, "{lengths:?}");
        }
    }
}
