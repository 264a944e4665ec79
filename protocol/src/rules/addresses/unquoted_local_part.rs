//! A character before the `@` that is only allowed in quotes.
//!
//! # What it checks
//! That a local part without quotes has letters, digits, dots and the signs ! # $ % & ' * + - / = ? ^ _ ` { | } ~
//! only.
//!
//! # Why it matters
//! A space, a comma or a second `@` means something else in a command. Quotes make them part of the name.

use crate::address::is_atext;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::addresses::{bad_path, plain_local};
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unquoted-local-part",
    spec: "A008",
    family: Family::Addresses,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(
        501,
        "5.1.7",
        "The part before the @ needs quotes",
    )),
    check: Check::Command(check),
    wrong: Example::new(Start::Ready, "C: MAIL FROM:<john doe@example.org>\n"),
    right: Example::new(Start::Ready, "C: MAIL FROM:<\"john doe\"@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    let Some(local) = plain_local(context) else {
        return;
    };
    let text = command.of(local);
    if text.trim_ascii().is_empty() {
        // No name, and quotes would make one of it.
        return;
    }
    let Some(place) = text.iter().position(needs_quotes) else {
        return;
    };
    let span = Span::new(place, place + 1).shifted(local.range().start);
    let sign = match span.of(command.line) {
        b" " => "space".to_owned(),
        _ => command.text(span),
    };
    // A space at the edge, a second `@` and `mailto:` are slips; anything else may be part of the name.
    let trimmed = text.trim_ascii();
    let trimmed = trimmed
        .split_at_checked(MAILTO.len())
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case(MAILTO))
        .map_or(trimmed, |(_, address)| address);
    let trimmed = trimmed.strip_suffix(b"@").unwrap_or(trimmed);
    let fix = if trimmed.is_empty() || trimmed.iter().any(needs_quotes) {
        format!("\"{}\"", command.text(local).replace('\\', "\\\\"))
    } else {
        String::from_utf8_lossy(trimmed).into_owned()
    };
    findings
        .add(span)
        .value("sign", sign)
        .fix(local, fix)
        .reply(bad_path(command.verb, "The part before the @ needs quotes"));
}

fn needs_quotes(octet: &u8) -> bool {
    octet.is_ascii() && !is_atext(*octet) && *octet != b'.'
}

/// What stands before an address in a link of a web page.
const MAILTO: &[u8] = b"mailto:";
