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
//! | `# message: not shown` | the client sent a message here that the text does not show, as logs do |
//! | `# closed by the client` | also `by the server`, and `# connection lost` |

use crate::diagnostic::Profile;
use crate::reading::Reading;
use crate::record::Record;
use crate::session::Mode;
use crate::tls::TlsVersion;
use crate::transcript::Blame;

pub use self::columns::Columns;
pub use self::pattern::matches;
pub use self::quote::{quote, unquote};
pub use self::writing::write;

mod columns;
mod pattern;
mod quote;
mod writing;

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
    /// `# message: not shown`.
    MessageNotShown,
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

/// How the end of a connection is written.
#[must_use]
pub fn closing(blame: Blame) -> &'static str {
    let words = CLOSINGS.iter().find(|(whose, _)| *whose == blame);
    words.map_or("", |(_, words)| words)
}

/// Reads the notation, line by line.
#[must_use]
pub fn read(text: &str) -> Vec<Written> {
    text.lines()
        .map(|line| read_line(line.as_bytes()).0)
        .collect()
}

/// Reads one line, without its ending, and tells where in it the octets stand.
#[must_use]
pub fn read_line(line: &[u8]) -> (Written, Columns) {
    let comment = || {
        let text = String::from_utf8_lossy(line);
        Written::Comment(text.trim_end_matches('\r').to_owned())
    };
    if let Some(fact) = line.strip_prefix(b"#") {
        let closing = CLOSINGS.iter().find(|(_, words)| words.as_bytes() == line);
        if let Some((blame, _)) = closing {
            return (Written::Closed(*blame), Columns::None);
        }
        let fact = std::str::from_utf8(fact).ok().map(str::trim);
        let written = fact.and_then(read_fact).unwrap_or_else(comment);
        return (written, Columns::None);
    }
    let (speaker, form) = match line {
        [speaker @ (b'C' | b'S'), form @ (b':' | b'='), ..] => (*speaker, *form),
        _ => return (comment(), Columns::None),
    };
    let rest = line.get(2..).unwrap_or_default();
    let said = if form == b':' {
        let start = 2 + usize::from(rest.first() == Some(&b' '));
        let text = line.get(start..).unwrap_or_default();
        Some(([text, b"\r\n"].concat(), Columns::From(start)))
    } else {
        let indented = rest.trim_ascii_start();
        let start = line.len() - indented.len();
        quote::unquote_at(indented.trim_ascii_end(), start)
    };
    match said {
        Some((bytes, columns)) if speaker == b'C' => (Written::Client(bytes), columns),
        Some((bytes, columns)) => (Written::Server(bytes), columns),
        None => (comment(), Columns::None),
    }
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
        ("message", "not shown") => Some(Written::MessageNotShown),
        ("tls", "on") => Some(Written::Tls(None)),
        ("tls", version) => TlsVersion::read(&format!("TLS {version}"))
            .or_else(|| TlsVersion::read(version))
            .map(|version| Written::Tls(Some(version))),
        _ => None,
    }
}

/// Reads a text as the record of a session, with the findings of every line.
#[must_use]
pub fn record(text: &str, profile: Profile) -> Record {
    let lines: Vec<_> = text
        .lines()
        .map(|line| (line.len(), read_line(line.as_bytes())))
        .collect();
    let mode = lines.iter().find_map(|(_, (written, _))| match written {
        Written::Mode(mode) => Some(*mode),
        _ => None,
    });
    let mut reading = Reading::new(mode.unwrap_or_default(), profile);
    for (index, (length, (written, columns))) in lines.into_iter().enumerate() {
        reading.take(written, columns, index + 1, length);
    }
    reading.finish().0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phase::Phase;
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
    fn secrets_are_masked() {
        let text = "S: 220 x\nC: AUTH PLAIN AGFubgBzZWNyZXQ=\nS: 235 ok\nC: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: YW5u\n";
        let written = record(text, Profile::Strict).transcript().to_text();
        assert!(
            !written.contains("AGFubgBzZWNyZXQ") && !written.contains("YW5u"),
            "{written}"
        );
        assert!(written.contains("C: AUTH PLAIN [secret]"), "{written}");
    }
}
