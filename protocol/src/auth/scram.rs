//! SCRAM: four messages of comma-separated attributes (RFC 5802 §5, §7).

use super::payload::{PartKind, Payload, PayloadFaultKind};
use crate::base64;
use crate::span::Span;

pub(crate) use self::client::exchanged;
pub(super) use self::client::{ScramClient, gs2_header};
pub(crate) use self::keys::Keys;

mod client;
mod keys;

/// Most iterations that a client does for a server: about half a second in a browser on two busy cores. A server that
/// asks for more could freeze the tab; those in use ask for 4,096 to 15,000.
pub const MAX_ITERATIONS: u32 = 100_000;

/// Least iterations that a server should ask for (RFC 5802 §5.1, RFC 7677 §4): fewer make a proof that somebody has
/// listened to cheaper to guess from.
pub const LEAST_ITERATIONS: u32 = 4096;

/// The GS2 header, `n,,` or `y,a=bob,` or `p=tls-exporter,,`: adds its parts and gives where what follows begins
/// (RFC 5801 §4).
pub(super) fn read_header(message: &[u8], payload: &mut Payload) -> Option<usize> {
    let first = message.iter().position(|octet| *octet == b',')?;
    let binding = message.get(..first)?;
    let known = matches!(binding, b"n" | b"y") || (binding.starts_with(b"p=") && binding.len() > 2);
    if !known {
        return None;
    }
    let rest = message.get(first + 1..)?;
    let second = first + 1 + rest.iter().position(|octet| *octet == b',')?;
    let identity = message.get(first + 1..second)?;
    if !identity.is_empty() && !identity.starts_with(b"a=") {
        return None;
    }
    payload.add(PartKind::ChannelBinding, 0, first);
    if !identity.is_empty() {
        payload.add(PartKind::AuthorizationIdentity, first + 3, second);
    }
    Some(second + 1)
}

/// `n,,n=user,r=nonce`
pub(super) fn read_client_first(message: &[u8]) -> Payload {
    let mut payload = Payload::default();
    let Some(start) = read_header(message, &mut payload) else {
        payload.fault(PayloadFaultKind::Header, 0, message.len().min(1));
        return payload;
    };
    read_attributes(message, start, &mut payload, |name| match name {
        b'n' => Some(PartKind::User),
        b'r' => Some(PartKind::Nonce),
        _ => None,
    });
    require(
        &mut payload,
        message,
        PartKind::User,
        PayloadFaultKind::UserEmpty,
    );
    require(
        &mut payload,
        message,
        PartKind::Nonce,
        PayloadFaultKind::NonceMissing,
    );
    payload.require_utf8(message);
    payload
}

/// `c=binding,r=nonce,p=proof`
pub(super) fn read_client_final(message: &[u8]) -> Payload {
    let mut payload = Payload::default();
    read_attributes(message, 0, &mut payload, |name| match name {
        b'c' => Some(PartKind::ChannelBinding),
        b'r' => Some(PartKind::Nonce),
        b'p' => Some(PartKind::Proof),
        _ => None,
    });
    require(
        &mut payload,
        message,
        PartKind::ChannelBinding,
        PayloadFaultKind::Header,
    );
    require(
        &mut payload,
        message,
        PartKind::Nonce,
        PayloadFaultKind::NonceMissing,
    );
    require(
        &mut payload,
        message,
        PartKind::Proof,
        PayloadFaultKind::ProofMissing,
    );
    require_base64(&mut payload, message, PartKind::ChannelBinding);
    require_base64(&mut payload, message, PartKind::Proof);
    payload
}

/// `r=nonce,s=salt,i=count`
pub(super) fn read_server_first(message: &[u8]) -> Payload {
    let mut payload = Payload::default();
    read_attributes(message, 0, &mut payload, |name| match name {
        b'r' => Some(PartKind::Nonce),
        b's' => Some(PartKind::Salt),
        b'i' => Some(PartKind::Iterations),
        _ => None,
    });
    require(
        &mut payload,
        message,
        PartKind::Nonce,
        PayloadFaultKind::NonceMissing,
    );
    require(
        &mut payload,
        message,
        PartKind::Salt,
        PayloadFaultKind::SaltMissing,
    );
    require(
        &mut payload,
        message,
        PartKind::Iterations,
        PayloadFaultKind::Iterations,
    );
    require_base64(&mut payload, message, PartKind::Salt);
    if let Some(count) = payload.part(PartKind::Iterations)
        && !count.is_empty()
        && !count.of(message).iter().all(u8::is_ascii_digit)
    {
        let octets = count.range();
        payload.fault(PayloadFaultKind::Iterations, octets.start, octets.end);
    }
    payload
}

/// `v=signature` or `e=error`
pub(super) fn read_server_final(message: &[u8]) -> Payload {
    let mut payload = Payload::default();
    read_attributes(message, 0, &mut payload, |name| match name {
        b'v' => Some(PartKind::Proof),
        b'e' => Some(PartKind::Error),
        _ => None,
    });
    if payload.part(PartKind::Error).is_none() {
        require(
            &mut payload,
            message,
            PartKind::Proof,
            PayloadFaultKind::ProofMissing,
        );
        require_base64(&mut payload, message, PartKind::Proof);
    }
    payload
}

/// Adds each `name=value` from `start`, of the kind that its name has.
fn read_attributes(
    message: &[u8],
    start: usize,
    payload: &mut Payload,
    kind: impl Fn(u8) -> Option<PartKind>,
) {
    let mut from = start;
    for attribute in message
        .get(start..)
        .unwrap_or_default()
        .split(|octet| *octet == b',')
    {
        let end = from + attribute.len();
        match attribute {
            [name, b'=', ..] => {
                let kind = kind(*name).unwrap_or(PartKind::Extension);
                let value = if kind == PartKind::Extension {
                    from
                } else {
                    from + 2
                };
                payload.add(kind, value, end);
            }
            _ => payload.fault(PayloadFaultKind::Attribute, from, end),
        }
        from = end + 1;
    }
}

/// Notes that a part is missing or empty.
fn require(payload: &mut Payload, message: &[u8], kind: PartKind, fault: PayloadFaultKind) {
    match payload.part(kind).map(Span::range) {
        None => payload.fault(fault, message.len(), message.len()),
        Some(octets) if octets.is_empty() => payload.fault(fault, octets.start, octets.end),
        Some(_) => {}
    }
}

/// Notes that a part is there and is not Base64.
fn require_base64(payload: &mut Payload, message: &[u8], kind: PartKind) {
    if let Some(span) = payload.part(kind)
        && let Err(fault) = base64::decode(span.of(message))
    {
        let at = span.range().start + fault.at;
        payload.fault(PayloadFaultKind::NotBase64, at, at);
    }
}
