//! Exact bytes as a quoted text with escapes: `\r \n \t \\ \" \xNN`.

use super::Columns;

/// The bytes that a quoted text with escapes stands for; nothing where it is malformed.
#[must_use]
pub fn unquote(quoted: &str) -> Option<Vec<u8>> {
    unquote_at(quoted.as_bytes(), 0).map(|(bytes, _)| bytes)
}

/// The same, with the place of each byte in a line in which the text begins at `start`.
pub(super) fn unquote_at(quoted: &[u8], start: usize) -> Option<(Vec<u8>, Columns)> {
    let inner = quoted.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut bytes = Vec::new();
    let mut starts = Vec::new();
    let mut rest = inner.iter().enumerate();
    while let Some((place, octet)) = rest.next() {
        starts.push(start + 1 + place);
        let mut next = || rest.next().map(|(_, octet)| *octet);
        bytes.push(match octet {
            b'"' => return None,
            b'\\' => match next()? {
                b'r' => b'\r',
                b'n' => b'\n',
                b't' => b'\t',
                b'\\' => b'\\',
                b'"' => b'"',
                b'x' => hexadecimal(next()?)? << 4 | hexadecimal(next()?)?,
                _ => return None,
            },
            other => *other,
        });
    }
    starts.push(start + 1 + inner.len());
    Some((bytes, Columns::Each(starts)))
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

/// Bytes as a quoted text with escapes.
#[must_use]
pub fn quote(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            b'\\' => text.push_str("\\\\"),
            b'"' => text.push_str("\\\""),
            0x20..=0x7e => text.push(char::from(*byte)),
            _ => {
                text.push_str("\\x");
                for digit in [byte >> 4, byte & 15] {
                    text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
                }
            }
        }
    }
    text.push('"');
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn exact_bytes_and_escapes() {
        assert_eq!(
            unquote(r#""a\r\n\t\\\"\x00\xfFä""#),
            Some(b"a\r\n\t\\\"\x00\xff\xc3\xa4".to_vec())
        );
        for malformed in [r#""open"#, r#""\q""#, r#""a"b""#, r#""\x0""#, r#""\"#, "\""] {
            assert_eq!(unquote(malformed), None, "{malformed}");
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unquote(&quote(&all)), Some(all));
    }

    #[test]
    fn each_byte_knows_where_it_is_written() {
        let (bytes, columns) = unquote_at(br#""a\x00b\r\n""#, 3).unwrap();
        assert_eq!(bytes, b"a\x00b\r\n");
        assert_eq!(columns, Columns::Each(vec![4, 5, 9, 10, 12, 14]));
    }
}
