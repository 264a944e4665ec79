//! The notation of every RFC: lines that begin with `C: ` and `S: `, comments with `#`.
//!
//! Read as a record it is a transcript, read as a program it is a script. `C= "..."` and `S= "..."` are exact bytes with
//! escapes and no CRLF added. Consecutive client lines are one write. What is not understood stays as a comment; nothing is
//! dropped. Some comments carry facts:
//!
//! | comment | fact |
//! |---|---|
//! | `# mode: submission` | which protocol is spoken: `smtp`, `submission`, `submissions` or `lmtp`; at the head |
//! | `# port: 587` | the server's port; at the head |
//! | `# connected` | the connection is open: needed where the client speaks before the greeting |
//! | `# tls: on` | TLS is on from here; `# tls: 1.3` says which version. At the head: from the first octet |
//! | `# closed by the client` | also `by the server`, and `# connection lost` |

use std::fmt::Write as _;
use std::sync::Arc;

use crate::diagnostic::Profile;
use crate::phase::Phase;
use crate::record::Record;
use crate::reply::ReplyReader;
use crate::session::Mode;
use crate::tls::TlsVersion;
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
    /// `# port: ...`.
    Port(u16),
    /// `# connected`.
    Connected,
    /// `# tls: on`, or the version.
    Tls(Option<TlsVersion>),
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
        let comment = || Written::Comment(line.trim_end_matches('\r').to_owned());
        return read_fact(fact.trim()).unwrap_or_else(comment);
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
    Written::Comment(line.trim_end_matches('\r').to_owned())
}

fn read_fact(fact: &str) -> Option<Written> {
    if fact == "connected" {
        return Some(Written::Connected);
    }
    let (name, value) = fact.split_once(':')?;
    match (name.trim(), value.trim()) {
        ("mode", "smtp") => Some(Written::Mode(Mode::Smtp)),
        ("mode", "submission") => Some(Written::Mode(Mode::Submission)),
        ("mode", "submissions") => Some(Written::Mode(Mode::Submissions)),
        ("mode", "lmtp") => Some(Written::Mode(Mode::Lmtp)),
        ("port", port) => port.parse().ok().map(Written::Port),
        ("tls", "on") => Some(Written::Tls(None)),
        ("tls", version) => TlsVersion::read(&format!("TLS {version}"))
            .or_else(|| TlsVersion::read(version))
            .map(|version| Written::Tls(Some(version))),
        _ => None,
    }
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
    let mut implicit_tls = false;
    for line in lines {
        if matches!(record.session().phase, Phase::Idle | Phase::Closed) {
            match line {
                Written::Server(_) | Written::Connected => record.connected(0),
                Written::Client(_) => {
                    record.connected(0);
                    record.joined_late(Phase::Greeted);
                }
                Written::Tls(_) => {
                    implicit_tls = true;
                    record.note(Note::Comment("# tls: on".to_owned()), 0);
                    continue;
                }
                _ => {}
            }
            if implicit_tls {
                record.tls_from_the_start();
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
            Written::Tls(version) => record.tls_established(version, 0),
            Written::Mode(mode) => {
                record.note(Note::Comment(format!("# mode: {}", mode.name())), 0)
            }
            Written::Port(port) => {
                record.on_port(port);
                record.note(Note::Comment(format!("# port: {port}")), 0);
            }
            Written::Connected => {}
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
    let entries = transcript.entries();
    for (index, entry) in entries.iter().enumerate() {
        if entry.speech == Speech::Note(Note::Connected) && client_speaks_first(entries, index + 1)
        {
            text.push_str("# connected\n");
        }
        write_entry(entry, &mut text);
    }
    text
}

/// Whether what follows a connection begins with the client.
fn client_speaks_first(entries: &[Arc<Entry>], start: usize) -> bool {
    let mut speech = entries
        .iter()
        .skip(start)
        .filter(|entry| !matches!(entry.speech, Speech::Note(_)));
    speech
        .next()
        .is_some_and(|entry| !matches!(entry.speech, Speech::Reply { .. }))
}

fn write_entry(entry: &Entry, text: &mut String) {
    let letter = match &entry.speech {
        Speech::Note(note) => {
            match note {
                Note::Connected => {}
                Note::TlsEstablished(None) => text.push_str("# tls: on\n"),
                Note::TlsEstablished(Some(version)) => {
                    let _ = writeln!(text, "# tls: {}", version.name().trim_start_matches("TLS "));
                }
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
    let bytes = entry.bytes();
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
    fn facts_are_written_as_they_were_read() {
        let text = "\
# connected
C: EHLO client.example.org
S: 220 mx.example.com ESMTP
S: 250 STARTTLS
C: STARTTLS
S: 220 go on
# tls: 1.2
C: EHLO client.example.org
S: 250 mx.example.com
# tls: really on
# closed by the client
";
        let early = record(text, Profile::Strict);
        assert_eq!(early.transcript().to_text(), text);
        assert_eq!(early.session().phase, Phase::Closed);
        assert_eq!(early.session().tls_version, Some(TlsVersion::Tls12));
        let implicit = record(
            "# port: 465\n# tls: on\nS: 220 mx.example.com\n",
            Profile::Strict,
        );
        assert_eq!(
            (implicit.session().tls, implicit.session().port),
            (true, Some(465))
        );
    }

    #[test]
    fn a_chunk_is_cut_off_from_the_commands_behind_it() {
        let text = "\
S: 220 x
C: EHLO y
S: 250-x
S: 250 CHUNKING
C: MAIL FROM:<a@b.example>
S: 250 ok
C: RCPT TO:<c@d.example>
S: 250 ok
C: BDAT 5
C= \"hello\"
C: BDAT 7 LAST
C= \" world\\n\"
C: NOOP
";
        let record = record(text, Profile::Strict);
        assert_eq!(record.transcript().to_text(), text);
        assert_eq!(record.session().content, b"hello world\n");
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
