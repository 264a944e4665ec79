//! A message without From.
//!
//! # What it checks
//! That the header has a From field with an address in it.
//!
//! # Why it matters
//! It is one of the two fields that every message must have. Readers show no author, and many servers refuse the
//! message.

use super::{lacks, mailbox_of, reply_of_submission};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::AddressList;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "message-without-from",
    spec: "M001",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5322, "3.6"), Reference::new(5322, "3.6.2")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let empty = context
        .message
        .field("From")
        .filter(|field| field.value.is_empty() || has_no_address(context, field.value));
    let found = match empty {
        Some(field) => findings.add(field.span),
        None if lacks(context, "From") => {
            let found = findings.add(Span::at(0));
            match context.transaction.and_then(|open| mailbox_of(&open.mail)) {
                Some(sender) => found.fix(Span::at(0), format!("From: {sender}\r\n")),
                None => found,
            }
        }
        None => return,
    };
    reply_of_submission(context, found);
}

fn has_no_address(context: &ContentContext<'_>, value: Span) -> bool {
    AddressList::read(context.content, value)
        .addresses
        .is_empty()
}
