//! The notation of every RFC: lines that begin with `C: ` and `S: `, comments with `#`.
//!
//! Read as a record it is a transcript, read as a program it is a script. `C= "..."` and `S= "..."` are exact bytes with
//! escapes and no CRLF added. Two comments carry facts: `# mode: submission` at the head, `# tls: on` from where TLS is
//! on. Consecutive client lines are one write. What is not understood stays as a comment; nothing is dropped.

use crate::diagnostic::Profile;
use crate::phase::Phase;
use crate::record::Record;
use crate::reply::ReplyReader;
use crate::session::Mode;
use crate::transcript::{Blame, Entry, Note, Speech, Transcript};

/// One line of the notation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// What the client writes, with its ending.
    Client(Vec<u8>),
    /// What the server writes, with its ending.
    Server(Vec<u8>),
    /// `# mode: ...`.
    Mode(Mode),
    /// `# tls: on`.
    Tls,
    /// `# closed by the client`, `# closed by the server`, `# connection lost`.
    Closed(Blame),
    /// Everything else, as it stands.
    Comment(String),
}

/// How the end of a connection is written.
const CLOSINGS: [(Blame, &str); 3] = [
    (Blame::Client, "# closed by the client"),
    (Blame::Server, "# closed by the server"),
    (Blame::Network, "# connection lost"),
];

/// Reads the notation, line by line.
#[must_use]
pub fn read(text: &str) -> Vec<Written> {
    text.lines().map(read_line).collect()
}

fn read_line(line: &str) -> Written {
    let line = line.strip_suffix('\r').unwrap_or(line);
    if let Some(fact) = line.strip_prefix('#') {
        if let Some((blame, _)) = CLOSINGS.iter().find(|(_, words)| *words == line) {
            return Written::Closed(*blame);
        }
        return match fact
            .trim()
            .split_once(':')
            .map(|(name, value)| (name.trim(), value.trim()))
        {
            Some(("mode", "smtp")) => Written::Mode(Mode::Smtp),
            Some(("mode", "submission")) => Written::Mode(Mode::Submission),
            Some(("mode", "submissions")) => Written::Mode(Mode::Submissions),
            Some(("mode", "lmtp")) => Written::Mode(Mode::Lmtp),
            Some(("tls", "on")) => Written::Tls,
            _ => Written::Comment(line.to_owned()),
        };
    }
    let whole = |rest: &str| {
        let text = rest.strip_prefix(' ').unwrap_or(rest);
        [text.as_bytes(), b"\r\n"].concat()
    };
    if let Some(rest) = line.strip_prefix("C:") {
        return Written::Client(whole(rest));
    }
    if let Some(rest) = line.strip_prefix("S:") {
        return Written::Server(whole(rest));
    }
    let exact = |rest: &str| unquote(rest.trim());
    if let Some(bytes) = line.strip_prefix("C=").and_then(exact) {
        return Written::Client(bytes);
    }
    if let Some(bytes) = line.strip_prefix("S=").and_then(exact) {
        return Written::Server(bytes);
    }
    Written::Comment(line.to_owned())
}

/// The bytes that a quoted text with escapes stands for; nothing where it is malformed.
#[must_use]
pub fn unquote(quoted: &str) -> Option<Vec<u8>> {
    let inner = quoted.strip_prefix('"')?.strip_suffix('"')?;
    let mut bytes = Vec::new();
    let mut rest = inner.chars();
    while let Some(next) = rest.next() {
        if next == '"' {
            return None;
        }
        if next != '\\' {
            let mut buffer = [0; 4];
            bytes.extend_from_slice(next.encode_utf8(&mut buffer).as_bytes());
            continue;
        }
        bytes.push(match rest.next()? {
            'r' => b'\r',
            'n' => b'\n',
            't' => b'\t',
            '\\' => b'\\',
            '"' => b'"',
            'x' => {
                let high = rest.next()?.to_digit(16)?;
                let low = rest.next()?.to_digit(16)?;
                u8::try_from(high * 16 + low).ok()?
            }
            _ => return None,
        });
    }
    Some(bytes)
}

/// Bytes as a quoted text with escapes.
#[must_use]
pub fn quote(bytes: &[u8]) -> String {
    let mut text = String::from("\"");
    for byte in bytes {
        match byte {
            b'\r' => text.push_str("\\r"),
            b'\n' => text.push_str("\\n"),
            b'\t' => text.push_str("\\t"),
            b'\\' => text.push_str("\\\\"),
            b'"' => text.push_str("\\\""),
            0x20..=0x7e => text.push(char::from(*byte)),
            _ => {
                text.push_str("\\x");
                for digit in [byte >> 4, byte & 15] {
                    text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
                }
            }
        }
    }
    text.push('"');
    text
}

