//! The hello of another protocol: LHLO in SMTP, EHLO or HELO in LMTP.
//!
//! # What it checks
//! That the client says EHLO or HELO in SMTP, and LHLO in LMTP.
//!
//! # Why it matters
//! The two protocols are told apart by this word: LMTP answers a message once for each recipient. A server of one does
//! not know the hello of the other.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::session::Mode;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "wrong-hello-for-mode",
    spec: "S015",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2033, "4.1")],
    reply: Some(ExpectedReply::new(
        500,
        "",
        "This protocol has another hello",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: LHLO client.example.org\n"),
    right: Example::new(Start::Greeted, "C: EHLO client.example.org\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let lmtp = context.session.mode == Mode::Lmtp;
    let instead = match (command.verb, lmtp) {
        (Verb::Ehlo | Verb::Helo, true) => Verb::Lhlo,
        (Verb::Lhlo, false) => Verb::Ehlo,
        _ => return,
    };
    findings
        .add(command.verb_span)
        .value("said", command.verb.name())
        .value("instead", instead.name())
        .fix(command.verb_span, instead.name());
}
