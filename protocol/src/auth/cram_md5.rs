//! CRAM-MD5: the server's challenge `<...@host>`, the client's `user SP digest` (RFC 2195 §2).

use super::payload::{PartKind, Payload, PayloadFaultKind};

/// Hexadecimal digits of an MD5 hash.
const DIGEST: usize = 32;

/// Reads the client's answer. The last space divides it: user names may have spaces.
pub(super) fn read_response(message: &[u8]) -> Payload {
    let Some(space) = message.iter().rposition(|octet| *octet == b' ') else {
        let mut payload = Payload::whole(PartKind::Opaque, message);
        payload.fault(
            PayloadFaultKind::SeparatorMissing,
            message.len(),
            message.len(),
        );
        return payload;
    };
    let mut payload = Payload::default();
    payload.add(PartKind::User, 0, space);
    payload.add(PartKind::Digest, space + 1, message.len());
    if space == 0 {
        payload.fault(PayloadFaultKind::UserEmpty, 0, 0);
    }
    let digest = message.get(space + 1..).unwrap_or_default();
    let well_formed = digest.len() == DIGEST
        && digest
            .iter()
            .all(|octet| matches!(octet, b'0'..=b'9' | b'a'..=b'f'));
    if !well_formed {
        payload.fault(PayloadFaultKind::Digest, space + 1, message.len());
    }
    payload
}

/// Reads the server's challenge, which has the form of a message identifier.
pub(super) fn read_challenge(message: &[u8]) -> Payload {
    let mut payload = Payload::whole(PartKind::Challenge, message);
    let well_formed =
        message.starts_with(b"<") && message.ends_with(b">") && message.contains(&b'@');
    if !well_formed {
        payload.fault(PayloadFaultKind::Challenge, 0, message.len());
    }
    payload
}
