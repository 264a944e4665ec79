//! A window in which `openssl s_client` ran: certificates and sessions of TLS, then what both sides said without marks.
//!
//! With `-starttls smtp` the program itself has said EHLO and STARTTLS, and shows the last line of the first reply. What
//! follows begins after the handshake, so nothing is known of what came before. Without it, the greeting is shown, and TLS
//! was there from the first octet.

use super::terminal::Window;
use super::told::{Told, contains, is_reply, numbered, port_of_command, tls_version};
use crate::session::Mode;
use crate::tls::TlsVersion;
use crate::transcript::Blame;

const PROGRAM: &str = "openssl s_client ";

pub(super) fn shows_in(line: &[u8]) -> bool {
    line.starts_with(b"CONNECTED(")
        || line.starts_with(b"Certificate chain")
        || line.starts_with(b"SSL handshake has read ")
        || is_attempt(line)
        || contains(line, PROGRAM)
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    let mut window = Window::default();
    let mut place = Place::Handshake;
    let mut version: Option<TlsVersion> = None;
    for (number, line) in numbered(lines) {
        let next = lines.get(number).copied().unwrap_or_default();
        if place == Place::Session && is_block(line) && !window.is_in_message() {
            place = Place::Block;
        }
        match place {
            Place::Session if window.is_in_message() => {
                window.tell(number, line, &mut told);
            }
            Place::Handshake if is_reply(line) => {
                place = Place::Session;
                let greets = line.starts_with(b"220");
                if greets {
                    told.mode(number, Mode::Submissions);
                }
                told.tls(number, version);
                if greets {
                    window.tell(number, line, &mut told);
                } else {
                    window.begin();
                    told.comment(number, line);
                }
            }
            Place::Session if is_taken(line, next) => told.comment(number, line),
            Place::Session
                if line == b"DONE" || line == b"closed" || line.starts_with(b"read:errno") =>
            {
                let blame = if line == b"DONE" {
                    Blame::Client
                } else {
                    Blame::Server
                };
                told.comment(number, line);
                told.closed(number, blame);
                place = Place::Over;
            }
            Place::Session if !is_remark(line) && window.tell(number, line, &mut told) => {}
            Place::Block if line.starts_with(b"read R BLOCK") => {
                place = Place::Session;
                told.comment(number, line);
            }
            _ => {
                version = version.or_else(|| is_version(line).then(|| tls_version(line)).flatten());
                told.comment(number, line);
                if let Some(port) = port_of_command(line, PROGRAM) {
                    told.port(number, port);
                }
            }
        }
    }
    told
}

/// Where in the window a line stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first reply: certificates and what was agreed.
    Handshake,
    /// What both sides say.
    Session,
    /// A ticket of TLS 1.3 that came in the middle.
    Block,
    /// Behind the end.
    Over,
}

/// `Connecting to 192.0.2.1`: the address alone, where other programs say more.
fn is_attempt(line: &[u8]) -> bool {
    line.strip_prefix(b"Connecting to ")
        .is_some_and(|target| !target.is_empty() && !target.contains(&b' '))
}

/// `New, TLSv1.3, Cipher is TLS_AES_256_GCM_SHA384`, `    Protocol  : TLSv1.2`.
fn is_version(line: &[u8]) -> bool {
    line.starts_with(b"New, ") || line.trim_ascii_start().starts_with(b"Protocol")
}

fn is_block(line: &[u8]) -> bool {
    line.starts_with(b"Post-Handshake New Session Ticket")
}

/// Whether the program took a line for itself and did not send it: R has it negotiate anew, Q has it end, K has it change
/// keys. The line below tells.
fn is_taken(line: &[u8], next: &[u8]) -> bool {
    match line.first() {
        Some(b'R') => next == b"RENEGOTIATING",
        Some(b'Q') => next == b"DONE",
        Some(b'K' | b'k') => next == b"KEYUPDATE",
        _ => false,
    }
}

/// What the program says of itself.
fn is_remark(line: &[u8]) -> bool {
    line == b"---"
        || line == b"RENEGOTIATING"
        || line == b"KEYUPDATE"
        || line.starts_with(b"read R BLOCK")
        || line.starts_with(b"depth=")
        || line.starts_with(b"verify ")
        || contains(line, ":error:")
}
