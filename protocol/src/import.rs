//! What people paste, read as the record of a session.
//!
//! Which form a text has is told by its first line that only one form has; that line is kept, to say so. What a form cannot
//! understand stays as a comment, and nothing is dropped.

use crate::check::{self, ContentCheck};
use crate::diagnostic::Profile;
use crate::reading::{Reading, Source};
use crate::record::Record;

use self::told::{Told, numbered};

mod curl;
mod dialogue;
mod marks;
mod openssl;
mod php_mailer;
mod postfix;
mod smtplib;
mod swaks;
mod terminal;
mod told;

/// A way in which sessions are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The notation of this crate ([`crate::notation`]).
    Notation,
    /// The same as RFCs and tutorials print it: indented, or with `Client:` and `Server:`.
    Dialogue,
    /// What swaks prints.
    Swaks,
    /// What curl prints with `-v`.
    Curl,
    /// What PHPMailer prints with `SMTPDebug`.
    PhpMailer,
    /// What Postfix logs of peers it debugs.
    Postfix,
    /// What Postfix writes to its postmaster of a session that went wrong.
    PostfixNotice,
    /// What Exim prints with `-v` or `-d`.
    Exim,
    /// What Sendmail prints with `-v`, and quotes in its bounces.
    Sendmail,
    /// What msmtp prints with `--debug`.
    Msmtp,
    /// What Python's smtplib prints with `set_debuglevel`, and Ruby's Net::SMTP with `debug_output`.
    Smtplib,
    /// A window in which `openssl s_client` ran.
    OpenSsl,
    /// A window in which telnet or netcat ran: what both sides said, without marks.
    Terminal,
}

impl Form {
    /// Every form, in the order in which they are tried on a line.
    pub const ALL: &'static [Self] = &[
        Self::Notation,
        Self::PhpMailer,
        Self::Postfix,
        Self::PostfixNotice,
        Self::Exim,
        Self::Sendmail,
        Self::Msmtp,
        Self::Smtplib,
        Self::Dialogue,
        Self::Swaks,
        Self::Curl,
        Self::OpenSsl,
        Self::Terminal,
    ];

    /// The name that texts and files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Notation => "notation",
            Self::Dialogue => "dialogue",
            Self::Swaks => "swaks",
            Self::Curl => "curl",
            Self::PhpMailer => "php-mailer",
            Self::Postfix => "postfix",
            Self::PostfixNotice => "postfix-notice",
            Self::Exim => "exim",
            Self::Sendmail => "sendmail",
            Self::Msmtp => "msmtp",
            Self::Smtplib => "smtplib",
            Self::OpenSsl => "openssl",
            Self::Terminal => "terminal",
        }
    }

    /// Whether a line is one that only this form has. What stands behind `#` is a comment or a fact of the notation.
    fn shows_in(self, line: &[u8]) -> bool {
        match self {
            _ if line.starts_with(b"#") && self != Self::Notation => false,
            Self::Notation => told::is_notation(line),
            Self::Dialogue => dialogue::shows_in(line),
            Self::Swaks => swaks::shows_in(line),
            Self::Curl => curl::shows_in(line),
            Self::PhpMailer => php_mailer::shows_in(line),
            Self::Postfix => postfix::shows_in(line),
            Self::PostfixNotice => marks::POSTFIX_NOTICE.shows_in(line),
            Self::Exim => marks::EXIM.shows_in(line),
            Self::Sendmail => marks::SENDMAIL.shows_in(line),
            Self::Msmtp => marks::MSMTP.shows_in(line),
            Self::Smtplib => smtplib::shows_in(line),
            Self::OpenSsl => openssl::shows_in(line),
            Self::Terminal => terminal::shows_in(line),
        }
    }

    fn read(self, lines: &[&[u8]]) -> Told {
        match self {
            Self::Notation => told::notation(lines),
            Self::Dialogue => dialogue::read(lines),
            Self::Swaks => swaks::read(lines),
            Self::Curl => curl::read(lines),
            Self::PhpMailer => php_mailer::read(lines),
            Self::Postfix => postfix::read(lines),
            Self::PostfixNotice => marks::POSTFIX_NOTICE.read(lines),
            Self::Exim => marks::EXIM.read(lines),
            Self::Sendmail => marks::SENDMAIL.read(lines),
            Self::Msmtp => marks::MSMTP.read(lines),
            Self::Smtplib => smtplib::read(lines),
            Self::OpenSsl => openssl::read(lines),
            Self::Terminal => terminal::read(lines),
        }
    }

    /// Whether it is the log of a program, which says things without writing them down.
    const fn is_log(self) -> bool {
        !matches!(
            self,
            Self::Notation | Self::Dialogue | Self::OpenSsl | Self::Terminal
        )
    }
}

/// A text that was read.
#[derive(Clone, Debug)]
pub struct Import {
    /// The form it has.
    pub form: Form,
    /// The number, from 1, of the line that tells the form; nothing where no line of a session was found.
    pub told_by: Option<usize>,
    /// The session, with the findings of every line.
    pub record: Record,
    /// Where all of it stood.
    pub source: Source,
}

/// The form of a text, and the number of the line that tells it. A text without any such line is taken as the notation.
#[must_use]
pub fn recognise(text: &[u8]) -> (Form, Option<usize>) {
    let lines = lines(text);
    let told = numbered(&lines).find_map(|(number, line)| {
        let form = Form::ALL.iter().find(|form| form.shows_in(line))?;
        Some((*form, Some(number)))
    });
    // Sendmail shows replies as a terminal does, and the greeting is one.
    let told = told.map(|(form, number)| {
        let is_sendmail = || lines.iter().any(|line| Form::Sendmail.shows_in(line));
        if form == Form::Terminal && is_sendmail() {
            (Form::Sendmail, number)
        } else {
            (form, number)
        }
    });
    // A session that somebody typed and copied without the replies.
    let typed = || {
        let (number, _) = numbered(&lines).find(|(_, line)| terminal::is_first_command(line))?;
        Some((Form::Terminal, Some(number)))
    };
    told.or_else(typed).unwrap_or((Form::Notation, None))
}

/// Reads a text of any form.
#[must_use]
pub fn read(text: &[u8], profile: Profile) -> Import {
    read_checked_by(text, profile, check::content)
}

/// The same, its messages checked in this way.
#[must_use]
pub fn read_checked_by(text: &[u8], profile: Profile, content_check: ContentCheck) -> Import {
    let (form, told_by) = recognise(text);
    let lines = lines(text);
    let told = form.read(&lines);
    let mut reading = Reading::checked_by(told.mode, profile, content_check);
    if form.is_log() {
        reading = reading.of_a_log();
    }
    for said in told.said {
        let length = said
            .line
            .checked_sub(1)
            .and_then(|index| lines.get(index))
            .map_or(0, |line| line.len());
        reading.take(said.written, said.columns, said.line, length);
    }
    let (record, source) = reading.finish();
    Import {
        form,
        told_by,
        record,
        source,
    }
}

/// The lines of a text without their endings, LF or CR LF. The mark that some editors put at the start of a file belongs
/// to the first line, and to no form.
#[must_use]
pub fn lines(text: &[u8]) -> Vec<&[u8]> {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    if text.is_empty() {
        return Vec::new();
    }
    text.split(|octet| *octet == b'\n')
        .map(|line| line.strip_suffix(b"\r").unwrap_or(line))
        .collect()
}

/// U+FEFF in UTF-8.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";
