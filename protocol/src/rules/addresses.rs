//! Paths and mailboxes.

use super::commands::missing_angle_brackets::in_other_brackets;
use super::commands::{bracket_inside, several};
use super::{CommandContext, Findings, Found, Rule};
use crate::address::{Mailbox, is_ipv4, is_ipv6};
use crate::diagnostic::ExpectedReply;
use crate::phase::Step;
use crate::span::Span;
use crate::verb::Verb;

pub mod bad_address_literal;
pub mod bad_label;
pub mod bad_quoted_string;
pub mod comment_in_address;
pub mod consecutive_dots;
pub mod edge_dot;
pub mod empty_local_part;
pub mod empty_quoted_string;
pub mod hash_literal;
pub mod ipv6_without_tag;
pub mod long_domain;
pub mod long_local_part;
pub mod long_path;
pub mod missing_domain;
pub mod needless_quoting;
pub mod null_recipient;
pub mod null_sender;
pub mod percent_or_bang;
pub mod source_route;
pub mod trailing_dot_domain;
pub mod u_label_without_smtputf8;
pub mod unknown_literal_tag;
pub mod unqualified_address;
pub mod unquoted_local_part;
pub mod upper_case_local_part;
pub mod utf8_local_part_without_smtputf8;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &null_recipient::RULE,
    &empty_local_part::RULE,
    &missing_domain::RULE,
    &bad_quoted_string::RULE,
    &comment_in_address::RULE,
    &unquoted_local_part::RULE,
    &edge_dot::RULE,
    &consecutive_dots::RULE,
    &long_local_part::RULE,
    &hash_literal::RULE,
    &bad_address_literal::RULE,
    &ipv6_without_tag::RULE,
    &bad_label::RULE,
    &trailing_dot_domain::RULE,
    &long_domain::RULE,
    &long_path::RULE,
    &utf8_local_part_without_smtputf8::RULE,
    &u_label_without_smtputf8::RULE,
    &unqualified_address::RULE,
    &unknown_literal_tag::RULE,
    &source_route::RULE,
    &empty_quoted_string::RULE,
    &needless_quoting::RULE,
    &null_sender::RULE,
    &upper_case_local_part::RULE,
    &percent_or_bang::RULE,
];

/// How a strict server refuses a path: the detail tells the sender's from a recipient's (RFC 3463 §3.2).
#[must_use]
pub const fn bad_path(verb: Verb, text: &'static str) -> ExpectedReply {
    match verb {
        Verb::Rcpt => ExpectedReply::new(501, "5.1.3", text),
        _ => ExpectedReply::new(501, "5.1.7", text),
    }
}

/// The one mailbox that MAIL or RCPT names; nothing where the path has another shape.
fn mailbox(context: &CommandContext<'_>) -> Option<Mailbox> {
    let command = context.command;
    let path = command.path()?;
    let mailbox = path.mailbox?;
    if !path.opened && in_other_brackets(command.of(path.span)).is_some() {
        return None;
    }
    (!several(command) && !bracket_inside(command)).then_some(mailbox)
}

/// A local part that has no quotes and no comment.
fn plain_local(context: &CommandContext<'_>) -> Option<Span> {
    let local = mailbox(context)?.local;
    let quoted = context.command.of(local).contains(&b'"');
    (!local.is_empty() && !quoted && comment(context).is_none()).then_some(local)
}

/// A domain that is a name, or was meant to be one: no literal, no comment, not empty.
fn domain(context: &CommandContext<'_>) -> Option<Span> {
    let domain = mailbox(context)?.domain?;
    let literal = context.command.of(domain).first() == Some(&b'[');
    (!domain.is_empty() && !literal && comment(context).is_none()).then_some(domain)
}

/// An address literal, from its square bracket on.
fn literal(context: &CommandContext<'_>) -> Option<Span> {
    let domain = mailbox(context)?.domain?;
    (context.command.of(domain).first() == Some(&b'[')).then_some(domain)
}

