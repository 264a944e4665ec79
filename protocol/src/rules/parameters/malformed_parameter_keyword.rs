//! A parameter whose name is not made of letters, digits and hyphens.
//!
//! # What it checks
//! That the name of each parameter begins with a letter or digit and goes on with those and hyphens.
//!
//! # Why it matters
//! A name of other octets is no parameter of any extension, so the server can only refuse the command.

use super::given;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "malformed-parameter-keyword",
    spec: "P005",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.2")],
    reply: Some(ExpectedReply::new(501, "5.5.4", "That is not a parameter")),
    check: Check::Command(check),
    wrong: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> SI_ZE=10\n"),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> SIZE=10\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for given in given(context) {
        let well_formed = given.keyword.first().is_some_and(u8::is_ascii_alphanumeric)
            && given
                .keyword
                .iter()
                .all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-');
        if !well_formed {
            let span = given.parameter.keyword;
            findings
                .add(if span.is_empty() {
                    given.parameter.span
                } else {
                    span
                })
                .value("keyword", context.command.text(given.parameter.span));
        }
    }
}
