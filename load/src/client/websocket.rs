//! Frames and the handshake of a WebSocket, as a client writes and reads them (RFC 6455).

use std::io;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

use super::{Target, Upgrade};

/// The rest of a message.
pub(super) const CONTINUATION: u8 = 0;
/// Text.
pub(crate) const TEXT: u8 = 1;
/// Octets.
pub(crate) const BINARY: u8 = 2;
/// The end.
pub(crate) const CLOSE: u8 = 8;
/// A question.
pub(super) const PING: u8 = 9;
/// Its answer.
pub(super) const PONG: u8 = 10;

/// The head of a frame that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) kind: u8,
    pub(super) length: u64,
    /// Octets of the head itself.
    pub(super) size: usize,
}

/// Adds a masked frame to `out`.
pub fn push_frame(out: &mut Vec<u8>, kind: u8, mask: [u8; 4], payload: &[u8]) {
    push_head(out, kind, MASKED, payload.len());
    out.extend(mask);
    out.extend(
        payload
            .iter()
            .zip(mask.iter().cycle())
            .map(|(byte, mask)| byte ^ mask),
    );
}

/// Adds a frame to `out` as servers send them, without a mask.
pub(crate) fn push_clear_frame(out: &mut Vec<u8>, kind: u8, payload: &[u8]) {
    push_head(out, kind, 0, payload.len());
    out.extend_from_slice(payload);
}

fn push_head(out: &mut Vec<u8>, kind: u8, masked: u8, length: usize) {
    out.push(0x80 | kind);
    match (u8::try_from(length), u16::try_from(length)) {
        (Ok(short @ ..126), _) => out.push(masked | short),
        (_, Ok(medium)) => {
            out.push(masked | 126);
            out.extend(medium.to_be_bytes());
        }
        _ => {
            out.push(masked | 127);
            out.extend((length as u64).to_be_bytes());
        }
    }
}

/// The masked frame of fewer than 65,536 octets at the beginning of `bytes`, where it is whole: its kind, its payload, and
/// how long it is with its head.
pub(crate) fn masked_frame(bytes: &[u8]) -> Option<(u8, Vec<u8>, usize)> {
    let (&[first, second], rest) = bytes.split_first_chunk::<2>()?;
    let (length, rest) = match second & !MASKED {
        126 => {
            let (length, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_be_bytes(*length)), rest)
        }
        short => (usize::from(short), rest),
    };
    let (mask, rest) = rest.split_first_chunk::<4>()?;
    let payload = rest.get(..length)?;
    let size = bytes.len() - rest.len() + length;
    let payload = payload.iter().zip(mask.iter().cycle());
    let payload = payload.map(|(byte, mask)| byte ^ mask).collect();
    Some((first & 15, payload, size))
}

/// In the second octet of a frame: the payload is masked.
const MASKED: u8 = 0x80;

/// The head at the beginning of `bytes`, where it is whole.
pub(super) fn head(bytes: &[u8]) -> io::Result<Option<Head>> {
    let Some((&[first, second], rest)) = bytes.split_first_chunk::<2>() else {
        return Ok(None);
    };
    if first & 0x70 != 0 || second & 0x80 != 0 {
        return Err(io::Error::other("a frame that no server sends"));
    }
    let (length, size) = match second {
        126 => match rest.first_chunk::<2>() {
            Some(length) => (u64::from(u16::from_be_bytes(*length)), 4),
            None => return Ok(None),
        },
        127 => match rest.first_chunk::<8>() {
            Some(length) => (u64::from_be_bytes(*length), 10),
            None => return Ok(None),
        },
        short => (u64::from(short), 2),
    };
    Ok(Some(Head {
        kind: first & 15,
        length,
        size,
    }))
}

/// The request, and the answer's `Sec-WebSocket-Accept`.
pub(super) fn request(target: &Target, upgrade: &Upgrade, nonce: [u8; 16]) -> (String, String) {
    let key = STANDARD.encode(nonce);
    let mut request = format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: {key}\r\n",
        upgrade.path, target.address
    );
    for (name, value) in [
        ("Sec-WebSocket-Protocol", &upgrade.subprotocol),
        ("Origin", &upgrade.origin),
    ] {
        if let Some(value) = value {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
    }
    request.push_str("\r\n");
    let accept = STANDARD.encode(accept(key.as_bytes()));
    (request, accept)
}

