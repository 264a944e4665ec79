//! The rules: every mistake that can be named, one file each.
//!
//! A rule has a name that reads well after "allow" and never changes, a severity under each profile, the places where it
//! is written, the reply that a strict server gives, a check, and two examples: one that fires this rule and no other,
//! and its twin that fires none. Its sentences are in the catalogue of texts under `rule-` and its name.
//!
//! Rules read what is on record, never a live connection: a pasted log gets the same findings as a session in progress.
//! A check sees one line (or reply, or message) and the [`Session`] before it, so it costs the same at any length.

use crate::command::Command;
use crate::data::DataDecoder;
use crate::diagnostic::{Diagnostic, ExpectedReply, Fix, Profile, Severity, Verdict};
use crate::line::Ending;
use crate::message::Message;
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::reply::Reply;
use crate::session::{Ahead, Pending, Session, Transaction};
use crate::span::Span;
use crate::tls::TlsVersion;
use crate::transcript::Blame;

pub mod addresses;
pub mod auth;
pub mod bdat;
pub mod commands;
pub mod data;
pub mod example;
pub mod framing;
pub mod message;
pub mod negotiation;
pub mod parameters;
pub mod pipelining;
pub mod replies;
pub mod sequence;
pub mod tls;

use example::Example;

/// What a rule is about. Each family is a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Family {
    /// Octets and lines.
    Framing,
    /// Verbs and the shape of their arguments.
    Commands,
    /// Paths and mailboxes.
    Addresses,
    /// Parameters of MAIL and RCPT.
    Parameters,
    /// What the server announced, and what it did not.
    Negotiation,
    /// The order of things.
    Sequence,
    /// Signing in.
    Auth,
    /// TLS.
    Tls,
    /// The octets between 354 and the final dot.
    Data,
    /// Chunks.
    Bdat,
    /// Several commands in one write.
    Pipelining,
    /// What the server says.
    Replies,
    /// The mail itself.
    Message,
}

impl Family {
    /// The name that files and texts use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Framing => "framing",
            Self::Commands => "commands",
            Self::Addresses => "addresses",
            Self::Parameters => "parameters",
            Self::Negotiation => "negotiation",
            Self::Sequence => "sequence",
            Self::Auth => "auth",
            Self::Tls => "tls",
            Self::Data => "data",
            Self::Bdat => "bdat",
            Self::Pipelining => "pipelining",
            Self::Replies => "replies",
            Self::Message => "message",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// The stable name.
    pub name: &'static str,
    /// The cross-reference into the specification sheet, a letter and a number.
    pub spec: &'static str,
    /// The family.
    pub family: Family,
    /// How grave it is by the letter of the RFCs.
    pub strict: Severity,
    /// How grave it is by what deployed servers accept.
    pub practice: Severity,
    /// Where it is written; the first is the one a finding cites.
    pub references: &'static [Reference],
    /// What a strict server answers; nothing where it would accept, or where it is not a server's to answer.
    pub reply: Option<ExpectedReply>,
    /// The check.
    pub check: Check,
    /// A transcript that fires this rule and no other.
    pub wrong: Example,
    /// The same done right: it fires nothing.
    pub right: Example,
}

impl Rule {
    /// How grave a finding is under a profile.
    #[must_use]
    pub const fn severity(&self, profile: Profile) -> Severity {
        match profile {
            Profile::Strict => self.strict,
            Profile::Practice => self.practice,
        }
    }
}

/// What a check looks at.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// A command line.
    Command(fn(&CommandContext<'_>, &mut Findings<'_>)),
    /// Any client line outside the message: a command, or a response of the AUTH exchange.
    Line(fn(&CommandContext<'_>, &mut Findings<'_>)),
    /// A line inside the AUTH exchange.
    Response(fn(&CommandContext<'_>, &mut Findings<'_>)),
    /// The message, or what there is of it.
    Content(fn(&ContentContext<'_>, &mut Findings<'_>)),
    /// A chunk, once it came in whole.
    Chunk(fn(&ChunkContext<'_>, &mut Findings<'_>)),
    /// A TLS handshake.
    Tls(fn(&TlsContext<'_>, &mut Findings<'_>)),
    /// A reply.
    Reply(fn(&ReplyContext<'_>, &mut Findings<'_>)),
    /// The end of the connection.
    Close(fn(&CloseContext<'_>, &mut Findings<'_>)),
}

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

/// Where a check puts what it found.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'static Rule,
    profile: Profile,
    found: &'a mut Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Adds a finding about `span`; the rest can be said of what is given back.
    pub fn add(&mut self, span: Span) -> Found<'_> {
        let severity = self.rule.severity(self.profile);
        let start = self.found.len();
        self.found.push(Diagnostic {
            rule: self.rule.name,
            severity,
            verdict: Verdict::of(severity),
            span,
            related: None,
            values: Vec::new(),
            reference: self.rule.references.first().copied().unwrap_or(Reference {
                rfc: 5321,
                section: "4",
            }),
            fix: None,
            expected: if severity == Severity::Error {
                self.rule.reply
            } else {
                None
            },
        });
        Found {
            found: self.found.get_mut(start),
            reply: self.rule.reply,
        }
    }
}

