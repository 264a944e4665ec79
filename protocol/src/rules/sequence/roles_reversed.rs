//! Client and server have swapped roles.
//!
//! # What it checks
//! Whether ATRN or TURN was accepted.
//!
//! # Why it matters
//! From there on the server speaks as a client and the client has to answer as a server, beginning with 220.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "roles-reversed",
    spec: "S022",
    family: Family::Sequence,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(2645, "5.3"), Reference::new(5321, "F.1")],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Nothing,
        "\
# tls: on
S: 220 mx.example.com
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-AUTH EXTERNAL
S: 250 ATRN
C: AUTH EXTERNAL =
S: 235 2.7.0 Ok
C: ATRN example.org
S: 250 2.0.0 Ok, now reversing
",
    ),
    right: Example::new(
        Start::Nothing,
        "\
# tls: on
S: 220 mx.example.com
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-AUTH EXTERNAL
S: 250 ATRN
C: AUTH EXTERNAL =
S: 235 2.7.0 Ok
C: ATRN example.org
S: 453 4.0.0 No mail for you
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    let Some(answers) = context.answers else {
        return;
    };
    let verb = Command::read(&answers.line).verb;
    let accepted = context
        .reply
        .code()
        .is_some_and(|code| (200..300).contains(&code));
    if accepted && matches!(verb, Verb::Atrn | Verb::Turn) {
        findings
            .add(Span::new(0, context.reply.bytes().len()))
            .value("verb", verb.name());
    }
}