/// Reads a text as the record of a session, with the findings of every line.
#[must_use]
pub fn record(text: &str, profile: Profile) -> Record {
    let lines = read(text);
    let mode = lines.iter().find_map(|line| match line {
        Written::Mode(mode) => Some(*mode),
        _ => None,
    });
    let mut record = Record::new(mode.unwrap_or_default(), profile);
    let mut replies = ReplyReader::default();
    let mut write = Vec::new();
    for line in lines {
        if matches!(record.session().phase, Phase::Idle | Phase::Closed) {
            match line {
                Written::Server(_) => record.connected(0),
                Written::Client(_) => {
                    record.connected(0);
                    record.joined_late(Phase::Greeted);
                }
                _ => {}
            }
        }
        if !matches!(line, Written::Client(_)) && !write.is_empty() {
            record.client_bytes(&std::mem::take(&mut write), 0);
        }
        match line {
            Written::Client(bytes) => write.extend(bytes),
            Written::Server(bytes) => {
                replies.push(&bytes);
                while let Some(reply) = replies.next() {
                    record.reply(reply, 0);
                }
            }
            Written::Tls => record.tls_established(0),
            Written::Mode(mode) => {
                record.note(Note::Comment(format!("# mode: {}", mode.name())), 0)
            }
            Written::Closed(blame) => {
                if let Some(reply) = replies.finish() {
                    record.reply(reply, 0);
                }
                record.closed(blame, 0);
            }
            Written::Comment(comment) => record.note(Note::Comment(comment), 0),
        }
    }
    if !write.is_empty() {
        record.client_bytes(&write, 0);
    }
    if let Some(reply) = replies.finish() {
        record.reply(reply, 0);
    }
    record.finish(0);
    record
}

/// Writes a transcript, secrets masked.
#[must_use]
pub fn write(transcript: &Transcript) -> String {
    let mut text = String::new();
    for entry in transcript.entries() {
        write_entry(entry, &mut text);
    }
    text
}

fn write_entry(entry: &Entry, text: &mut String) {
    let letter = match &entry.speech {
        Speech::Note(note) => {
            match note {
                Note::Connected => {}
                Note::TlsEstablished => text.push_str("# tls: on\n"),
                Note::Closed(blame) => {
                    let words = CLOSINGS.iter().find(|(whose, _)| whose == blame);
                    text.push_str(words.map_or("", |(_, words)| words));
                    text.push('\n');
                }
                Note::Comment(comment) => {
                    text.push_str(comment);
                    text.push('\n');
                }
            }
            return;
        }
        Speech::Reply { .. } => 'S',
        _ => 'C',
    };
    let bytes = entry.masked_bytes();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        text.push(letter);
        match line.strip_suffix(b"\r\n").and_then(plain) {
            Some("") => text.push(':'),
            Some(line) => {
                text.push_str(": ");
                text.push_str(line);
            }
            None => {
                text.push_str("= ");
                text.push_str(&quote(line));
            }
        }
        text.push('\n');
    }
}

/// The line as text, where the notation can carry it as it is.
fn plain(line: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(line).ok()?;
    let carried = !text
        .chars()
        .any(|character| character.is_control() && character != '\t');
    carried.then_some(text)
}

/// Whether `text` matches `pattern`, in which `*` stands for any octets. Linear but for one step back a star.
#[must_use]
pub fn matches(pattern: &[u8], text: &[u8]) -> bool {
    let (mut at, mut star, mut retry) = (0, None, 0);
    let mut place = 0;
    while place < text.len() {
        match pattern.get(at) {
            Some(b'*') => {
                star = Some(at);
                retry = place;
                at += 1;
            }
            Some(octet) if text.get(place) == Some(octet) => {
                at += 1;
                place += 1;
            }
            _ => {
                let Some(star) = star else { return false };
                at = star + 1;
                retry += 1;
                place = retry;
            }
        }
    }
    pattern
        .get(at..)
        .unwrap_or_default()
        .iter()
        .all(|octet| *octet == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    const SESSION: &str = "\
# mode: submission
# a comment

S: 220 mx.example.com ESMTP
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SIZE 1000
C: MAIL FROM:<ann@example.org>
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 go on
C: From: ann@example.org
C:
C: Hello
C: ..dot
C: .
S: 250 2.0.0 Ok
C= \"NOOP\\x00\\r\\n\"
S: 500 5.5.2 what
C: QUIT
S: 221 2.0.0 Bye
# closed by the server
";

    #[test]
    fn a_transcript_is_written_as_it_was_read() {
        let record = record(SESSION, Profile::Strict);
        assert_eq!(record.transcript().to_text(), SESSION);
        assert_eq!(record.session().phase, Phase::Closed);
    }

    #[test]
    fn exact_bytes_and_escapes() {
        assert_eq!(
            unquote(r#""a\r\n\t\\\"\x00\xff""#),
            Some(b"a\r\n\t\\\"\x00\xff".to_vec())
        );
        assert_eq!(unquote(r#""open"#), None);
        assert_eq!(unquote(r#""\q""#), None);
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(unquote(&quote(&all)), Some(all));
    }

    #[test]
    fn secrets_are_masked() {
        let text = "S: 220 x\nC: AUTH PLAIN AGFubgBzZWNyZXQ=\nS: 235 ok\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\n";
        let written = record(text, Profile::Strict).transcript().to_text();
        assert!(
            !written.contains("AGFubgBzZWNyZXQ") && !written.contains("YW5u"),
            "{written}"
        );
        assert!(written.contains("C: AUTH PLAIN [secret]"), "{written}");
    }

    #[test]
    fn many_stars_do_not_take_forever() {
        let pattern = "*a".repeat(50);
        assert!(!matches(pattern.as_bytes(), &[b'b'; 4000]));
        assert!(matches(pattern.as_bytes(), &[b'a'; 4000]));
    }
}
