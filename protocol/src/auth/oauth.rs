//! XOAUTH2 and OAUTHBEARER: an access token, with octets of value 1 between the parts (Google's document; RFC 7628 §3.1).

use super::payload::{PartKind, Payload, PayloadFaultKind};
use super::scram;
use crate::span::Span;

/// What ends each part; two of them end the message.
const END: u8 = 1;

/// Reads `user=ann^Aauth=Bearer token^A^A`.
pub(super) fn read_xoauth2(message: &[u8]) -> Payload {
    let mut payload = Payload::default();
    read_pairs(message, 0, &mut payload);
    if payload.part(PartKind::User).is_none_or(Span::is_empty) {
        payload.fault(PayloadFaultKind::UserEmpty, 0, 0);
    }
    payload
}

/// Reads `n,a=ann,^Ahost=mx.example.com^Aport=587^Aauth=Bearer token^A^A`.
pub(super) fn read_bearer(message: &[u8]) -> Payload {
    let mut payload = Payload::default();
    let start = scram::read_header(message, &mut payload);
    match start.filter(|start| message.get(*start) == Some(&END)) {
        Some(start) => read_pairs(message, start + 1, &mut payload),
        None => payload.fault(PayloadFaultKind::Header, 0, message.len().min(1)),
    }
    payload
}

/// Reads what a client says to an error: one octet of value 1 (RFC 7628 §3.2.3).
pub(super) fn read_acknowledgement(message: &[u8]) -> Payload {
    if message == [END] {
        return Payload::default();
    }
    let mut payload = Payload::whole(PartKind::Opaque, message);
    payload.fault(PayloadFaultKind::Unexpected, 0, message.len());
    payload
}

/// Reads why a token was refused: a JSON object of strings (RFC 7628 §3.2.2). What is none of those stays whole.
pub(super) fn read_error(message: &[u8]) -> Payload {
    let mut payload = Payload::default();
    let mut texts = quoted(message).into_iter();
    while let Some(name) = texts.next() {
        // A name is followed by a colon, and a text that is none belongs to nothing we know.
        let behind = message.get(name.range().end + 1..).unwrap_or_default();
        if !behind.trim_ascii_start().starts_with(b":") {
            continue;
        }
        let kind = match name.of(message) {
            b"status" => PartKind::Status,
            b"scope" => PartKind::Scope,
            b"schemes" => PartKind::Schemes,
            b"openid-configuration" => PartKind::Configuration,
            _ => continue,
        };
        if let Some(value) = texts.next() {
            payload.add(kind, value.range().start, value.range().end);
        }
    }
    if payload.parts.is_empty() {
        return Payload::whole(PartKind::Error, message);
    }
    payload
}

/// Every text in quotation marks, without them. A backslash keeps what follows it from ending the text.
fn quoted(message: &[u8]) -> Vec<Span> {
    let mut texts = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (at, octet) in message.iter().enumerate() {
        match (start, octet) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), b'\\') => escaped = true,
            (Some(from), b'"') => {
                texts.push(Span::new(from, at));
                start = None;
            }
            (None, b'"') => start = Some(at + 1),
            _ => {}
        }
    }
    texts
}

/// Adds each `name=value` from `start` and says what is missing at the end.
fn read_pairs(message: &[u8], start: usize, payload: &mut Payload) {
    let rest = message.get(start..).unwrap_or_default();
    let pairs = rest.strip_suffix(&[END, END]);
    let mut from = start;
    for pair in pairs.unwrap_or(rest).split(|octet| *octet == END) {
        read_pair(message, from, from + pair.len(), payload);
        from += pair.len() + 1;
    }
    let behind = start + pairs.unwrap_or(rest).len();
    if payload.part(PartKind::Token).is_none() {
        let place = (behind + 1).min(message.len());
        payload.fault(PayloadFaultKind::TokenMissing, place, place);
    }
    if pairs.is_none() {
        payload.fault(PayloadFaultKind::EndMissing, message.len(), message.len());
    }
}

fn read_pair(message: &[u8], start: usize, end: usize, payload: &mut Payload) {
    let pair = message.get(start..end).unwrap_or_default();
    let Some(equals) = pair.iter().position(|octet| *octet == b'=') else {
        payload.fault(PayloadFaultKind::Attribute, start, end);
        return;
    };
    let value = start + equals + 1;
    match pair.get(..equals).unwrap_or_default() {
        b"user" => payload.add(PartKind::User, value, end),
        b"host" => payload.add(PartKind::Host, value, end),
        b"port" => payload.add(PartKind::Port, value, end),
        b"auth" => {
            const BEARER: &[u8] = b"Bearer ";
            let scheme = message.get(value..end).unwrap_or_default();
            let named = scheme
                .get(..BEARER.len())
                .is_some_and(|scheme| scheme.eq_ignore_ascii_case(BEARER));
            let token = value + if named { BEARER.len() } else { 0 };
            payload.add(PartKind::Token, token, end);
            if !named {
                payload.fault(PayloadFaultKind::BearerMissing, value, value);
            }
            if token == end {
                payload.fault(PayloadFaultKind::TokenMissing, end, end);
            }
        }
        _ => payload.add(PartKind::Extension, start, end),
    }
}
