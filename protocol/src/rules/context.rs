//! What a check looks at, and what is known before it.

use crate::command::Command;
use crate::data::DataDecoder;
use crate::diagnostic::Profile;
use crate::line::Ending;
use crate::message::Message;
use crate::phase::{Phase, Step};
use crate::reply::Reply;
use crate::session::{Ahead, Pending, Session, Transaction};
use crate::tls::TlsVersion;
use crate::transcript::Blame;

/// A command line and what is known before it.
#[derive(Debug)]
pub struct CommandContext<'a> {
    /// The line, read as a command.
    pub command: &'a Command<'a>,
    /// How it ended.
    pub ending: Ending,
    /// Octets beyond the reader's limit.
    pub dropped: usize,
    /// The session before it.
    pub session: &'a Session,
    /// The phase in which a server will read it: the session's, once all that is pending has succeeded.
    pub phase: Phase,
    /// What else the line finds once all that is pending has succeeded.
    pub ahead: Ahead<'a>,
    /// By whose measure.
    pub profile: Profile,
}

impl CommandContext<'_> {
    /// Whether addresses may be UTF-8 here: MAIL carries SMTPUTF8, or VRFY and EXPN do (RFC 6531 §3.4, §3.7.4.2).
    #[must_use]
    pub fn uses_smtputf8(&self) -> bool {
        let command = self.command;
        match command.step() {
            Step::Mail => has_smtputf8(command),
            Step::Recipient => self
                .ahead
                .mail
                .is_some_and(|mail| has_smtputf8(&Command::read(mail))),
            _ => command
                .of(command.rest)
                .rsplit(|octet| *octet == b' ')
                .next()
                .is_some_and(|word| word.eq_ignore_ascii_case(b"SMTPUTF8")),
        }
    }
}

fn has_smtputf8(mail: &Command<'_>) -> bool {
    mail.envelope().is_some_and(|envelope| {
        envelope
            .parameters
            .iter()
            .any(|parameter| mail.of(parameter.keyword).eq_ignore_ascii_case(b"SMTPUTF8"))
    })
}

/// Message octets and what is known before them.
#[derive(Debug)]
pub struct ContentContext<'a> {
    /// The octets as on the wire, without the final dot.
    pub content: &'a [u8],
    /// How far it has come.
    pub stage: Stage,
    /// How they are packed.
    pub packing: Packing,
    /// What came through here: what was odd about the octets, and how many they are once unpacked.
    pub decoder: &'a DataDecoder,
    /// The same, read as a message.
    pub message: &'a Message<'a>,
    /// The transaction it is sent in.
    pub transaction: Option<&'a Transaction>,
    /// The session before the end of data.
    pub session: &'a Session,
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Somebody is writing it: what is missing may come yet.
    Draft,
    /// The final dot, or the last chunk, came.
    Ended,
    /// Nothing more comes, and no end came.
    CutOff,
}

/// A chunk and what is known before its reply.
#[derive(Debug)]
pub struct ChunkContext<'a> {
    /// The message so far, up to the end of the chunk; spans are places in it.
    pub content: &'a [u8],
    /// Where in it the chunk begins.
    pub start: usize,
    /// The session before the reply.
    pub session: &'a Session,
}

/// A TLS handshake and what is known before it.
#[derive(Debug)]
pub struct TlsContext<'a> {
    /// The version agreed on, where it is known.
    pub version: Option<TlsVersion>,
    /// The session before it.
    pub session: &'a Session,
}

/// How message octets are packed for the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// As behind DATA: a dot in front of each line that begins with one.
    Stuffed,
    /// As behind BDAT: as they are.
    Chunks,
    /// Not any more: this is what the receiver took out.
    Unpacked,
}

/// A reply and what it answers.
#[derive(Debug)]
pub struct ReplyContext<'a> {
    /// The reply.
    pub reply: &'a Reply,
    /// The command it answers; nothing for the greeting and for what nobody asked for.
    pub answers: Option<&'a Pending>,
    /// The session before it.
    pub session: &'a Session,
}

/// The end of a connection.
#[derive(Debug)]
pub struct CloseContext<'a> {
    /// Who closed.
    pub blame: Blame,
    /// The session before.
    pub session: &'a Session,
}
