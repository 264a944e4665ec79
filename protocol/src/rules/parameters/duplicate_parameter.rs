//! The same parameter twice on one command.
//!
//! # What it checks
//! That no parameter is given more than once on one MAIL or RCPT.
//!
//! # Why it matters
//! Nobody can say which of the two counts. The standards have the server refuse the command.

use super::given;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-parameter",
    spec: "P002",
    family: Family::Parameters,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[
        Reference::new(1870, "6"),
        Reference::new(6152, "3"),
        Reference::new(3461, "5.1"),
        Reference::new(6710, "4.1"),
    ],
    reply: Some(ExpectedReply::new(501, "5.5.4", "Parameter given twice")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Extended,
        "C: MAIL FROM:<ann@example.org> SIZE=10 SIZE=20\n",
    ),
    right: Example::new(Start::Extended, "C: MAIL FROM:<ann@example.org> SIZE=20\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    for given in given(context) {
        let Some(before) = given.before.filter(|_| !given.keyword.is_empty()) else {
            continue;
        };
        let found = findings
            .add(given.parameter.span)
            .related(before)
            .value("keyword", context.command.text(given.parameter.keyword))
            .fix(given.with_space(), "");
        if given.keyword.eq_ignore_ascii_case(b"MT-PRIORITY") {
            found
                .reference(Reference::new(6710, "4.1"))
                .reply(ExpectedReply::new(501, "5.5.2", "MT-PRIORITY given twice"));
        }
    }
}
