//! What swaks prints: each line begins with a mark of three characters.
//!
//! `->` and `<-` are lines in clear, `~>` and `<~` lines over TLS; a star in the mark says that swaks did not expect the
//! line. `===` and `***` are its own remarks. Web pages eat spaces, so their number is not relied on.

use super::told::{Told, contains, numbered, port_of, tls_version};
use crate::transcript::Blame;

/// Who speaks in a line with a mark.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Client { tls: bool },
    Server { tls: bool },
    Remark,
}

/// The marks as they stand at the start of a line, spaces in front taken away.
const MARKS: &[(&str, Mark)] = &[
    ("->", Mark::Client { tls: false }),
    ("~>", Mark::Client { tls: true }),
    ("**>", Mark::Client { tls: false }),
    ("*~>", Mark::Client { tls: true }),
    ("<~*", Mark::Server { tls: true }),
    ("<**", Mark::Server { tls: false }),
    ("<-", Mark::Server { tls: false }),
    ("<~", Mark::Server { tls: true }),
    ("===", Mark::Remark),
    ("***", Mark::Remark),
];

/// Longest indent in front of a mark: that of the mark itself, and of a quotation.
const MAX_INDENT: usize = 8;

pub(super) fn shows_in(line: &[u8]) -> bool {
    match mark(line) {
        Some((Mark::Remark, _)) => contains(line, "Trying ") || contains(line, "Connected to "),
        Some(_) => true,
        None => is_command_line(line),
    }
}

fn is_command_line(line: &[u8]) -> bool {
    contains(line, "swaks ") && (line.starts_with(b"swaks ") || contains(line, "$ swaks "))
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    let mut in_tls = false;
    for (number, line) in numbered(lines) {
        match mark(line) {
            Some((Mark::Client { tls }, start)) => {
                switch(&mut told, number, tls, &mut in_tls);
                if is_summary(line.get(start..).unwrap_or_default()) {
                    told.comment(number, line);
                    told.message_not_shown(number);
                } else {
                    told.client(number, line, start);
                }
            }
            Some((Mark::Server { tls }, start)) => {
                switch(&mut told, number, tls, &mut in_tls);
                told.server(number, line, start);
            }
            Some((Mark::Remark, start)) => {
                let remark = line.get(start..).unwrap_or_default();
                told.comment(number, line);
                if remark.starts_with(b"TLS started") {
                    in_tls = true;
                    told.tls(number, tls_version(remark));
                } else if remark.starts_with(b"Trying ") {
                    in_tls = false;
                    let text = String::from_utf8_lossy(remark);
                    if let Some(port) = port_of(&text) {
                        told.port(number, port);
                    }
                } else if remark.starts_with(b"Connection closed") {
                    told.closed(number, Blame::Client);
                } else if contains(remark, "closed connection unexpectedly") {
                    told.closed(number, Blame::Server);
                }
            }
            None => told.comment(number, line),
        }
    }
    told
}

/// TLS is on from the first line that says so.
fn switch(told: &mut Told, number: usize, tls: bool, in_tls: &mut bool) {
    if tls && !*in_tls {
        *in_tls = true;
        told.tls(number, None);
    }
}

/// The mark of a line, and where the text behind it begins: one space behind the mark of a client, one or two behind that
/// of a server, whose marks are one shorter.
fn mark(line: &[u8]) -> Option<(Mark, usize)> {
    let bare = line.trim_ascii_start();
    let indent = line.len() - bare.len();
    if indent > MAX_INDENT {
        return None;
    }
    let (text, mark) = MARKS
        .iter()
        .find(|(text, _)| bare.starts_with(text.as_bytes()))?;
    let behind = bare.get(text.len()..).unwrap_or_default();
    if behind.first().is_some_and(|next| *next != b' ') {
        return None;
    }
    let spaces = match mark {
        Mark::Client { .. } => 1,
        Mark::Server { .. } | Mark::Remark => 2,
    };
    let gap = behind
        .iter()
        .take(spaces)
        .take_while(|octet| **octet == b' ')
        .count();
    Some((*mark, indent + text.len() + gap))
}

/// `12 lines sent`: swaks was asked not to show the message.
fn is_summary(text: &[u8]) -> bool {
    text.strip_suffix(b" lines sent")
        .is_some_and(|count| !count.is_empty() && count.iter().all(u8::is_ascii_digit))
}
