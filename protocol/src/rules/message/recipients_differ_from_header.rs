//! Who is named in To and Cc, and who was given with RCPT.
//!
//! # What it checks
//! Whether every address in To and Cc was given with RCPT, and the other way round.
//!
//! # Why it matters
//! The server delivers to RCPT and reads no header. Who stands in To alone gets nothing; who was given with RCPT alone
//! is a blind copy.

use super::mailbox_of;
use crate::diagnostic::Severity;
use crate::letter;
use crate::message::AddressList;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "recipients-differ-from-header",
    spec: "M010",
    family: Family::Message,
    strict: Severity::Warning,
    practice: Severity::Info,
    references: &[Reference::new(5321, "3.3"), Reference::new(5321, "B")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Cc: cat@example.com
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Mail,
        "\
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: RCPT TO:<cat@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: Cc: cat@example.com
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let Some(transaction) = context.transaction else {
        return;
    };
    let envelope: Vec<(String, bool)> = transaction
        .recipients
        .iter()
        .filter_map(|(line, accepted)| Some((small_letters(&mailbox_of(line)?), *accepted)))
        .collect();
    let mut named: Vec<(String, Span)> = Vec::new();
    for name in ["To", "Cc"] {
        let Some(field) = context.message.field(name) else {
            continue;
        };
        for listed in AddressList::read(context.content, field.value).addresses {
            // Without a domain it is no address, which is said elsewhere.
            if listed.mailbox.domain.is_some() {
                let address = small_letters(&context.message.text(listed.mailbox.span));
                named.push((address, listed.mailbox.span));
            }
        }
    }
    if named.is_empty() || envelope.is_empty() {
        return;
    }
    let mut missing = named
        .iter()
        .filter(|(address, _)| envelope.iter().all(|(given, _)| given != address));
    if let Some((_, span)) = missing.next() {
        findings
            .add(*span)
            .value("kind", "not-given")
            .value("address", context.message.text(*span))
            .value("others", others(missing.count()));
    }
    let mut blind = envelope
        .iter()
        .filter(|(address, accepted)| *accepted && named.iter().all(|(name, _)| name != address));
    if let (Some((address, _)), Some((_, first))) = (blind.next(), named.first()) {
        findings
            .add(*first)
            .severity(Severity::Info)
            .value("kind", "blind")
            .value("address", address.as_str())
            .value("others", others(blind.count()));
    }
}

/// An address in the form in which two of them are compared.
fn small_letters(address: &str) -> String {
    address.chars().map(letter::small).collect()
}

/// How many others there are, for the text.
fn others(count: usize) -> String {
    if count == 0 {
        "none".to_owned()
    } else {
        count.to_string()
    }
}