/// A comment in parentheses, outside quotes.
fn comment(context: &CommandContext<'_>) -> Option<Span> {
    let mailbox = mailbox(context)?;
    let text = context.command.of(mailbox.span);
    memchr::memchr(b'(', text)?;
    let mut quoted = false;
    let open = text.iter().position(|octet| {
        quoted ^= *octet == b'"';
        !quoted && *octet == b'('
    })?;
    let length = text
        .iter()
        .skip(open)
        .position(|octet| *octet == b')')
        .map_or(text.len() - open, |close| close + 1);
    Some(Span::new(open, open + length).shifted(mailbox.span.range().start))
}

/// What well-formed quotes hold; nothing where they are not well formed, or there are none.
fn unquoted(local: &[u8]) -> Option<Vec<u8>> {
    let inner = local.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut text = Vec::with_capacity(inner.len());
    let mut octets = inner.iter();
    while let Some(octet) = octets.next() {
        match octet {
            b'"' => return None,
            b'\\' => text.push(*octets.next()?),
            _ => text.push(*octet),
        }
    }
    Some(text)
}

/// What stands in square brackets in place of a domain (§4.1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Literal {
    /// An IPv4 address, or an IPv6 address with its tag.
    Good,
    /// An IPv6 address without its tag.
    UntaggedIpv6,
    /// Another tag, of so many octets, and something behind it.
    Tagged {
        /// Octets before the colon.
        tag: usize,
    },
    /// A good one but for its closing bracket.
    Open,
    /// None of these.
    Bad,
}

impl Literal {
    /// Reads what begins with `[`.
    pub(super) fn read(text: &[u8]) -> Self {
        let inner = text.strip_prefix(b"[").unwrap_or(text);
        let Some(inner) = inner.strip_suffix(b"]") else {
            return match Self::of_inner(inner) {
                Self::Good => Self::Open,
                _ => Self::Bad,
            };
        };
        Self::of_inner(inner)
    }

    fn of_inner(inner: &[u8]) -> Self {
        if is_ipv4(inner) {
            return Self::Good;
        }
        if is_ipv6(inner) {
            return Self::UntaggedIpv6;
        }
        let Some(tag) = inner.iter().position(|octet| *octet == b':') else {
            return Self::Bad;
        };
        let (name, behind) = inner.split_at(tag);
        let behind = behind.get(1..).unwrap_or_default();
        if name.eq_ignore_ascii_case(b"IPv6") {
            return if is_ipv6(behind) {
                Self::Good
            } else {
                Self::Bad
            };
        }
        // A tag is letters, digits and inner hyphens; of hexadecimal digits alone it is a piece of a bad IPv6 address.
        let tagged = name.first().is_some_and(u8::is_ascii_alphanumeric)
            && name.last().is_some_and(u8::is_ascii_alphanumeric)
            && name
                .iter()
                .all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-')
            && !name.iter().all(u8::is_ascii_hexdigit);
        let content =
            |octet: &u8| octet.is_ascii_graphic() && !matches!(octet, b'[' | b'\\' | b']');
        if tagged && !behind.is_empty() && behind.iter().all(content) {
            Self::Tagged { tag }
        } else {
            Self::Bad
        }
    }
}

/// Says that a part of an address beyond ASCII needs SMTPUTF8, where MAIL does not say it.
fn needs_smtputf8<'a>(
    context: &CommandContext<'_>,
    part: Span,
    findings: &'a mut Findings<'_>,
) -> Option<Found<'a>> {
    let command = context.command;
    if command.of(part).is_ascii() || context.uses_smtputf8() {
        return None;
    }
    let recipient = command.step() == Step::Recipient;
    let found = findings.add(part).value("text", command.text(part));
    if recipient && context.session.joined_late && context.ahead.mail.is_none() {
        return Some(found.undecidable());
    }
    let announced = context.session.announces("SMTPUTF8") == Some(true);
    let found = if announced && !recipient {
        found.fix(Span::at(command.rest.range().end), " SMTPUTF8")
    } else {
        found
    };
    Some(if recipient {
        found.reply(ExpectedReply::new(
            553,
            "5.6.7",
            "The address needs SMTPUTF8",
        ))
    } else {
        found
    })
}
