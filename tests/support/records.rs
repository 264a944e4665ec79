//! TLS records by their heads, as whoever stands between the two sides can read them.

/// The type of each record, if the bytes are whole records and nothing else.
pub fn types(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut types = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let strange = || {
            let start = &rest[..rest.len().min(40)];
            let (count, text) = (types.len(), String::from_utf8_lossy(start));
            format!("no TLS record behind {count} records: {text:?}")
        };
        let (head, body) = rest.split_at_checked(5).ok_or_else(strange)?;
        let length = usize::from(u16::from_be_bytes([head[3], head[4]]));
        if !(20..=23).contains(&head[0]) || head[1] != 3 || length == 0 {
            return Err(strange());
        }
        rest = body.get(length..).ok_or_else(strange)?;
        types.push(head[0]);
    }
    Ok(types)
}

/// A handshake message.
pub const HANDSHAKE: u8 = 22;
/// What the two sides say to each other.
pub const APPLICATION_DATA: u8 = 23;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_told_from_anything_else() {
        let record = b"\x16\x03\x01\0\x02ab";
        assert_eq!(types(b""), Ok(vec![]));
        assert_eq!(types(&record.repeat(2)), Ok(vec![HANDSHAKE, HANDSHAKE]));
        for strange in [
            &b"EHLO me\r\n"[..],
            b"\x16\x03\x01\0\x02a",
            b"\x16\x03\x01\0",
            b"\x16\x03\x01\0\x02abMAIL FROM",
            b"\x16\x02\x01\0\x02ab",
            b"\x16\x03\x01\0\0",
        ] {
            assert!(types(strange).is_err(), "{strange:?}");
        }
    }
}