/// A finding that was just added, to say more of it.
#[derive(Debug)]
pub struct Found<'a> {
    found: Option<&'a mut Diagnostic>,
    reply: Option<ExpectedReply>,
}

impl Found<'_> {
    /// Gives a value to the text of the rule.
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.change(|found| found.values.push((name, value.into())));
        self
    }

    /// Says what to type instead.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.change(|found| {
            found.fix = Some(Fix {
                span,
                text: text.into(),
            })
        });
        self
    }

    /// Points at what else it is about.
    pub fn related(mut self, span: Span) -> Self {
        self.change(|found| found.related = Some(span));
        self
    }

    /// Cites another place than the rule's first.
    pub fn reference(mut self, reference: Reference) -> Self {
        self.change(|found| found.reference = reference);
        self
    }

    /// Expects another reply than the rule's, where the command decides it.
    pub fn reply(mut self, reply: ExpectedReply) -> Self {
        self.change(|found| found.expected = found.expected.map(|_| reply));
        self
    }

    /// Expects no reply: a server takes it all the same.
    pub fn without_reply(mut self) -> Self {
        self.change(|found| found.expected = None);
        self
    }

    /// Grades it otherwise than the rule does, where the case decides it.
    pub fn severity(mut self, severity: Severity) -> Self {
        let reply = self.reply;
        self.change(|found| {
            found.severity = severity;
            found.verdict = Verdict::of(severity);
            found.expected = reply.filter(|_| severity == Severity::Error);
        });
        self
    }

    /// Says that the transcript does not hold what the rule would need to know.
    pub fn undecidable(mut self) -> Self {
        self.change(|found| {
            found.verdict = Verdict::Undecidable;
            found.severity = Severity::Info;
            found.expected = None;
        });
        self
    }

    fn change(&mut self, change: impl FnOnce(&mut Diagnostic)) {
        if let Some(found) = self.found.as_deref_mut() {
            change(found);
        }
    }
}

/// Every family's rules. The order decides which of several refusals a strict server gives: what cannot be read comes
/// before what came too early, that before what is malformed, that before what was not announced.
pub const FAMILIES: &[&[&Rule]] = &[
    framing::OCTETS,
    framing::RULES,
    commands::VERBS,
    pipelining::RULES,
    tls::RULES,
    sequence::RULES,
    auth::RULES,
    bdat::RULES,
    commands::RULES,
    addresses::RULES,
    negotiation::RULES,
    parameters::RULES,
    data::RULES,
    message::RULES,
    replies::RULES,
];

/// Every rule, in the order of [`FAMILIES`].
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|rules| rules.iter().copied())
}

/// The rule with a name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.name == name)
}

/// Runs those checks of `rules` that `run` takes an interest in.
pub(crate) fn run(
    rules: impl Iterator<Item = &'static Rule>,
    profile: Profile,
    found: &mut Vec<Diagnostic>,
    mut run: impl FnMut(Check, &mut Findings<'_>),
) {
    for rule in rules {
        run(
            rule.check,
            &mut Findings {
                rule,
                profile,
                found,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::notation;

    /// Everything the rules say of an example, as `rule at entry`.
    fn findings(example: &Example) -> Vec<String> {
        let record = notation::record(&example.transcript(), Profile::Strict);
        record
            .transcript()
            .entries()
            .iter()
            .flat_map(|entry| {
                entry
                    .diagnostics
                    .iter()
                    .map(|found| format!("{} at {}", found.rule, entry.number))
            })
            .collect()
    }

    #[test]
    fn every_rule_fires_on_its_example_alone_and_is_silent_on_the_twin() {
        let mut faults = Vec::new();
        for rule in all() {
            let wrong = findings(&rule.wrong);
            let own = wrong
                .iter()
                .filter(|found| found.split(' ').next() == Some(rule.name))
                .count();
            if own == 0 || own != wrong.len() {
                faults.push(format!(
                    "{}: the example fires {wrong:?}\n{}",
                    rule.name,
                    rule.wrong.transcript()
                ));
            }
            let right = findings(&rule.right);
            if !right.is_empty() {
                faults.push(format!(
                    "{}: the twin fires {right:?}\n{}",
                    rule.name,
                    rule.right.transcript()
                ));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn names_and_cross_references_are_unique_and_well_formed() {
        let mut names = BTreeSet::new();
        let mut specs = BTreeSet::new();
        for rule in all() {
            assert!(names.insert(rule.name), "{} twice", rule.name);
            assert!(specs.insert(rule.spec), "{} twice", rule.spec);
            assert!(
                rule.name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            );
            assert!(!rule.references.is_empty(), "{} cites nothing", rule.name);
        }
    }

    #[test]
    fn every_finding_lies_inside_what_it_is_about() {
        for rule in all() {
            let record = notation::record(&rule.wrong.transcript(), Profile::Strict);
            for entry in record.transcript().entries() {
                let length = match &entry.speech {
                    crate::transcript::Speech::EndOfData => usize::MAX,
                    _ => entry.bytes().len(),
                };
                for found in &entry.diagnostics {
                    assert!(
                        found.span.range().end <= length,
                        "{}: {:?}",
                        rule.name,
                        found.span
                    );
                }
            }
        }
    }
}
