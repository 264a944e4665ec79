//! Parameters of MAIL and RCPT.

use super::{CommandContext, Rule};
use crate::command::{Command, Parameter};
use crate::parameter::{self, On, ParameterKind};
use crate::span::Span;
use crate::verb::Verb;

pub mod binarymime_without_chunking;
pub mod declared_size_too_small;
pub mod duplicate_parameter;
pub mod envelope_identifier_too_long;
pub mod equals_sign_in_value;
pub mod historic_parameter;
pub mod malformed_auth_parameter;
pub mod malformed_deliver_by;
pub mod malformed_hold;
pub mod malformed_notify;
pub mod malformed_orcpt;
pub mod malformed_parameter_keyword;
pub mod malformed_priority;
pub mod malformed_recipient_valid_since;
pub mod malformed_ret;
pub mod malformed_solicitation;
pub mod malformed_tracking;
pub mod malformed_xtext;
pub mod missing_parameter_value;
pub mod parameter_on_wrong_command;
pub mod size_not_a_number;
pub mod size_over_limit;
pub mod unexpected_parameter_value;
pub mod unknown_body_value;
pub mod unknown_parameter;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &malformed_parameter_keyword::RULE,
    &unknown_parameter::RULE,
    &parameter_on_wrong_command::RULE,
    &duplicate_parameter::RULE,
    &missing_parameter_value::RULE,
    &unexpected_parameter_value::RULE,
    &equals_sign_in_value::RULE,
    &malformed_xtext::RULE,
    &size_not_a_number::RULE,
    &size_over_limit::RULE,
    &unknown_body_value::RULE,
    &binarymime_without_chunking::RULE,
    &malformed_notify::RULE,
    &malformed_orcpt::RULE,
    &malformed_ret::RULE,
    &envelope_identifier_too_long::RULE,
    &malformed_auth_parameter::RULE,
    &malformed_deliver_by::RULE,
    &malformed_hold::RULE,
    &malformed_priority::RULE,
    &malformed_recipient_valid_since::RULE,
    &malformed_solicitation::RULE,
    &malformed_tracking::RULE,
    &historic_parameter::RULE,
    &declared_size_too_small::RULE,
];

/// A parameter that a command carries, and what is known of it.
pub(super) struct Given<'a> {
    /// The parameter as it was written.
    pub(super) parameter: Parameter,
    /// Its keyword.
    pub(super) keyword: &'a [u8],
    /// The command it stands on.
    pub(super) on: On,
    /// What is known of it, whichever command takes it.
    pub(super) kind: Option<&'static ParameterKind>,
    /// Where the same keyword stood before.
    pub(super) before: Option<Span>,
}

impl Given<'_> {
    /// What is known of it, where it stands on the command that takes it and for the first time.
    pub(super) fn in_place(&self) -> Option<&'static ParameterKind> {
        self.kind
            .filter(|kind| kind.on == self.on && self.before.is_none())
    }

    /// The parameter and the space before it: what to take away to drop it.
    pub(super) fn with_space(&self) -> Span {
        let octets = self.parameter.span.range();
        Span::new(octets.start.saturating_sub(1), octets.end)
    }
}

/// The parameters of MAIL or RCPT, in order.
pub(super) fn given<'a>(context: &CommandContext<'a>) -> Vec<Given<'a>> {
    let command: &Command<'a> = context.command;
    let on = match command.verb {
        Verb::Mail => On::Mail,
        Verb::Rcpt => On::Rcpt,
        _ => return Vec::new(),
    };
    let Some(envelope) = command.envelope() else {
        return Vec::new();
    };
    let mut list: Vec<Given<'a>> = Vec::with_capacity(envelope.parameters.len());
    for parameter in &envelope.parameters {
        let keyword = command.of(parameter.keyword);
        let before = list
            .iter()
            .find(|other| other.keyword.eq_ignore_ascii_case(keyword))
            .map(|other| other.parameter.span);
        list.push(Given {
            parameter: *parameter,
            keyword,
            on,
            kind: parameter::find_any(keyword),
            before,
        });
    }
    list
}

/// The value of a parameter that stands in its place, where it has one that can be looked into.
pub(super) fn value<'a>(context: &CommandContext<'a>, name: &str) -> Option<(Span, &'a [u8])> {
    let command: &Command<'a> = context.command;
    let on = match command.verb {
        Verb::Mail => On::Mail,
        Verb::Rcpt => On::Rcpt,
        _ => return None,
    };
    let kind = parameter::find(on, name)?;
    let found = command.envelope()?.parameters.iter().find(|parameter| {
        command
            .of(parameter.keyword)
            .eq_ignore_ascii_case(kind.name.as_bytes())
    })?;
    let span = found.value?;
    let octets = command.of(span);
    let can_be_read = !octets.is_empty() && (!octets.contains(&b'=') || may_hold_equals(kind.name));
    can_be_read.then_some((span, octets))
}

/// Whether another rule judges a `=` in the value: it is part of the Base64 of MTRK, and what an xtext has to encode.
fn may_hold_equals(name: &str) -> bool {
    name == "MTRK" || XTEXT.contains(&name)
}

/// The parameters whose values are xtext, or end in it.
const XTEXT: &[&str] = &["AUTH", "ENVID", "ORCPT", "SUBMITTER"];

/// The xtext of a parameter and where it stands: ORCPT has the type of the address in front.
fn xtext<'a>(context: &CommandContext<'a>, name: &str) -> Option<(Span, &'a [u8])> {
    let (span, octets) = value(context, name)?;
    if octets == b"<>" {
        return None;
    }
    if name != "ORCPT" {
        return Some((span, octets));
    }
    let semicolon = octets.iter().position(|octet| *octet == b';')?;
    let start = span.range().start + semicolon + 1;
    Some((
        Span::new(start, span.range().end),
        octets.get(semicolon + 1..).unwrap_or_default(),
    ))
}

/// A number of at most nine digits, as several parameters take it.
fn up_to_nine_digits(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}
