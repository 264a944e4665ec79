//! An address in the header without a full domain.
//!
//! # What it checks
//! That every address in From, Sender, Reply-To, To, Cc and Bcc has a domain with a dot in it, or an address literal.
//!
//! # Why it matters
//! What a short name stands for is known where it was written and nowhere else: answers go astray.

use super::MOST_FINDINGS;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::message::AddressList;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "unqualified-header-address",
    spec: "M024",
    family: Family::Message,
    strict: Severity::Error,
    practice: Severity::Warning,
    references: &[
        Reference::new(6409, "4.2"),
        Reference::new(5322, "3.4.1"),
        Reference::new(1123, "5.2.18"),
    ],
    reply: Some(ExpectedReply {
        code: 554,
        enhanced: "5.6.0",
        text: "Address in the header has no full domain",
    }),
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: Cc: Cat <cat>
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::Header,
        "\
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let mut left = MOST_FINDINGS;
    for name in ["From", "Sender", "Reply-To", "To", "Cc", "Bcc"] {
        let Some(field) = context.message.field(name) else {
            continue;
        };
        for listed in AddressList::read(context.content, field.value).addresses {
            let domain = listed
                .mailbox
                .domain
                .map(|domain| domain.of(context.content))
                .unwrap_or_default();
            if domain.contains(&b'.') || domain.starts_with(b"[") || left == 0 {
                continue;
            }
            left -= 1;
            let found = findings
                .add(listed.mailbox.span)
                .value("address", context.message.text(listed.mailbox.span))
                .value("field", name);
            if !context.session.mode.is_submission() {
                found.severity(Severity::Warning);
            }
        }
    }
}
