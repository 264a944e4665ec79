//! Octets in a header field that are neither ASCII nor UTF-8.
//!
//! # What it checks
//! That octets above 127 in the header are UTF-8, the only other thing that a header may be.
//!
//! # Why it matters
//! Nobody can tell which letters they stand for. No parameter of MAIL makes them legal.

use super::reply_of_submission;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::data::eight_bit_run;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "eight-bit-header",
    spec: "M006",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "2.2"), Reference::new(6532, "3.2")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C= \"Subject: Gr\\xfc\\xdfe\\r\\n\"
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: Subject: =?ISO-8859-1?Q?Gr=FC=DFe?=
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    for field in &context.message.header.fields {
        if std::str::from_utf8(field.span.of(context.content)).is_ok() {
            continue;
        }
        if let Some((run, _)) = eight_bit_run(context.content, field.span) {
            let found = findings
                .add(run)
                .value("field", context.message.text(field.name));
            reply_of_submission(context, found);
        }
    }
}
