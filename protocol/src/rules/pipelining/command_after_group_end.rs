//! A command written behind one that has to be the last of its group.
//!
//! # What it checks
//! That nothing follows EHLO, HELO, VRFY, EXPN, NOOP, HELP and the verbs of most extensions before their reply has
//! come. DATA, QUIT, STARTTLS and AUTH have rules of their own.
//!
//! # Why it matters
//! What comes next depends on their answer: after EHLO the list of extensions is another one.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-after-group-end",
    spec: "Q002",
    family: Family::Pipelining,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2920, "3.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: NOOP\nC: RSET\n"),
    right: Example::new(Start::Ready, "C: RSET\nC: NOOP\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    let Some(earlier) = session.pending.back() else {
        return;
    };
    let verb = Command::read(&earlier.line).verb;
    let ends = verb.last_in_group() && verb != Verb::Other;
    if !ends || super::has_its_own_rule(earlier.step) {
        return;
    }
    let no_groups_at_all = session.announces("PIPELINING") == Some(false)
        || session
            .hello
            .as_ref()
            .is_some_and(|hello| hello.verb == Verb::Helo);
    if no_groups_at_all && earlier.step != Step::Hello {
        return;
    }
    findings
        .add(context.command.span())
        .value("earlier", verb.name());
}
