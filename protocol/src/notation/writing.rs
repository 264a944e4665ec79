//! A transcript written in the notation.

use std::fmt::Write as _;
use std::sync::Arc;

use super::{closing, quote};
use crate::hidden::is_hidden;
use crate::transcript::{Entry, Note, Speech, Transcript};

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
                    text.push_str(closing(*blame));
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

/// The line as text, where the notation can carry it as it is: nothing in it hides, moves or turns round what stands
/// beside it wherever the text is pasted.
fn plain(line: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(line).ok()?;
    let carried = !text
        .chars()
        .any(|character| is_hidden(character) && character != '\t');
    carried.then_some(text)
}
