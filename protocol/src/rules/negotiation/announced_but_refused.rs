//! A refusal of what was announced.
//!
//! # What it checks
//! That the server does not answer 500 or 502 to a command, or 555 to parameters, of an extension that it announced.
//!
//! # Why it matters
//! A server announces what it takes. One that does not know it afterwards is broken, or something between rewrites the
//! session.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::parameter;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, ReplyContext, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "announced-but-refused",
    spec: "E011",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(5321, "4.2.4"),
        Reference::new(5321, "4.1.1.11"),
    ],
    reply: None,
    check: Check::Reply(check),
    wrong: Example::new(
        Start::Extended,
        "\
C: ETRN example.org
S: 502 5.5.1 Not implemented
",
    ),
    right: Example::new(
        Start::Extended,
        "\
C: ETRN example.org
S: 459 4.7.1 Not for you
",
    ),
};

fn check(context: &ReplyContext<'_>, findings: &mut Findings<'_>) {
    // What was wrong with the line is reason enough.
    let Some(answers) = context.answers.filter(|answers| !answers.faulty) else {
        return;
    };
    let command = Command::read(&answers.line);
    let announced = |keyword: &str| context.session.announces(keyword) == Some(true);
    let keyword = match context.reply.code() {
        Some(500 | 502) => command
            .verb
            .extension()
            .filter(|keyword| announced(keyword)),
        Some(555) => all_announced(&command, announced),
        _ => None,
    };
    if let Some(keyword) = keyword {
        findings.add(Span::new(0, 3)).value("keyword", keyword);
    }
}

/// The extension of the first parameter, where all the parameters of a command belong to announced ones.
fn all_announced(command: &Command<'_>, announced: impl Fn(&str) -> bool) -> Option<&'static str> {
    let envelope = command.envelope()?;
    let mut first = None;
    for parameter in &envelope.parameters {
        let keyword = parameter::find_any(command.of(parameter.keyword))?.extension;
        if !announced(keyword) {
            return None;
        }
        first = first.or(Some(keyword));
    }
    first
}
