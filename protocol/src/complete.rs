//! What can be said now, and how a half-typed line can go on.

use crate::command::Command;
use crate::extension;
use crate::parameter::{self, On};
use crate::phase::{Order, Phase, Step};
use crate::session::{Mode, Session};
use crate::span::Span;
use crate::verb::Verb;

/// A command that can be said now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Its verb.
    pub verb: Verb,
    /// What a click writes into the command line.
    pub insert: String,
    /// How it is written in full.
    pub syntax: &'static str,
    /// Whether it is the usual next step.
    pub next: bool,
}

/// One way to go on with a half-typed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is replaced.
    pub span: Span,
    /// What is written instead.
    pub insert: String,
    /// What it is.
    pub kind: CompletionKind,
    /// The name of the text that explains it.
    pub text: String,
}

/// What a completion completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A verb.
    Verb,
    /// A parameter of MAIL or RCPT.
    Parameter,
    /// A value of a parameter, or a mechanism of AUTH.
    Value,
}

/// The verbs that people say, in the order of a session.
const SAID: &[Verb] = &[
    Verb::Ehlo,
    Verb::Lhlo,
    Verb::StartTls,
    Verb::Auth,
    Verb::Mail,
    Verb::Rcpt,
    Verb::Data,
    Verb::Bdat,
    Verb::Rset,
    Verb::Noop,
    Verb::Vrfy,
    Verb::Expn,
    Verb::Help,
    Verb::Etrn,
    Verb::Helo,
    Verb::Quit,
];

/// The commands that are in order now, the usual next one first among them marked.
#[must_use]
pub fn suggestions(session: &Session) -> Vec<Suggestion> {
    let phase = session.ahead();
    if !phase.takes_commands() || session.chunk_left > 0 {
        return Vec::new();
    }
    let next = usual_next(session, phase);
    SAID.iter()
        .copied()
        .filter(|verb| can_be_said(session, phase, *verb))
        .map(|verb| Suggestion {
            verb,
            insert: verb.template().to_owned(),
            syntax: verb.syntax(),
            next: Some(verb) == next,
        })
        .collect()
}

fn can_be_said(session: &Session, phase: Phase, verb: Verb) -> bool {
    let line = verb.name().as_bytes();
    if matches!(phase.order(Command::read(line).step()), Order::Refused(_)) {
        return false;
    }
    let lmtp = session.mode == Mode::Lmtp;
    let announced = |keyword| session.announces(keyword).unwrap_or(false);
    match verb {
        Verb::Ehlo | Verb::Helo => !lmtp,
        Verb::Lhlo => lmtp,
        Verb::StartTls => announced("STARTTLS") && !session.tls,
        Verb::Auth => announced("AUTH") && !session.authenticated,
        Verb::Expn | Verb::Etrn | Verb::Bdat => verb.extension().is_some_and(announced),
        Verb::Data => session
            .transaction
            .as_ref()
            .is_none_or(|transaction| transaction.chunks == 0),
        _ => true,
    }
}

/// Whether the mail is done: the server took one, or has one to judge.
fn has_sent(session: &Session) -> bool {
    let ends = |step| matches!(step, Step::EndOfData | Step::LastChunk);
    session.mail_taken || session.pending.iter().any(|said| ends(said.step))
}

/// Whether a server takes mails only from those it knows: on a port for submission, or where it has just said so.
fn wants_to_know(session: &Session) -> bool {
    session.mode.is_submission() || session.last_code == Some(530)
}

fn usual_next(session: &Session, phase: Phase) -> Option<Verb> {
    Some(match phase {
        Phase::Greeted if session.mode == Mode::Lmtp => Verb::Lhlo,
        Phase::Greeted => Verb::Ehlo,
        Phase::Ready if has_sent(session) => Verb::Quit,
        Phase::Ready
            if !session.tls
                && session.announces("STARTTLS") == Some(true)
                && wants_to_know(session) =>
        {
            Verb::StartTls
        }
        Phase::Ready
            if !session.authenticated
                && session.announces("AUTH") == Some(true)
                && wants_to_know(session) =>
        {
            Verb::Auth
        }
        Phase::Ready => Verb::Mail,
        Phase::Mail => Verb::Rcpt,
        Phase::Recipients => Verb::Data,
        Phase::Chunks => Verb::Bdat,
        Phase::Poisoned => Verb::Rset,
        Phase::Refused | Phase::NoService => Verb::Quit,
        _ => return None,
    })
}

