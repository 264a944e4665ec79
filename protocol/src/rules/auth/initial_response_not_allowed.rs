//! An initial response where the server speaks first.
//!
//! # What it checks
//! That AUTH CRAM-MD5 and AUTH DIGEST-MD5 carry nothing but the mechanism.
//!
//! # Why it matters
//! The client can say nothing before it has seen the challenge. The server answers 501.

use crate::auth::Mechanism;
use crate::command::Arguments;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "initial-response-not-allowed",
    spec: "U007",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(
        501,
        "5.7.0",
        "This mechanism begins with the server",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: AUTH CRAM-MD5 YW5u\n"),
    right: Example::new(Start::Submissions, "C: AUTH CRAM-MD5\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Arguments::Auth {
        mechanism: name,
        initial: Some(initial),
    } = context.command.arguments
    else {
        return;
    };
    let mechanism = Mechanism::recognise(context.command.of(name));
    if !mechanism.takes_initial_response() {
        findings
            .add(initial)
            .related(name)
            .value("mechanism", mechanism.name())
            .fix(Span::new(name.range().end, initial.range().end), "");
    }
}