/// What answers a key (RFC 6455 §4.2.2), before Base64.
pub(crate) fn accept(key: &[u8]) -> [u8; 20] {
    let mut hash = Sha1::new();
    hash.update(key);
    hash.update(b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11");
    hash.finalize().into()
}

/// Judges the answer, its empty line included.
pub(super) fn judge(answer: &[u8], accept: &str) -> io::Result<()> {
    let answer = String::from_utf8_lossy(answer);
    let mut lines = answer.lines();
    let status = lines.next().unwrap_or_default();
    let accepted = lines.any(|line| {
        line.split_once(':').is_some_and(|(name, value)| {
            name.eq_ignore_ascii_case("sec-websocket-accept") && value.trim() == accept
        })
    });
    if status.starts_with("HTTP/1.1 101") && accepted {
        Ok(())
    } else {
        Err(io::Error::other(format!("no upgrade: {status}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_written_in_three_ways() {
        for (length, head) in [
            (0, &[0x82, 0x80][..]),
            (125, &[0x82, 0xfd]),
            (126, &[0x82, 0xfe, 0, 126]),
            (65_535, &[0x82, 0xfe, 0xff, 0xff]),
            (65_536, &[0x82, 0xff, 0, 0, 0, 0, 0, 1, 0, 0]),
        ] {
            let mut frame = Vec::new();
            push_frame(&mut frame, BINARY, [1, 2, 3, 4], &vec![0; length]);
            assert!(frame.starts_with(head), "{length}");
            assert_eq!(frame.len(), head.len() + 4 + length);
        }
        let mut frame = Vec::new();
        push_frame(&mut frame, TEXT, [1, 2, 3, 4], b"abcde");
        assert_eq!(
            &frame[6..],
            [b'a' ^ 1, b'b' ^ 2, b'c' ^ 3, b'd' ^ 4, b'e' ^ 1]
        );
    }

    #[test]
    fn masked_frames_are_read_back_and_waited_for() {
        for length in [0, 5, 125, 126, 4000] {
            let payload: Vec<u8> = (0..length).map(|at| at as u8).collect();
            let mut bytes = Vec::new();
            push_frame(&mut bytes, BINARY, [9, 8, 7, 6], &payload);
            let size = bytes.len();
            for cut in 0..size {
                assert_eq!(masked_frame(&bytes[..cut]), None, "{cut} of {size}");
            }
            bytes.push(0x81);
            assert_eq!(masked_frame(&bytes), Some((BINARY, payload, size)));
        }
    }

    #[test]
    fn heads_are_read_back_and_waited_for() {
        for (bytes, length, size) in [
            (&[0x82, 5][..], 5, 2),
            (&[0x82, 126, 1, 0], 256, 4),
            (&[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0], 65_536, 10),
        ] {
            for cut in 0..size {
                assert_eq!(head(&bytes[..cut]).unwrap(), None);
            }
            let kind = BINARY;
            assert_eq!(head(bytes).unwrap(), Some(Head { kind, length, size }));
        }
        assert!(head(&[0x82, 0x81]).is_err(), "masked");
        assert!(
            head(&[0xc2, 0x01]).is_err(),
            "an extension nobody asked for"
        );
    }

    #[test]
    fn the_answer_must_be_to_this_request() {
        let target = Target::direct("127.0.0.1:80".parse().unwrap());
        let nonce = *b"the sample nonce";
        let (request, accept) = request(&target, &Upgrade::default(), nonce);
        // RFC 6455 §1.3.
        assert!(request.contains("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
        assert_eq!(accept, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        let answer = format!("HTTP/1.1 101 Go\r\nsec-websocket-accept: {accept}\r\n\r\n");
        assert!(judge(answer.as_bytes(), &accept).is_ok());
        assert!(judge(answer.as_bytes(), "other").is_err());
        assert!(judge(b"HTTP/1.1 403 Forbidden\r\n\r\n", &accept).is_err());
    }
}
