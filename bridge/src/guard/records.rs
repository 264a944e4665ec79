//! TLS records, by their heads alone (RFC 8446 §5.1). What is inside is not the bridge's business.

use ehlo_protocol::tunnel::Refusal;

/// Who sends the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The page: its first record is a handshake.
    Page,
    /// The server: its first record is a handshake or an alert.
    Server,
}

/// Checks that one direction carries TLS records and nothing else.
#[derive(Debug)]
pub(super) struct Records {
    side: Side,
    first: bool,
    /// Bytes of the present head that have come.
    head: usize,
    /// High octet of the length.
    high: u8,
    /// Bytes of the present record that are still to come.
    body: usize,
    /// Type of the present record.
    kind: u8,
    /// Bytes of application data that may still come.
    application_data: usize,
}

impl Records {
    /// `application_data` is how much of it may pass.
    pub(super) const fn new(side: Side, application_data: usize) -> Self {
        Self {
            side,
            first: true,
            head: 0,
            high: 0,
            body: 0,
            kind: 0,
            application_data,
        }
    }

    /// Whether the first byte has come.
    pub(super) const fn begun(&self) -> bool {
        !self.first || self.head > 0
    }

    pub(super) fn take(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        let mut rest = bytes;
        loop {
            let skipped = self.body.min(rest.len());
            self.body -= skipped;
            rest = rest.split_at(skipped).1;
            let Some((byte, after)) = rest.split_first() else {
                return Ok(());
            };
            self.take_head(*byte)?;
            rest = after;
        }
    }

    fn take_head(&mut self, byte: u8) -> Result<(), Refusal> {
        let right = match self.head {
            0 => {
                self.kind = byte;
                match (self.first, self.side) {
                    (true, Side::Page) => byte == HANDSHAKE,
                    (true, Side::Server) => matches!(byte, HANDSHAKE | ALERT),
                    (false, _) => matches!(byte, CHANGE_CIPHER_SPEC..=HEARTBEAT),
                }
            }
            1 => byte == 3,
            2 => byte <= 4,
            3 => {
                self.high = byte;
                true
            }
            _ => {
                self.body = usize::from(u16::from_be_bytes([self.high, byte]));
                (1..=LONGEST).contains(&self.body)
            }
        };
        if !right {
            return Err(Refusal::TlsExpected);
        }
        self.head = (self.head + 1) % HEAD;
        if self.head == 0 {
            self.first = false;
            if self.kind == APPLICATION_DATA {
                let left = self.application_data.checked_sub(self.body);
                self.application_data = left.ok_or(Refusal::ByteLimit)?;
            }
        }
        Ok(())
    }
}

/// Type, version, length.
const HEAD: usize = 5;
/// First of the record types.
const CHANGE_CIPHER_SPEC: u8 = 20;
/// An alert, such as "no version in common".
const ALERT: u8 = 21;
/// A handshake message.
const HANDSHAKE: u8 = 22;
/// What the two sides have to say to each other, and in TLS 1.3 the end of the handshake too.
const APPLICATION_DATA: u8 = 23;
/// Last of the record types.
const HEARTBEAT: u8 = 24;
/// 2^14 bytes and what TLS 1.2 lets ciphers add (RFC 5246 §6.2.3).
const LONGEST: usize = 16_384 + 2048;

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u8, length: usize) -> Vec<u8> {
        let mut bytes = vec![kind, 3, 3];
        bytes.extend(u16::try_from(length).unwrap().to_be_bytes());
        bytes.resize(HEAD + length, b'x');
        bytes
    }

    fn take(side: Side, bytes: &[u8], step: usize) -> Result<(), Refusal> {
        let mut records = Records::new(side, usize::MAX);
        bytes.chunks(step).try_for_each(|part| records.take(part))
    }

    #[test]
    fn records_pass_however_they_are_cut() {
        let stream = [
            record(22, 300),
            record(20, 1),
            record(23, 16_401),
            record(21, 2),
        ]
        .concat();
        for step in [1, 2, 5, 6, 7, 300, 305, stream.len()] {
            assert_eq!(take(Side::Page, &stream, step), Ok(()), "by {step}");
            assert_eq!(take(Side::Server, &stream, step), Ok(()), "by {step}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let begun = record(22, 3);
        for (side, bytes) in [
            (Side::Page, b"EHLO me\r\n".to_vec()),
            (Side::Page, record(21, 2)),
            (Side::Page, record(23, 2)),
            (Side::Page, [begun.clone(), b"MAIL FROM".to_vec()].concat()),
            (Side::Server, b"220 mx\r\n".to_vec()),
            (Side::Server, record(23, 2)),
            (
                Side::Server,
                [begun.clone(), b"250 ok\r\n".to_vec()].concat(),
            ),
            (Side::Page, record(22, 0)),
            (Side::Page, record(22, LONGEST + 1)),
            (Side::Page, vec![22, 2, 3, 0, 9]),
            (Side::Page, vec![22, 3, 5, 0, 9]),
            (Side::Page, [begun, record(25, 3)].concat()),
        ] {
            assert_eq!(
                take(side, &bytes, bytes.len()),
                Err(Refusal::TlsExpected),
                "{bytes:?}"
            );
            assert_eq!(
                take(side, &bytes, 1),
                Err(Refusal::TlsExpected),
                "{bytes:?}"
            );
        }
        assert_eq!(take(Side::Page, &record(22, LONGEST), 4096), Ok(()));
    }

    #[test]
    fn application_data_is_counted_by_the_heads_of_its_records() {
        for (lengths, end) in [
            (&[511][..], Ok(())),
            (&[512], Ok(())),
            (&[513], Err(Refusal::ByteLimit)),
            (&[74, 438], Ok(())),
            (&[74, 439], Err(Refusal::ByteLimit)),
        ] {
            for step in [1, 600] {
                let mut records = Records::new(Side::Page, 512);
                let mut stream = [record(22, 600), record(20, 1)].concat();
                lengths
                    .iter()
                    .for_each(|length| stream.extend(record(23, *length)));
                stream.extend(record(21, 19));
                let found = stream.chunks(step).try_for_each(|part| records.take(part));
                assert_eq!(found, end, "{lengths:?} by {step}");
            }
        }
    }
}
