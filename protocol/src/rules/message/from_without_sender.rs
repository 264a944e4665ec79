//! Several authors in From, and no Sender.
//!
//! # What it checks
//! That a message with several addresses in From names in Sender who sent it.
//!
//! # Why it matters
//! Nobody knows whom to ask about the sending. Filters that look for one author in From refuse such mail.

use super::{lacks, reply_of_submission};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::AddressList;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "from-without-sender",
    spec: "M008",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "3.6.2")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: From: ann@example.org, cat@example.org
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
C: From: ann@example.org, cat@example.org
C: Sender: ann@example.org
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
    let Some(from) = context.message.field("From") else {
        return;
    };
    let list = AddressList::read(context.content, from.value);
    if let [first, _, ..] = list.addresses.as_slice()
        && lacks(context, "Sender")
    {
        let found = findings
            .add(from.value)
            .related(first.span)
            .value("count", list.addresses.len().to_string());
        reply_of_submission(context, found);
    }
}
