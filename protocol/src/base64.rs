//! Base64 as the AUTH exchange carries it (RFC 4648 §4, RFC 4954 §4): whole, padded, and nothing else between.
//!
//! RFC 4954 has a server reject what a lenient decoder would forgive: octets of no alphabet, padding in the middle. A
//! reading that fails says at which octet.

use crate::span::Span;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Why octets are no Base64, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Base64Fault {
    /// What is wrong.
    pub kind: Base64FaultKind,
    /// The octet at which it shows.
    pub at: usize,
}

/// What can be wrong with Base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Base64FaultKind {
    /// An octet outside the alphabet.
    Foreign,
    /// A `=` that is not at the end, or one too many.
    Padding,
    /// The last group of four is not whole: `=` is missing, or octets are.
    Unfinished,
    /// The last octet holds bits that belong to nothing: two spellings would mean the same (RFC 4648 §3.5).
    LooseBits,
}

/// Octets as Base64, padded.
#[must_use]
pub fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3) * 4);
    for group in octets.chunks(3) {
        let number = group
            .iter()
            .chain([0; 2].iter())
            .take(3)
            .fold(0_u32, |number, octet| number << 8 | u32::from(*octet));
        for place in 0..4 {
            if place > group.len() {
                text.push('=');
                continue;
            }
            let index = number >> (18 - 6 * place) & 63;
            let letter = ALPHABET.get(index as usize).copied().unwrap_or(b'=');
            text.push(char::from(letter));
        }
    }
    text
}

/// The octets that Base64 stands for.
///
/// # Errors
/// Says at which octet, counted from 0, it is no Base64.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, Base64Fault> {
    let fault = |kind, at| Err(Base64Fault { kind, at });
    let letters = text
        .iter()
        .position(|octet| *octet == b'=')
        .unwrap_or(text.len());
    let mut octets = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut number) = (0, 0_u32);
    for (at, octet) in text.iter().take(letters).enumerate() {
        let Some(value) = value(*octet) else {
            return fault(Base64FaultKind::Foreign, at);
        };
        number = number << 6 | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            octets.extend(u8::try_from(number >> bits & 0xFF));
            number &= (1 << bits) - 1;
        }
    }
    let padding = text.get(letters..).unwrap_or_default();
    if let Some(found) = padding.iter().position(|octet| *octet != b'=') {
        let foreign = padding.get(found).copied().and_then(value).is_none();
        return if foreign {
            fault(Base64FaultKind::Foreign, letters + found)
        } else {
            fault(Base64FaultKind::Padding, letters)
        };
    }
    let wanted = match letters % 4 {
        0 => 0,
        1 => return fault(Base64FaultKind::Unfinished, text.len()),
        rest => 4 - rest,
    };
    if padding.len() > wanted {
        return fault(Base64FaultKind::Padding, letters + wanted);
    }
    if padding.len() < wanted {
        return fault(Base64FaultKind::Unfinished, text.len());
    }
    if number != 0 {
        return fault(Base64FaultKind::LooseBits, letters.saturating_sub(1));
    }
    Ok(octets)
}

/// Where in the Base64 text the decoded octets `span` stand, whole letters counted.
#[must_use]
pub fn encoded_span(span: Span) -> Span {
    let octets = span.range();
    Span::new(octets.start * 4 / 3, (octets.end * 4).div_ceil(3))
}

const fn value(letter: u8) -> Option<u32> {
    let value = match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn both_ways() {
        for (octets, text) in [
            (&b""[..], ""),
            (b"f", "Zg=="),
            (b"fo", "Zm8="),
            (b"foo", "Zm9v"),
            (b"foobar", "Zm9vYmFy"),
            (b"\0ann\0secret", "AGFubgBzZWNyZXQ="),
            (b"\xff\xef\xbe\xfb", "/++++w=="),
        ] {
            assert_eq!(encode(octets), text);
            assert_eq!(decode(text.as_bytes()), Ok(octets.to_vec()), "{text}");
        }
        let all: Vec<u8> = (0..=255).collect();
        for length in 0..all.len() {
            assert_eq!(
                decode(encode(&all[..length]).as_bytes()),
                Ok(all[..length].to_vec())
            );
        }
    }

    #[test]
    fn a_fault_says_where() {
        use Base64FaultKind::{Foreign, LooseBits, Padding, Unfinished};
        for (text, kind, at) in [
            ("AAA=BBB", Padding, 3),
            ("YW5u=", Padding, 4),
            ("Zg===", Padding, 4),
            ("====", Padding, 0),
            ("ann", Unfinished, 3),
            ("Zm8", Unfinished, 3),
            ("Zg=", Unfinished, 3),
            ("YW5uY", Unfinished, 5),
            ("ann@example.org", Foreign, 3),
            ("YW5u ", Foreign, 4),
            ("Zg= =", Foreign, 3),
            ("YW5u\r", Foreign, 4),
            ("Zh==", LooseBits, 1),
            ("Zm9=", LooseBits, 2),
        ] {
            assert_eq!(
                decode(text.as_bytes()),
                Err(Base64Fault { kind, at }),
                "{text}"
            );
        }
    }

    #[test]
    fn decoded_octets_are_found_in_the_text() {
        for (decoded, encoded) in [((0, 1), (0, 2)), ((1, 3), (1, 4)), ((3, 6), (4, 8))] {
            assert_eq!(
                encoded_span(Span::new(decoded.0, decoded.1)),
                Span::new(encoded.0, encoded.1)
            );
        }
    }
}
