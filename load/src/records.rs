//! TLS records without TLS: heads that a guard checks, and bodies that nobody reads.

/// Type of a handshake message: our orders to the sink and its answers.
pub const HANDSHAKE: u8 = 22;
/// Type of application data: the load.
pub const APPLICATION_DATA: u8 = 23;
/// Type, version and length.
pub const HEAD: usize = 5;
/// A record of the usual largest size, its head included.
pub const USUAL: usize = 16_384;

/// A record with `body`.
#[must_use]
pub fn record(kind: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap_or(u16::MAX);
    let mut bytes = vec![kind, 3, 3];
    bytes.extend(length.to_be_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// Records of application data, `size` octets each with their heads, as many as fit in `room`.
#[must_use]
pub fn stream(size: usize, room: usize) -> Vec<u8> {
    // Octets as ciphertext has them, none of which compresses or means anything.
    let mut state: u32 = 0x9E37_79B9;
    let body: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[3]
    })
    .take(size.saturating_sub(HEAD))
    .collect();
    record(APPLICATION_DATA, &body).repeat((room / size).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_whole_records() {
        let stream = stream(1400, 10_000);
        assert_eq!(stream.len(), 7 * 1400);
        for record in stream.chunks(1400) {
            assert_eq!(
                record.get(..HEAD),
                Some(&[23, 3, 3, 0x05, 0x73][..]),
                "1395 octets follow the head"
            );
        }
    }
}
