//! The rules: every mistake that can be named, one file each.
//!
//! A rule has a name that reads well after "allow" and never changes, a severity under each profile, the places where it
//! is written, the reply that a strict server gives, a check, and two examples: one that fires this rule and no other,
//! and its twin that fires none. Its sentences are in the catalogue of texts under `rule-` and its name.
//!
//! Rules read what is on record, never a live connection: a pasted log gets the same findings as a session in progress.
//! A check sees one line (or reply, or message) and the [`Session`](crate::session::Session) before it, so it costs the same at any length.

use crate::diagnostic::{Diagnostic, ExpectedReply, Profile, Severity};
use crate::reference::Reference;

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

mod context;
mod findings;

pub use self::context::{
    ChunkContext, CloseContext, CommandContext, ContentContext, Packing, ReplyContext, Stage,
    TlsContext,
};
pub use self::findings::{Findings, Found};

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

/// The families without those that look at messages alone, in the same order: what is needed where none is written.
const SPOKEN: &[&[&Rule]] = &[
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
    replies::RULES,
];

/// The rules about what is said outside messages. They name no rule about messages, so that a program can do without.
pub(crate) fn spoken() -> impl Iterator<Item = &'static Rule> {
    SPOKEN.iter().flat_map(|rules| rules.iter().copied())
}

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
        run(rule.check, &mut Findings::new(rule, profile, found));
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
    fn only_rules_about_messages_alone_are_left_out_of_the_spoken() {
        let spoken: Vec<&str> = spoken().map(|rule| rule.name).collect();
        let expected = all()
            .filter(|rule| !matches!(rule.family, Family::Data | Family::Message))
            .map(|rule| rule.name);
        assert!(expected.eq(spoken.iter().copied()));
        for rule in all().filter(|rule| !spoken.contains(&rule.name)) {
            assert!(matches!(rule.check, Check::Content(_)), "{}", rule.name);
        }
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