/// Ways to go on at `cursor`, an octet offset into `line`, best first.
#[must_use]
pub fn completions(session: &Session, line: &str, cursor: usize) -> Vec<Completion> {
    let Some(typed) = line.get(..cursor) else {
        return Vec::new();
    };
    let word_start = typed.rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    let word = typed.get(word_start..).unwrap_or_default();
    let span = Span::new(word_start, cursor);
    if word_start == 0 {
        return verbs(session, word, span);
    }
    let command = Command::read(line.as_bytes());
    let envelope_verb = match command.verb {
        Verb::Mail => Some((On::Mail, "FROM:<")),
        Verb::Rcpt => Some((On::Rcpt, "TO:<")),
        _ => None,
    };
    if let Some((on, keyword)) = envelope_verb {
        let behind_path = command
            .envelope()
            .and_then(|envelope| envelope.path)
            .is_some_and(|path| path.closed && path.span.range().end < word_start);
        if behind_path {
            return parameters(session, &command, on, word, span);
        }
        let wanted = starts_with(keyword, word) && !word.eq_ignore_ascii_case(keyword);
        return if wanted {
            vec![envelope_keyword(command.verb, keyword, span)]
        } else {
            Vec::new()
        };
    }
    if command.verb == Verb::Auth {
        let words = typed.split_ascii_whitespace().count() + usize::from(word.is_empty());
        if words == 2 {
            return mechanisms(session, word, span);
        }
    }
    if command.verb == Verb::Bdat
        && typed.split_ascii_whitespace().count() + usize::from(word.is_empty()) == 3
    {
        let wanted = starts_with("LAST", word) && !word.eq_ignore_ascii_case("LAST");
        return wanted
            .then(|| Completion {
                span,
                insert: "LAST".to_owned(),
                kind: CompletionKind::Value,
                text: "verb-bdat".to_owned(),
            })
            .into_iter()
            .collect();
    }
    Vec::new()
}

fn starts_with(whole: &str, typed: &str) -> bool {
    whole
        .get(..typed.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(typed))
}

fn verbs(session: &Session, word: &str, span: Span) -> Vec<Completion> {
    let phase = session.ahead();
    let wanted: Vec<(Verb, bool)> = SAID
        .iter()
        .copied()
        .filter(|verb| starts_with(verb.name(), word) || starts_with(verb.template(), word))
        .filter(|verb| !verb.template().eq_ignore_ascii_case(word))
        .map(|verb| (verb, can_be_said(session, phase, verb)))
        .filter(|(_, in_order)| !word.is_empty() || *in_order)
        .collect();
    let usual = usual_next(session, phase);
    // One pass for each rank keeps the order of the table within it.
    let ranks = [(true, true), (true, false), (false, true), (false, false)];
    let ranked = ranks.iter().flat_map(|rank| {
        let of_rank =
            move |(verb, in_order): &&(Verb, bool)| *rank == (*in_order, Some(*verb) == usual);
        wanted.iter().filter(of_rank)
    });
    ranked
        .map(|(verb, _)| Completion {
            span,
            insert: verb.template().to_owned(),
            kind: CompletionKind::Verb,
            text: format!("verb-{}", verb.name().to_ascii_lowercase()),
        })
        .collect()
}

fn envelope_keyword(verb: Verb, keyword: &str, span: Span) -> Completion {
    Completion {
        span,
        insert: keyword.to_owned(),
        kind: CompletionKind::Verb,
        text: format!("verb-{}", verb.name().to_ascii_lowercase()),
    }
}

fn parameters(
    session: &Session,
    command: &Command<'_>,
    on: On,
    word: &str,
    span: Span,
) -> Vec<Completion> {
    let used = |name: &str| {
        command.envelope().is_some_and(|envelope| {
            envelope.parameters.iter().any(|parameter| {
                parameter.span != span
                    && command
                        .of(parameter.keyword)
                        .eq_ignore_ascii_case(name.as_bytes())
            })
        })
    };
    parameter::PARAMETERS
        .iter()
        .filter(|kind| {
            kind.on == on
                && starts_with(kind.template, word)
                && !kind.template.eq_ignore_ascii_case(word)
        })
        .filter(|kind| session.announces(kind.extension) == Some(true) && !used(kind.name))
        .map(|kind| Completion {
            span,
            insert: kind.template.to_owned(),
            kind: CompletionKind::Parameter,
            text: format!("parameter-{}", kind.name.to_ascii_lowercase()),
        })
        .collect()
}

fn mechanisms(session: &Session, word: &str, span: Span) -> Vec<Completion> {
    let Some(capability) = session
        .capabilities
        .as_ref()
        .and_then(|capabilities| capabilities.get("AUTH"))
    else {
        return Vec::new();
    };
    capability
        .parameters
        .iter()
        .filter(|mechanism| starts_with(mechanism, word) && !mechanism.eq_ignore_ascii_case(word))
        .map(|mechanism| Completion {
            span,
            insert: mechanism.clone(),
            kind: CompletionKind::Value,
            text: "verb-auth".to_owned(),
        })
        .collect()
}

/// Where a capability is explained: the keyword it is, or nothing for one that nobody registered.
#[must_use]
pub fn keyword_text(keyword: &str) -> Option<String> {
    extension::find(keyword).map(|kind| format!("keyword-{}", kind.keyword.to_ascii_lowercase()))
}
