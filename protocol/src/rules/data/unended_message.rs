//! A message that is never ended.
//!
//! # What it checks
//! That the message ends with a dot alone on its line.
//!
//! # Why it matters
//! Until that line comes everything is message, QUIT and all. When the connection ends first the server throws away
//! what it has, and no mail was sent.

use crate::code;
use crate::command::Command;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::reply::Reply;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule, Stage};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unended-message",
    spec: "D009",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1.4"), Reference::new(5321, "3.8")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C:
C: Hello
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: .
S: 250 2.0.0 Ok
C: QUIT
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    if context.stage != Stage::CutOff || context.packing != Packing::Stuffed {
        return;
    }
    let end = Span::at(context.content.len());
    let missing = if context.content.is_empty() || context.content.ends_with(b"\r\n") {
        ".\r\n"
    } else {
        "\r\n.\r\n"
    };
    let (last, kind) = last_line(context);
    let found = findings.add(end).value("last", kind).fix(end, missing);
    if kind != "text" {
        found.related(last);
    }
}

/// The last line, and whether it is a command or a reply: then somebody took the message for ended.
fn last_line(context: &ContentContext<'_>) -> (Span, &'static str) {
    let all = Span::new(0, context.content.len());
    let Some(line) = context.message.lines(all).last() else {
        return (all, "text");
    };
    let text = context.message.of(line.span);
    let reply = Reply::single(text);
    let kind = if Command::read(text).verb != Verb::Other {
        "command"
    } else if reply.code().is_some_and(|code| code::find(code).is_some()) {
        "reply"
    } else {
        "text"
    };
    (line.span, kind)
}
