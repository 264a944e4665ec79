//! What PHPMailer prints with `SMTPDebug`: `CLIENT -> SERVER:` and `SERVER -> CLIENT:`, mostly behind a time.
//!
//! The lines of a reply that has several follow indented, or with an arrow, or, where a browser has shown the log, without
//! anything between them. Releases before 5.2.7 wrote `CLIENT -> SMTP:` and `SMTP -> FROM SERVER:`.

use memchr::memmem;

use super::told::{Told, is_reply, numbered, port_of};
use crate::transcript::Blame;

const CLIENT: &[&str] = &["CLIENT -> SERVER:", "CLIENT -> SMTP:"];
const SERVER: &[&str] = &["SERVER -> CLIENT:", "SMTP -> FROM SERVER:"];

pub(super) fn shows_in(line: &[u8]) -> bool {
    behind(line, CLIENT).is_some() || behind(line, SERVER).is_some()
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    // The code of a reply whose last line is still to come.
    let mut open: Option<[u8; 3]> = None;
    for (number, line) in numbered(lines) {
        if let Some(start) = behind(line, CLIENT) {
            open = None;
            told.client(number, line, start);
        } else if let Some(start) = behind(line, SERVER) {
            open = None;
            let text = line.get(start..).unwrap_or_default();
            if text.is_empty() {
                told.comment(number, line);
            } else {
                server(line, start, number, &mut open, &mut told);
            }
        } else if let Some((code, start)) = open.zip(continuation(line))
            && line.get(start..).unwrap_or_default().starts_with(&code)
        {
            server(line, start, number, &mut open, &mut told);
        } else {
            told.comment(number, line);
            read_remark(line, number, &mut told);
        }
    }
    told
}

/// The column where the text behind one of the marks begins.
fn behind(line: &[u8], marks: &[&str]) -> Option<usize> {
    marks.iter().find_map(|mark| {
        let end = memmem::find(line, mark.as_bytes())? + mark.len();
        Some(end + usize::from(line.get(end) == Some(&b' ')))
    })
}

/// The column where a further line of a reply begins: behind spaces and an arrow.
fn continuation(line: &[u8]) -> Option<usize> {
    let bare = line.trim_ascii_start();
    let bare = bare
        .strip_prefix("\u{21aa}".as_bytes())
        .map_or(bare, <[u8]>::trim_ascii_start);
    is_reply(bare).then_some(line.len() - bare.len())
}

/// A line of a reply, or all of its lines without anything between them.
fn server(line: &[u8], start: usize, number: usize, open: &mut Option<[u8; 3]>, told: &mut Told) {
    let mut start = start;
    loop {
        let text = line.get(start..).unwrap_or_default();
        let code = match text {
            [a, b, c, b'-', ..] if is_reply(text) => [*a, *b, *c],
            _ => {
                *open = None;
                told.server(number, line, start);
                return;
            }
        };
        *open = Some(code);
        let inside = text.get(4..).unwrap_or_default();
        let next = memmem::find_iter(inside, &code)
            .find(|place| is_further_line(inside.get(place + 3).copied()))
            .map(|place| start + 4 + place);
        let Some(next) = next else {
            told.server(number, line, start);
            return;
        };
        let gap = line
            .get(start..next)
            .map_or(0, |text| text.len() - text.trim_ascii_end().len());
        told.server_between(number, line, start, next - gap);
        start = next;
    }
}

/// What stands behind the code of a line that follows another without a break.
const fn is_further_line(separator: Option<u8>) -> bool {
    matches!(separator, Some(b'-' | b' '))
}

fn read_remark(line: &[u8], number: usize, told: &mut Told) {
    let line = String::from_utf8_lossy(line);
    if let Some((_, target)) = line.split_once("opening to ") {
        let target = target.split(',').next().unwrap_or_default();
        if let Some(port) = port_of(target) {
            told.port(number, port);
        }
    } else if line.contains("Connection: closed") {
        told.closed(number, Blame::Client);
    }
}
