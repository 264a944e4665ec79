//! An extension used after HELO.
//!
//! # What it checks
//! That a client which said HELO uses no command and no parameter of an extension.
//!
//! # Why it matters
//! HELO asks for plain SMTP. The server has announced nothing, and may refuse what plain SMTP does not have.

use super::{Announcement, uses};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "extension-after-helo",
    spec: "E003",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "2.2.1"), Reference::new(5321, "3.2")],
    reply: Some(ExpectedReply::new(
        503,
        "5.5.1",
        "Say EHLO to use extensions",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 502 What is that
C: HELO client.example.org
S: 250 mx.example.com
C: MAIL FROM:<ann@example.org> SIZE=1000
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 502 What is that
C: HELO client.example.org
S: 250 mx.example.com
C: MAIL FROM:<ann@example.org>
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for (span, keyword) in uses(context) {
        if keyword == "EXPN"
            || Announcement::of(context.session, keyword) != Announcement::AfterHelo
        {
            continue;
        }
        let found = findings
            .add(span)
            .value("what", context.command.text(span))
            .value("keyword", keyword);
        if span != context.command.verb_span {
            found.reply(ExpectedReply::new(555, "5.5.4", "Parameter needs EHLO"));
        }
    }
}
