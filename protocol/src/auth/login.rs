//! LOGIN: the user name, then the password, each when asked (an expired draft, and what every server does).

use super::payload::{PartKind, Payload, PayloadFaultKind};

/// Reads a message of the client: the user name, then the password.
pub(super) fn read_response(step: usize, message: &[u8]) -> Payload {
    let (kind, empty) = match step {
        0 => (PartKind::User, PayloadFaultKind::UserEmpty),
        1 => (PartKind::Password, PayloadFaultKind::PasswordEmpty),
        _ => return Payload::empty_or_unexpected(message),
    };
    let mut payload = Payload::whole(kind, message);
    if message.is_empty() {
        payload.fault(empty, 0, 0);
    }
    payload
}
