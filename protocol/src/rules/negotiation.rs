//! What the server announced, and what it did not.

use super::parameters::Given;
use super::{CommandContext, ReplyContext, Rule};
use crate::command::Command;
use crate::extension::Capability;
use crate::phase::Step;
use crate::session::Session;
use crate::span::Span;
use crate::standing::Standing;
use crate::verb::Verb;

pub mod announced_but_refused;
pub mod announced_limit_exceeded;
pub mod capability_from_before_tls;
pub mod extension_after_helo;
pub mod extension_on_wrong_port;
pub mod malformed_limits;
pub mod mechanism_not_announced;
pub mod old_auth_spelling;
pub mod parameter_not_announced;
pub mod unmet_dependency;
pub mod unregistered_keyword;
pub mod verb_not_announced;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &extension_after_helo::RULE,
    &capability_from_before_tls::RULE,
    &verb_not_announced::RULE,
    &parameter_not_announced::RULE,
    &mechanism_not_announced::RULE,
    &announced_limit_exceeded::RULE,
    &unmet_dependency::RULE,
    &extension_on_wrong_port::RULE,
    &unregistered_keyword::RULE,
    &old_auth_spelling::RULE,
    &malformed_limits::RULE,
    &announced_but_refused::RULE,
];

/// What is known of an extension that a command needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Announcement {
    /// The server announced it.
    Announced,
    /// The server announced others.
    NotAnnounced,
    /// The server announced it before TLS, and not again.
    BeforeTls,
    /// The client said HELO, which asks for no extensions.
    AfterHelo,
    /// There is no reply to EHLO yet, or it is not in the transcript.
    Unknown,
}

impl Announcement {
    /// What is known of the extension with this keyword.
    pub(super) fn of(session: &Session, keyword: &str) -> Self {
        let hello_waits = session
            .pending
            .iter()
            .any(|pending| pending.step == Step::Hello);
        if hello_waits {
            return Self::Unknown;
        }
        let before_tls = session.capabilities_before_tls.as_ref();
        match &session.capabilities {
            Some(capabilities) if capabilities.has(keyword) => Self::Announced,
            Some(_) if before_tls.is_some_and(|before| before.has(keyword)) => Self::BeforeTls,
            Some(_) => Self::NotAnnounced,
            None if session
                .hello
                .as_ref()
                .is_some_and(|hello| hello.verb == Verb::Helo) =>
            {
                Self::AfterHelo
            }
            None => Self::Unknown,
        }
    }
}

/// The keyword that a server must have announced for a parameter that stands in its place.
fn keyword_for(command: &Command<'_>, given: &Given<'_>) -> Option<&'static str> {
    let kind = given.in_place()?;
    let value = given.parameter.value.map(|value| command.of(value));
    if kind.name == "BODY" && value.is_some_and(|value| value.eq_ignore_ascii_case(b"BINARYMIME")) {
        return Some("BINARYMIME");
    }
    Some(kind.extension)
}

/// The keyword that a server must have announced for a verb that an extension adds. Verbs of vendors and of history have
/// rules of their own.
fn keyword_for_verb(verb: Verb) -> Option<&'static str> {
    verb.extension()
        .filter(|_| matches!(verb.standing(), Standing::Standard | Standing::Extension))
}

/// The keywords of the extensions that a command uses, each with the part of the command that does so.
fn uses(context: &CommandContext<'_>) -> Vec<(Span, &'static str)> {
    let command = context.command;
    let verb = keyword_for_verb(command.verb).map(|keyword| (command.verb_span, keyword));
    let parameters = super::parameters::given(context);
    let parameters = parameters.iter().filter_map(|given| {
        keyword_for(command, given).map(|keyword| (given.parameter.span, keyword))
    });
    verb.into_iter().chain(parameters).collect()
}

/// The lines of a reply that announces extensions, each with its place in the reply.
pub(super) fn announced(context: &ReplyContext<'_>) -> Vec<(Span, Capability)> {
    let answers_hello = context.answers.is_some_and(|answers| {
        matches!(Command::read(&answers.line).verb, Verb::Ehlo | Verb::Lhlo)
    });
    if !answers_hello || context.reply.code() != Some(250) {
        return Vec::new();
    }
    let mut start = 0;
    let mut lines = Vec::new();
    for (number, line) in context.reply.lines.iter().enumerate() {
        let text = start + line.text_start();
        let end = start + line.line.bytes.len();
        if number > 0 {
            lines.push((Span::new(text, end), Capability::from_line(line.text())));
        }
        start = end + line.line.ending.bytes().len();
    }
    lines
}
