//! What the lines of a text tell.

use crate::notation::{self, Columns, Written};
use crate::session::Mode;
use crate::tls::TlsVersion;
use crate::transcript::Blame;

/// What a text tells, in the order in which it happened.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) mode: Mode,
    pub(super) said: Vec<Said>,
}

/// One thing that a line tells.
#[derive(Debug)]
pub(super) struct Said {
    /// The number of the line, from 1.
    pub(super) line: usize,
    pub(super) columns: Columns,
    pub(super) written: Written,
}

impl Told {
    /// The client said what stands in the line from column `start` on.
    pub(super) fn client(&mut self, number: usize, line: &[u8], start: usize) {
        let (octets, columns) = whole(line, start);
        self.push(number, Written::Client(octets), columns);
    }

    /// The server said what stands in the line from column `start` on.
    pub(super) fn server(&mut self, number: usize, line: &[u8], start: usize) {
        let (octets, columns) = whole(line, start);
        self.push(number, Written::Server(octets), columns);
    }

    /// The server said what stands in the line between two columns.
    pub(super) fn server_between(&mut self, number: usize, line: &[u8], start: usize, end: usize) {
        let text = line.get(start..end).unwrap_or_default();
        let octets = [text, b"\r\n"].concat();
        let columns = Columns::Between(start, end);
        self.push(number, Written::Server(octets), columns);
    }

    /// The line is none of the session's.
    pub(super) fn comment(&mut self, number: usize, line: &[u8]) {
        let line = String::from_utf8_lossy(line);
        let line = line.trim_end();
        if line.is_empty() {
            return self.push(number, Written::Comment(String::new()), Columns::None);
        }
        let mut text = format!("# {line}");
        // What another program wrote is no fact of the notation, whatever it looks like.
        while !matches!(notation::read_line(text.as_bytes()).0, Written::Comment(_)) {
            text.insert_str(0, "# ");
        }
        self.push(number, Written::Comment(text), Columns::None);
    }

    /// The server listens on a port, which mostly tells what is spoken there.
    pub(super) fn port(&mut self, number: usize, port: u16) {
        self.push(number, Written::Port(port), Columns::None);
        self.mode(number, Mode::of_port(port));
    }

    /// What is spoken is not what is spoken on port 25.
    pub(super) fn mode(&mut self, number: usize, mode: Mode) {
        if self.mode == Mode::Smtp && mode != Mode::Smtp {
            self.mode = mode;
            self.push(number, Written::Mode(mode), Columns::None);
        }
    }

    pub(super) fn tls(&mut self, number: usize, version: Option<TlsVersion>) {
        self.push(number, Written::Tls(version), Columns::None);
    }

    pub(super) fn closed(&mut self, number: usize, blame: Blame) {
        self.push(number, Written::Closed(blame), Columns::None);
    }

    pub(super) fn message_not_shown(&mut self, number: usize) {
        self.push(number, Written::MessageNotShown, Columns::None);
    }

    pub(super) fn push(&mut self, line: usize, written: Written, columns: Columns) {
        self.said.push(Said {
            line,
            columns,
            written,
        });
    }
}

fn whole(line: &[u8], start: usize) -> (Vec<u8>, Columns) {
    let text = line.get(start..).unwrap_or_default();
    ([text, b"\r\n"].concat(), Columns::From(start))
}

/// Whether a line is one of the notation's own.
pub(super) fn is_notation(line: &[u8]) -> bool {
    !matches!(notation::read_line(line).0, Written::Comment(_))
}

/// Reads the notation.
pub(super) fn notation(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    let mut mode = None;
    for (index, line) in lines.iter().enumerate() {
        let (written, columns) = notation::read_line(line);
        if let Written::Mode(said) = written {
            mode = mode.or(Some(said));
        }
        told.push(index + 1, written, columns);
    }
    told.mode = mode.unwrap_or_default();
    told
}

/// Each line with its number, from 1.
pub(super) fn numbered<'a>(lines: &[&'a [u8]]) -> impl Iterator<Item = (usize, &'a [u8])> {
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| (index + 1, *line))
}

/// Whether octets occur in a line.
pub(super) fn contains(line: &[u8], octets: &str) -> bool {
    memchr::memmem::find(line, octets.as_bytes()).is_some()
}

/// Whether a line begins as a reply does: three digits, the first 2 to 5, then a space, a hyphen or nothing.
pub(super) fn is_reply(line: &[u8]) -> bool {
    match line {
        [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9'] => true,
        [b'2'..=b'5', b'0'..=b'9', b'0'..=b'9', separator, ..] => matches!(separator, b' ' | b'-'),
        _ => false,
    }
}

/// The version of TLS that a line names, as programs write it: `TLSv1.3`.
pub(super) fn tls_version(line: &[u8]) -> Option<TlsVersion> {
    let line = String::from_utf8_lossy(line);
    line.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '.')
        .find_map(TlsVersion::read)
}

/// The port in `host:25`, `[2001:db8::25]:25` or `tls://host:465`; what follows the digits does not matter.
pub(super) fn port_of(target: &str) -> Option<u16> {
    let target = target
        .split_once("://")
        .map_or(target, |(_, target)| target);
    let (host, port) = target.rsplit_once(':')?;
    if host.contains(':') && !host.ends_with(']') {
        return None;
    }
    leading_number(port)
}

/// The number that a text begins with.
pub(super) fn leading_number(text: &str) -> Option<u16> {
    let end = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// The port on a shell's command line that runs a program: the last word that is a number or ends in `:` and one.
pub(super) fn port_of_command(line: &[u8], program: &str) -> Option<u16> {
    let line = String::from_utf8_lossy(line);
    let (_, arguments) = line.split_once(program)?;
    arguments
        .split_ascii_whitespace()
        .filter_map(|word| word.parse().ok().or_else(|| port_of(word)))
        .next_back()
}
