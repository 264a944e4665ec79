//! What curl prints with `-v`: `>` what it says, `<` what it hears, `*` its remarks. It does not show the message.

use super::told::{Told, contains, is_reply, leading_number, numbered, port_of, tls_version};
use crate::transcript::Blame;
use crate::verb::Verb;

pub(super) fn shows_in(line: &[u8]) -> bool {
    match line {
        [b'<', b' ', text @ ..] => is_reply(text),
        [b'>', b' ', text @ ..] => {
            let word = text.split(|octet| *octet == b' ').next();
            word.is_some_and(|word| Verb::recognise(word) != Verb::Other)
        }
        [b'*', b' ', ..] => is_attempt(line) || contains(line, "Connected to "),
        _ => contains(line, "curl ") && contains(line, "smtp"),
    }
}

fn is_attempt(line: &[u8]) -> bool {
    contains(line, " Trying ")
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    for (number, line) in numbered(lines) {
        match line {
            [b'>', b' ', ..] => told.client(number, line, 2),
            [b'<', b' ', ..] => told.server(number, line, 2),
            b">" => told.client(number, line, 1),
            [b'*', remark @ ..] => {
                told.comment(number, line);
                read_remark(remark.trim_ascii_start(), number, &mut told);
            }
            _ => told.comment(number, line),
        }
    }
    told
}

fn read_remark(remark: &[u8], number: usize, told: &mut Told) {
    let text = String::from_utf8_lossy(remark);
    if let Some(attempt) = text.strip_prefix("Trying ") {
        if let Some(port) = port_of(attempt) {
            told.port(number, port);
        }
    } else if text.starts_with("Connected to ") {
        let port = text.split_once(" port ").map(|(_, port)| port);
        if let Some(port) = port.and_then(leading_number) {
            told.port(number, port);
        }
    } else if text.starts_with("SSL connection using ") {
        told.tls(number, tls_version(remark));
    } else if text.starts_with("Closing connection")
        || text.starts_with("shutting down connection")
        || text.starts_with("closing connection")
    {
        told.closed(number, Blame::Client);
    }
}
