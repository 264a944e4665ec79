//! What Python's smtplib prints with `set_debuglevel(1)`: `send:` and `reply:`, each with a literal of Python behind it.
//! Ruby's Net::SMTP prints its literals behind `<-` and `->`, seen from the server.

use super::told::{Told, is_reply, numbered};
use crate::notation::{Columns, Written};

/// Marks, and whether the client speaks behind them.
const MARKS: &[(&str, bool)] = &[
    ("send: ", true),
    ("reply: ", false),
    ("<- ", true),
    ("-> ", false),
];

pub(super) fn shows_in(line: &[u8]) -> bool {
    said(line).is_some_and(|(is_client, octets)| {
        let text: Vec<u8> = octets.iter().map(|(_, octet)| *octet).collect();
        is_client || is_reply(text.trim_ascii_end())
    })
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    for (number, line) in numbered(lines) {
        let Some((is_client, octets)) = said(line) else {
            told.comment(number, line);
            if let Some(port) = port(line) {
                told.port(number, port);
            }
            continue;
        };
        for line in octets.split_inclusive(|(_, octet)| *octet == b'\n') {
            let octets: Vec<u8> = line.iter().map(|(_, octet)| *octet).collect();
            let columns = Columns::Each(line.iter().map(|(column, _)| *column).collect());
            let written = if is_client {
                Written::Client(octets)
            } else {
                Written::Server(octets)
            };
            told.push(number, written, columns);
        }
    }
    told
}

/// `connect: ('mx.example.com', 587)`.
fn port(line: &[u8]) -> Option<u16> {
    let rest = line.strip_prefix(b"connect: (")?.strip_suffix(b")")?;
    let port = rest.rsplit(|octet| *octet == b' ').next()?;
    std::str::from_utf8(port).ok()?.parse().ok()
}

/// Whether the client speaks, and each octet with its column.
fn said(line: &[u8]) -> Option<(bool, Vec<(usize, u8)>)> {
    let (mark, is_client) = MARKS
        .iter()
        .find(|(mark, _)| line.starts_with(mark.as_bytes()))?;
    let literal = line.get(mark.len()..)?.trim_ascii_end();
    let bare = literal.strip_prefix(b"b").unwrap_or(literal);
    let start = mark.len() + literal.len() - bare.len() + 1;
    let inner = [b'\'', b'"'].iter().find_map(|quote| {
        let quote = std::slice::from_ref(quote);
        bare.strip_prefix(quote)?.strip_suffix(quote)
    })?;
    Some((*is_client, unescaped(inner, start)))
}

/// The octets that a literal stands for, with their columns. What is no escape stands for itself.
fn unescaped(inner: &[u8], start: usize) -> Vec<(usize, u8)> {
    let mut octets = Vec::new();
    let mut place = 0;
    while let Some(rest) = inner.get(place..).filter(|rest| !rest.is_empty()) {
        let (octet, length) = match rest {
            [b'\\', b'r', ..] => (b'\r', 2),
            [b'\\', b'n', ..] => (b'\n', 2),
            [b'\\', b't', ..] => (b'\t', 2),
            [b'\\', other @ (b'\\' | b'\'' | b'"'), ..] => (*other, 2),
            [b'\\', b'x', high, low, ..] => match (hexadecimal(*high), hexadecimal(*low)) {
                (Some(high), Some(low)) => (high << 4 | low, 4),
                _ => (b'\\', 1),
            },
            [octet, ..] => (*octet, 1),
            [] => break,
        };
        octets.push((start + place, octet));
        place += length;
    }
    octets
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn a_literal_is_read_with_its_escapes() {
        for (line, expected) in [
            (
                r"send: 'ehlo [127.0.1.1]\r\n'",
                Some((true, "ehlo [127.0.1.1]\r\n")),
            ),
            (r#"reply: b"250 it's\r\n""#, Some((false, "250 it's\r\n"))),
            (
                r"send: b'it\'s caf\xc3\xa9\\ \xzz \q'",
                Some((true, "it's café\\ \\xzz \\q")),
            ),
            ("reply: retcode (250); Msg: b'Ok'", None),
            ("send: '", None),
            ("send: ", None),
        ] {
            let read = said(line.as_bytes()).map(|(is_client, octets)| {
                let octets = octets.iter().map(|(_, octet)| *octet).collect();
                (is_client, String::from_utf8(octets).unwrap())
            });
            let expected = expected.map(|(is_client, text)| (is_client, text.to_owned()));
            assert_eq!(read, expected, "{line}");
        }
    }

    #[test]
    fn each_octet_stands_where_its_escape_begins() {
        let (_, octets) = said(br"send: 'a\tb'").unwrap();
        assert_eq!(octets, [(7, b'a'), (8, b'\t'), (10, b'b')]);
    }
}
