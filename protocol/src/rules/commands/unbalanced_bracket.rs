//! Angle brackets that do not pair up.
//!
//! # What it checks
//! That the path has one `<` at its start and one `>` at its end.
//!
//! # Why it matters
//! Without both the server cannot tell where the address ends and the parameters begin.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::bad_path;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unbalanced-bracket",
    spec: "C010",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The angle brackets do not pair up",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(path) = command.envelope().and_then(|envelope| envelope.path) else {
        return;
    };
    let reply = bad_path(command.verb, "The angle brackets do not pair up");
    let Span { start, end } = path.span;
    let (start, end) = (start as usize, end as usize);
    if path.opened && !path.closed {
        let place = Span::at(end);
        let found = findings.add(place).related(Span::new(start, start + 1));
        found.value("bracket", ">").fix(place, ">").reply(reply);
    } else if path.closed && !path.opened {
        let place = Span::at(start);
        let found = findings.add(place).related(Span::new(end - 1, end));
        found.value("bracket", "<").fix(place, "<").reply(reply);
    } else if super::doubled_bracket(command) {
        let inner = command.of(path.span).trim_ascii_start();
        let more = inner.iter().take_while(|octet| **octet == b'<').count() - 1;
        let junk = command.envelope().and_then(|envelope| envelope.junk);
        let all = junk.map_or(path.span, |junk| path.span.to(junk));
        let text = command.text(Span::new(start + more, end));
        findings
            .add(Span::new(start, start + more))
            .value("bracket", "doubled")
            .fix(all, text)
            .reply(reply);
    }
}
