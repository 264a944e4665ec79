//! From names another domain than MAIL did.
//!
//! # What it checks
//! Whether the domain of From is the domain of the sender in MAIL.
//!
//! # Why it matters
//! Both are right: lists and services send for others. But whoever checks who may send for a domain looks at both.

use super::mailbox_of;
use crate::diagnostic::Severity;
use crate::message::AddressList;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "from-differs-from-envelope",
    spec: "M009",
    family: Family::Message,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(9989, "4.4"), Reference::new(5321, "3.3")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: From: Ann <ann@example.net>
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
    let Some(sender) = context.transaction.and_then(|open| mailbox_of(&open.mail)) else {
        return;
    };
    let Some((_, envelope)) = sender.rsplit_once('@') else {
        return;
    };
    let Some(field) = context.message.field("From") else {
        return;
    };
    let list = AddressList::read(context.content, field.value);
    let Some(domain) = list
        .addresses
        .first()
        .and_then(|first| first.mailbox.domain)
    else {
        return;
    };
    let author = context.message.text(domain);
    if !author.eq_ignore_ascii_case(envelope) {
        findings
            .add(domain)
            .value("author", author)
            .value("envelope", envelope);
    }
}
