//! A parameter that no extension defines.
//!
//! # What it checks
//! That each parameter belongs to an extension that is known, or to one that the server announced by its name.
//!
//! # Why it matters
//! A server refuses a command with a parameter that it does not know: it answers 555, and the whole command has no
//! effect.

use super::given;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unknown-parameter",
    spec: "P001",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1.11")],
    reply: Some(ExpectedReply::new(555, "5.5.4", "Parameter not recognized")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> PRIORITY=1\n",
    ),
    right: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> MT-PRIORITY=1\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let announced = |keyword: &[u8]| {
        let capabilities = context.session.capabilities.as_ref();
        let keyword = String::from_utf8_lossy(keyword);
        capabilities.is_some_and(|capabilities| capabilities.has(&keyword))
    };
    for given in given(context) {
        let is_word = given
            .keyword
            .iter()
            .all(|octet| octet.is_ascii_alphanumeric() || *octet == b'-');
        let named_elsewhere = given.keyword.is_empty()
            || given.keyword.first() == Some(&b'-')
            || !is_word
            || given.before.is_some();
        if given.kind.is_none() && !named_elsewhere && !announced(given.keyword) {
            findings
                .add(given.parameter.keyword)
                .value("keyword", context.command.text(given.parameter.keyword))
                .fix(given.with_space(), "");
        }
    }
}
