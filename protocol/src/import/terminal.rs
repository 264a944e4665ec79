//! A window in which telnet or netcat ran: what both sides said, one below the other, without marks.
//!
//! A line that begins as a reply is the server's, any other the client's. Behind a 354 every line is the message's, up to
//! the single dot.

use super::told::{Told, contains, is_reply, numbered, port_of_command};
use crate::transcript::Blame;
use crate::verb::Verb;

const PROGRAMS: &[&str] = &["telnet ", "nc ", "ncat ", "netcat "];

pub(super) fn shows_in(line: &[u8]) -> bool {
    is_reply(line) || line.starts_with(b"Escape character is ") || program(line).is_some()
}

pub(super) fn read(lines: &[&[u8]]) -> Told {
    let mut told = Told::default();
    let mut window = Window::default();
    for (number, line) in numbered(lines) {
        if window.tell(number, line, &mut told) {
            continue;
        }
        told.comment(number, line);
        if let Some(port) = program(line).and_then(|program| port_of_command(line, program)) {
            told.port(number, port);
        }
    }
    told
}

/// How far the session in a window has come.
#[derive(Debug, Default)]
pub(super) struct Window {
    begun: bool,
    in_message: bool,
}

impl Window {
    /// The session has begun with something that the window does not show.
    pub(super) const fn begin(&mut self) {
        self.begun = true;
    }

    /// Whether the line that comes is one of a message.
    pub(super) const fn is_in_message(&self) -> bool {
        self.in_message
    }

    /// Tells what a line of the window says; says no where it is not part of the session.
    pub(super) fn tell(&mut self, number: usize, line: &[u8], told: &mut Told) -> bool {
        if self.in_message {
            self.in_message = line != b".";
            told.client(number, line, 0);
            return true;
        }
        if is_reply(line) {
            self.begun = true;
            self.in_message = line.starts_with(b"354");
            told.server(number, line, 0);
            return true;
        }
        if let Some(blame) = closes(line) {
            told.comment(number, line);
            told.closed(number, blame);
            self.begun = false;
            return true;
        }
        if is_first_command(line) {
            self.begun = true;
        }
        let said = self.begun && !is_remark(line);
        if said {
            told.client(number, line, 0);
        }
        said
    }
}

/// Whether a line begins with a verb: enough to tell that a session without its greeting has begun.
pub(super) fn is_first_command(line: &[u8]) -> bool {
    let word = line.split(|octet| *octet == b' ').next();
    match word.map(Verb::recognise) {
        // Words of English, too.
        Some(
            Verb::Other
            | Verb::Data
            | Verb::Help
            | Verb::Send
            | Verb::Turn
            | Verb::Verb
            | Verb::Quit,
        )
        | None => false,
        Some(Verb::Mail) => contains(&line.to_ascii_uppercase(), "FROM:"),
        Some(_) => true,
    }
}

fn closes(line: &[u8]) -> Option<Blame> {
    if line.starts_with(b"Connection closed by foreign host")
        || line.starts_with(b"Connection to host lost")
    {
        Some(Blame::Server)
    } else if line.starts_with(b"Connection closed") {
        Some(Blame::Client)
    } else {
        None
    }
}

/// Whether a line is the terminal's or the author's: blank, a comment, the prompt of telnet or of a shell.
fn is_remark(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
        || matches!(line, [b'#', ..] | [b'$' | b'%' | b'>', b' ', ..] | b"^]")
        || line.starts_with(b"telnet>")
        // What Jakarta Mail, once JavaMail, says of itself between what it says and hears.
        || line.starts_with(b"DEBUG: ")
        || line.starts_with(b"DEBUG SMTP")
        || line.starts_with(b"DEBUG TRANSPORT")
        || line.starts_with(b"Trying ")
        || line.starts_with(b"Connected to ")
        || line.starts_with(b"Escape character is ")
}

/// The program that a shell's command line runs.
fn program(line: &[u8]) -> Option<&'static str> {
    let bare = line
        .strip_prefix(b"$ ")
        .or_else(|| line.strip_prefix(b"% "));
    let prompted = memchr::memmem::find(line, b"$ ").and_then(|place| line.get(place + 2..));
    let words = bare.or(prompted).unwrap_or(line);
    PROGRAMS
        .iter()
        .copied()
        .find(|program| words.starts_with(program.as_bytes()))
}
