//! A field twice that may be there once.
//!
//! # What it checks
//! That From, Sender, Reply-To, To, Cc, Bcc, Message-ID, In-Reply-To, References, Subject, Date and the fields of MIME
//! stand in the header once.
//!
//! # Why it matters
//! One program shows the first, the next one the second: what was checked is not what is read.

use super::{MOST_FINDINGS, reply_of_submission};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "duplicate-header-field",
    spec: "M007",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[Reference::new(5322, "3.6")],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Message is not well formed",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Subject: Hello
C: Subject: Bye
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C: Subject: Hello
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    for name in ONCE {
        let mut fields = context.message.fields(name);
        let Some(first) = fields.next() else { continue };
        for field in fields.take(MOST_FINDINGS) {
            let found = findings
                .add(field.name)
                .related(first.name)
                .value("field", *name);
            reply_of_submission(context, found);
        }
    }
}

const ONCE: &[&str] = &[
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Message-ID",
    "In-Reply-To",
    "References",
    "Subject",
    "Date",
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
];
