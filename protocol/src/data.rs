//! The message between `354` and the lone dot: how it is packed for the way, and how it is unpacked.

pub use self::decoder::{DataDecoder, TEXT_LINE};
pub use self::notice::{Counts, FakeEnd, NOTICES_KEPT, Notice, NoticeKind};

mod decoder;
mod notice;

/// What ends the data, at the start of a line (RFC 5321 §4.1.1.4).
pub const END: &[u8] = b".\r\n";

/// The message with every line ended by CR LF: a lone CR or LF becomes CR LF, and so does a missing end of the last line.
///
/// Two servers that disagree on what ends a line disagree on where a message ends. What has passed here has only line
/// ends on which all agree.
#[must_use]
pub fn normalise(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + message.len() / 32 + 2);
    for line in Lines(message) {
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// The message as it travels behind DATA: [`normalise`]d, a dot put before every line that begins with one
/// (RFC 5321 §4.5.2), and [`END`] behind it.
#[must_use]
pub fn encode(message: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(message.len() + message.len() / 32 + 2 + END.len());
    for line in Lines(message) {
        if line.first() == Some(&b'.') {
            out.push(b'.');
        }
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(END);
    out
}

/// The lines of a text as a person sees them: each of CR LF, CR and LF ends one.
struct Lines<'text>(&'text [u8]);

impl<'text> Iterator for Lines<'text> {
    type Item = &'text [u8];

    fn next(&mut self) -> Option<&'text [u8]> {
        if self.0.is_empty() {
            return None;
        }
        let end = memchr::memchr2(b'\r', b'\n', self.0).unwrap_or(self.0.len());
        let (line, rest) = self.0.split_at(end);
        self.0 = rest
            .strip_prefix(b"\r\n")
            .or_else(|| rest.get(1..))
            .unwrap_or_default();
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn every_line_end_becomes_one() {
        let cases: &[(&[u8], &[u8])] = &[
            (b"", b""),
            (b"a", b"a\r\n"),
            (b"a\r\n", b"a\r\n"),
            (b"a\nb\rc\r\nd", b"a\r\nb\r\nc\r\nd\r\n"),
            (b"\n\r", b"\r\n\r\n"),
            (b"\r\r\n", b"\r\n\r\n"),
            (b"\n", b"\r\n"),
        ];
        for (message, expected) in cases {
            assert_eq!(normalise(message), *expected, "{message:?}");
        }
    }

    #[test]
    fn every_line_that_begins_with_a_dot_gets_another() {
        let cases: &[(&[u8], &[u8])] = &[
            (b"", b".\r\n"),
            (b".", b"..\r\n.\r\n"),
            (b"a", b"a\r\n.\r\n"),
            (b"..a\r\n.\r\nb.\r\n", b"...a\r\n..\r\nb.\r\n.\r\n"),
            // What smuggles a second message past a server that takes a lone LF or CR for the end of a line.
            (b"a\n.\nMAIL", b"a\r\n..\r\nMAIL\r\n.\r\n"),
            (b"a\r.\rMAIL", b"a\r\n..\r\nMAIL\r\n.\r\n"),
            // A line end twice before the dot once escaped a library's stuffing.
            (b"a\r\n\r\n.\r\nMAIL", b"a\r\n\r\n..\r\nMAIL\r\n.\r\n"),
        ];
        for (message, expected) in cases {
            assert_eq!(encode(message), *expected, "{message:?}");
        }
    }

    /// The full number in an optimised build, a twentieth of it in the everyday one.
    const fn many(full: usize) -> usize {
        if cfg!(debug_assertions) {
            full / 20
        } else {
            full
        }
    }

    /// A small generator (xorshift) of texts that are mostly dots and line ends; the same texts in every run.
    struct Texts(u64);

    impl Iterator for Texts {
        type Item = Vec<u8>;

        fn next(&mut self) -> Option<Vec<u8>> {
            let mut number = || {
                self.0 ^= self.0 << 13;
                self.0 ^= self.0 >> 7;
                self.0 ^= self.0 << 17;
                usize::try_from(self.0 >> 33).unwrap_or(0)
            };
            let length = number() % 24;
            Some(
                (0..length)
                    .map(|_| b"..\r\n\r\n\nax \0\xff"[number() % 12])
                    .collect(),
            )
        }
    }

    #[test]
    fn decoding_gives_back_what_was_encoded_with_one_end() {
        for text in Texts(0x9E37_79B9_7F4A_7C15).take(many(1_000_000)) {
            let encoded = encode(&text);
            let mut decoder = DataDecoder::new(usize::MAX);
            assert_eq!(decoder.push(&encoded), encoded.len(), "{text:?}");
            assert!(decoder.is_ended(), "{text:?}");
            assert_eq!(decoder.message(), normalise(&text), "{text:?}");
            let counts = decoder.counts();
            let odd = (
                counts.bare_carriage_returns,
                counts.bare_line_feeds,
                counts.fake_ends,
            );
            assert_eq!(odd, (0, 0, 0), "{text:?}");
        }
    }

    #[test]
    fn any_split_of_any_text_decodes_to_the_same() {
        for text in Texts(0xD1B5_4A32_D192_ED03).take(many(20_000)) {
            let mut whole = DataDecoder::new(16);
            let consumed = whole.push(&text);
            for split in 0..=text.len() {
                let mut parts = DataDecoder::new(16);
                let (left, right) = text.split_at(split);
                let mut taken = parts.push(left);
                if taken == left.len() {
                    taken += parts.push(right);
                }
                assert_eq!(taken, consumed, "{text:?} at {split}");
                assert_eq!(parts, whole, "{text:?} at {split}");
            }
        }
    }
}
