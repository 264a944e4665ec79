//! A header field in UTF-8, and MAIL did not say SMTPUTF8.
//!
//! # What it checks
//! That header fields are ASCII unless MAIL carries SMTPUTF8.
//!
//! # Why it matters
//! Header fields are ASCII. Other letters are written as encoded words, or the whole mail is sent with SMTPUTF8, which
//! fewer servers take.

use super::eight_bit_run;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::{Field, encoded_word};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "utf8-header-without-smtputf8",
    spec: "D006",
    family: Family::Data,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(6531, "3.2"), Reference::new(5322, "2.1")],
    reply: Some(ExpectedReply {
        code: 550,
        enhanced: "5.6.9",
        text: "Header is UTF-8, and MAIL did not say SMTPUTF8",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Subject: Grüße
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let without = context
        .transaction
        .is_some_and(|transaction| !transaction.has_parameter("SMTPUTF8"));
    if !without {
        return;
    }
    for field in &context.message.header.fields {
        let Some((run, _)) = eight_bit_run(context.content, field.span) else {
            continue;
        };
        let Ok(_) = std::str::from_utf8(field.span.of(context.content)) else {
            continue;
        };
        let found = findings
            .add(run)
            .value("field", context.message.text(field.name));
        if is_free_text(context, field)
            && let Ok(value) = std::str::from_utf8(field.value.of(context.content))
        {
            found.fix(field.value, encoded_word::encode(value));
        }
    }
}

/// Whether the value is text for people and nothing else: only there may encoded words replace all of it.
fn is_free_text(context: &ContentContext<'_>, field: &Field) -> bool {
    let name = field.name.of(context.content);
    name.eq_ignore_ascii_case(b"Subject") || name.eq_ignore_ascii_case(b"Comments")
}
