//! The notation as RFCs and tutorials print it: indented, in any case, or with `Client:` and `Server:`.

use super::told::{Told, contains, numbered};

/// Who is named in front of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Client,
    Server,
    Both,
}

const NAMES: &[(&str, Name)] = &[
    ("c:", Name::Client),
    ("s:", Name::Server),
    ("client:", Name::Client),
    ("server:", Name::Server),
    ("c & s:", Name::Both),
    ("s & c:", Name::Both),
];

pub(super) fn shows_in(line: &[u8]) -> bool {
    name(line).is_some()
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    let mut in_message = false;
    for (number, line) in numbered(lines) {
        let Some((name, start)) = name(line) else {
            told.comment(number, line);
            continue;
        };
        let text = line.get(start..).unwrap_or_default();
        if name == Name::Both || !in_message && is_event(text) {
            told.comment(number, line);
            let text = text.to_ascii_uppercase();
            if name == Name::Both && contains(&text, "NEGOTIATE") && contains(&text, "TLS") {
                told.tls(number, None);
            }
        } else if name == Name::Client {
            // Authors align what is said; only in a message do spaces count.
            let text_start = if in_message {
                start
            } else {
                start + indent(text)
            };
            in_message &= text != b".";
            told.client(number, line, text_start);
        } else {
            in_message |= text.trim_ascii_start().starts_with(b"354");
            told.server(number, line, start + indent(text));
        }
    }
    told
}

fn indent(text: &[u8]) -> usize {
    text.len() - text.trim_ascii_start().len()
}

/// `<opens connection>`: the text tells what happens, and not what is said.
fn is_event(text: &[u8]) -> bool {
    text.starts_with(b"<") && text.ends_with(b">") && text.contains(&b' ')
}

/// What stands behind `[2026-11-26 08:00:00] DEBUG [abc] `, as Nodemailer logs.
fn behind_stamp(line: &[u8]) -> &[u8] {
    let names = [&b"] S: "[..], b"] C: "];
    let place = names
        .iter()
        .filter_map(|name| memchr::memmem::find(line, name))
        .min();
    place
        .filter(|_| line.starts_with(b"["))
        .and_then(|place| line.get(place + 2..))
        .unwrap_or(line)
}

fn name(line: &[u8]) -> Option<(Name, usize)> {
    let bare = behind_stamp(line).trim_ascii_start();
    let (text, name) = NAMES.iter().find(|(text, _)| {
        bare.get(..text.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(text.as_bytes()))
    })?;
    let behind = line.len() - bare.len() + text.len();
    Some((*name, behind + usize::from(line.get(behind) == Some(&b' '))))
}
