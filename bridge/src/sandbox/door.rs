//! The first line of a client: is it one that speaks SMTP?
//!
//! A web page can have a browser send a request to this port, with commands in its body (SECURITY.md T7). Its first
//! line gives it away, and then nothing that follows is read.

use crate::stranger::{is_header_line, is_request_line};

/// Holds the first line back until it is whole.
#[derive(Debug, Default)]
pub(super) struct Door {
    held: Vec<u8>,
    open: bool,
}

/// The first line is of another protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stranger;

impl Door {
    /// Takes bytes and gives those that may be read now.
    pub(super) fn pass(&mut self, bytes: &[u8]) -> Result<Vec<u8>, Stranger> {
        if self.open {
            return Ok(bytes.to_vec());
        }
        self.held.extend_from_slice(bytes);
        let end = self.held.iter().position(|byte| *byte == b'\n');
        let line = self
            .held
            .get(..end.unwrap_or(self.held.len()))
            .unwrap_or_default();
        if is_strange(line, end.is_some()) {
            return Err(Stranger);
        }
        // A longer line is the server's to refuse.
        if end.is_none() && self.held.len() < LONGEST {
            return Ok(Vec::new());
        }
        self.open = true;
        Ok(std::mem::take(&mut self.held))
    }
}

fn is_strange(line: &[u8], whole: bool) -> bool {
    // TLS begins with 0x16, and no command has octets beyond ASCII before an extension was agreed on.
    if line.first() == Some(&TLS_HANDSHAKE) || !line.is_ascii() {
        return true;
    }
    (whole || line.len() >= LONGEST) && (is_request_line(line) || is_header_line(line))
}

/// First octet of a TLS record that begins a handshake.
const TLS_HANDSHAKE: u8 = 0x16;

/// What is longer than any command (RFC 5321 §4.5.3.1.4 has 512) is judged as it is.
const LONGEST: usize = 2048;

#[cfg(test)]
mod tests {
    use super::*;

    fn pass(bytes: &[u8], step: usize) -> Result<Vec<u8>, Stranger> {
        let mut door = Door::default();
        let mut passed = Vec::new();
        for part in bytes.chunks(step) {
            passed.extend(door.pass(part)?);
        }
        Ok(passed)
    }

    #[test]
    fn strangers_are_known_by_their_first_line() {
        let long = [b"GET /", [b'x'; 4000].as_slice(), b" HTTP/1.1\r\n"].concat();
        for line in [
            &b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"[..],
            b"POST / HTTP/1.1\r\nEHLO x\r\n",
            b"POST /mail HTTP/1.0\n",
            b"OPTIONS * HTTP/1.1\r\n",
            b"CONNECT mx.example.com:25 HTTP/1.1\r\n",
            b"PRI * HTTP/2.0\r\n",
            b"EHLO x HTTP/1.1\r\n",
            b"Host: 127.0.0.1:2525\r\n",
            b"content-length: 5\r\n",
            b"X-Y:z\r\n",
            b"\x16\x03\x01\x02\x00\x01",
            b"\x80\x2e\x01",
            "EHLO b\u{fc}cher.example\r\n".as_bytes(),
        ] {
            for step in [1, 2, 7, line.len()] {
                assert_eq!(
                    pass(line, step),
                    Err(Stranger),
                    "{:?}",
                    String::from_utf8_lossy(line)
                );
            }
        }
        // Too long to be waited for: the server refuses the line itself, whole or in parts.
        assert!(pass(&long, long.len()).is_err());
    }

    #[test]
    fn clients_pass_with_every_byte() {
        let long = [b"EHLO ", [b'x'; 4000].as_slice(), b"\r\nNOOP\r\n"].concat();
        for line in [
            &b"EHLO me\r\nMAIL FROM:<a@b.example>\r\n"[..],
            b"HELO me\n",
            b"MAIL FROM:<a@b.example> BODY=8BITMIME\r\n",
            b"RCPT TO:<a@b.example>\r\n",
            b"\r\nGET / HTTP/1.1\r\n",
            b"NOOP GET /\r\nPOST / HTTP/1.1\r\nHost: x\r\n",
            b": x\r\n",
            b"SUBJECT hello\r\n",
            &long,
        ] {
            for step in [1, 2, 7, line.len()] {
                assert_eq!(
                    pass(line, step).as_deref(),
                    Ok(line),
                    "{:?}",
                    String::from_utf8_lossy(line)
                );
            }
        }
    }
}
