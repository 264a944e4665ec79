//! PLAIN: `[whom to act as] NUL user NUL password`, in UTF-8 (RFC 4616 §2).

use super::payload::{PartKind, Payload, PayloadFaultKind};

/// Reads the one message of the client.
pub(super) fn read(message: &[u8]) -> Payload {
    let mut nuls = message
        .iter()
        .enumerate()
        .filter(|(_, octet)| **octet == 0)
        .map(|(at, _)| at);
    let (Some(first), Some(second)) = (nuls.next(), nuls.next()) else {
        let mut payload = Payload::whole(PartKind::Opaque, message);
        payload.fault(
            PayloadFaultKind::SeparatorMissing,
            message.len(),
            message.len(),
        );
        return payload;
    };
    let third = nuls.next();
    let end = third.unwrap_or(message.len());
    let mut payload = Payload::default();
    payload.add(PartKind::AuthorizationIdentity, 0, first);
    payload.add(PartKind::User, first + 1, second);
    payload.add(PartKind::Password, second + 1, end);
    if let Some(third) = third {
        payload.fault(PayloadFaultKind::SeparatorExtra, third, third + 1);
    }
    if first + 1 == second {
        payload.fault(PayloadFaultKind::UserEmpty, second, second);
    }
    if second + 1 == end {
        payload.fault(PayloadFaultKind::PasswordEmpty, end, end);
    }
    payload.require_utf8(message);
    payload
}
