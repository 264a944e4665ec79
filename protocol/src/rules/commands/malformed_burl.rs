//! A BURL without its URL, or with something else.
//!
//! # What it checks
//! That an absolute URL follows BURL, and nothing or LAST follows that.
//!
//! # Why it matters
//! The server fetches the part of the message that the URL names.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-burl",
    spec: "C031",
    family: Family::Commands,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4468, "3.5")],
    reply: Some(ExpectedReply::new(
        501,
        "5.5.4",
        "BURL takes a URL and LAST",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::SignedIn,
        "C: EHLO client.example.org\nS: 250-mail.example.com\nS: 250-8BITMIME\nS: 250 BURL imap\nC: MAIL FROM:<ann@example.org>\nS: 250 Ok\nC: RCPT TO:<bob@example.com>\nS: 250 Ok\nC: BURL\n",
    ),
    right: Example::new(
        Start::SignedIn,
        "C: EHLO client.example.org\nS: 250-mail.example.com\nS: 250-8BITMIME\nS: 250 BURL imap\nC: MAIL FROM:<ann@example.org>\nS: 250 Ok\nC: RCPT TO:<bob@example.com>\nS: 250 Ok\nC: BURL imap://ann@imap.example.com/Drafts;UIDVALIDITY=1/;UID=2 LAST\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let command = context.command;
    if command.verb != Verb::Burl {
        return;
    }
    let mut words = command
        .of(command.rest)
        .split(|octet| matches!(octet, b' ' | b'\t'))
        .filter(|word| !word.is_empty());
    let url = words.next().is_some_and(is_absolute_url);
    let marker = words
        .next()
        .is_none_or(|word| word.eq_ignore_ascii_case(b"LAST"));
    if !url || !marker || words.next().is_some() {
        let span = if command.rest.is_empty() {
            Span::at(command.verb_span.range().end)
        } else {
            command.rest
        };
        findings.add(span);
    }
}

/// A scheme, a colon and something behind it (RFC 3986 §3.1).
fn is_absolute_url(word: &[u8]) -> bool {
    let Some(colon) = word.iter().position(|octet| *octet == b':') else {
        return false;
    };
    let (scheme, rest) = word.split_at(colon);
    let sign = |octet: &u8| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'-' | b'.');
    scheme.first().is_some_and(u8::is_ascii_alphabetic) && scheme.iter().all(sign) && rest.len() > 1
}
