//! HELO where EHLO has not been tried.
//!
//! # What it checks
//! Whether the client says HELO, and no EHLO was refused before.
//!
//! # Why it matters
//! Only EHLO asks for the extensions: without it there is no sign-in, no TLS, no announced size. HELO is for servers
//! that refuse EHLO.

use crate::command::Arguments;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::session::Mode;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "helo-instead-of-ehlo",
    spec: "C026",
    family: Family::Commands,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "2.2.1"), Reference::new(5321, "3.2")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Greeted, "C: HELO client.example.org\n"),
    right: Example::new(
        Start::Greeted,
        "C: EHLO client.example.org\nS: 502 Command not implemented\nC: HELO client.example.org\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Arguments::Hello { name, .. } = command.arguments else {
        return;
    };
    let literal = command.of(name).first() == Some(&b'[');
    let tried = context.session.ehlo_refused || context.session.mode == Mode::Lmtp;
    if command.verb == Verb::Helo && !literal && !tried {
        findings
            .add(command.verb_span)
            .fix(command.verb_span, "EHLO");
    }
}
