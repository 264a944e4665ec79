//! xtext: any octets as printable ones, for parameters of MAIL and RCPT (RFC 3461 §4).
//!
//! Printable octets stand for themselves, but for `+` and `=`; those two and all others are written as `+` and two
//! hexadecimal digits in upper case.

/// Why octets are no xtext, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct XtextFault {
    /// What is wrong.
    pub kind: XtextFaultKind,
    /// The octet at which it shows.
    pub at: usize,
}

/// What can be wrong with xtext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum XtextFaultKind {
    /// An octet that has to be written with `+`: a space, a control character, `=`, or one above 126.
    Bare,
    /// A `+` without two hexadecimal digits behind it.
    Digits,
    /// A `+` with digits in lower case.
    LowerCase,
}

/// Octets as xtext.
#[must_use]
pub fn encode(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len());
    for octet in octets {
        if is_plain(*octet) {
            text.push(char::from(*octet));
            continue;
        }
        text.push('+');
        for digit in [octet >> 4, octet & 15] {
            let digit = char::from_digit(u32::from(digit), 16).unwrap_or('0');
            text.push(digit.to_ascii_uppercase());
        }
    }
    text
}

/// The octets that xtext stands for.
///
/// # Errors
/// Says at which octet, counted from 0, it is no xtext.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, XtextFault> {
    let mut octets = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(octet) = text.get(at) {
        if is_plain(*octet) {
            octets.push(*octet);
            at += 1;
            continue;
        }
        if *octet != b'+' {
            return Err(XtextFault {
                kind: XtextFaultKind::Bare,
                at,
            });
        }
        let digits = text.get(at + 1..at + 3).unwrap_or_default();
        let decoded = std::str::from_utf8(digits)
            .ok()
            .filter(|digits| digits.len() == 2 && !digits.starts_with('+'))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let Some(decoded) = decoded else {
            return Err(XtextFault {
                kind: XtextFaultKind::Digits,
                at,
            });
        };
        if digits.iter().any(u8::is_ascii_lowercase) {
            return Err(XtextFault {
                kind: XtextFaultKind::LowerCase,
                at,
            });
        }
        octets.push(decoded);
        at += 3;
    }
    Ok(octets)
}

const fn is_plain(octet: u8) -> bool {
    matches!(octet, 33..=126) && !matches!(octet, b'+' | b'=')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn both_ways() {
        for (octets, text) in [
            (&b"ann@example.org"[..], "ann@example.org"),
            (b"e=mc2@example.com", "e+3Dmc2@example.com"),
            (b"a+b c", "a+2Bb+20c"),
            (b"\x00\xff", "+00+FF"),
            (b"", ""),
        ] {
            assert_eq!(encode(octets), text);
            assert_eq!(decode(text.as_bytes()), Ok(octets.to_vec()));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(encode(&all).as_bytes()), Ok(all));
    }

    #[test]
    fn a_fault_says_where() {
        use XtextFaultKind::{Bare, Digits, LowerCase};
        for (text, kind, at) in [
            ("a b", Bare, 1),
            ("a=b", Bare, 1),
            ("\u{fc}", Bare, 0),
            ("a+", Digits, 1),
            ("a+2", Digits, 1),
            ("a+2x", Digits, 1),
            ("a++2", Digits, 1),
            ("a+2b", LowerCase, 1),
        ] {
            assert_eq!(
                decode(text.as_bytes()),
                Err(XtextFault { kind, at }),
                "{text}"
            );
        }
    }
}
