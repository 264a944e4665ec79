//! An extension that was announced before TLS only.
//!
//! # What it checks
//! That the client goes by the list of extensions that came after STARTTLS.
//!
//! # Why it matters
//! What was announced in clear must be forgotten: anybody on the way could have added to it. The list that counts came
//! over TLS.

use super::{Announcement, uses};
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "capability-from-before-tls",
    spec: "E004",
    family: Family::Negotiation,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(3207, "4.2")],
    reply: Some(ExpectedReply::new(
        502,
        "5.5.1",
        "That is not offered any more",
    )),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-DSN
S: 250 STARTTLS
C: STARTTLS
S: 220 Go ahead
# tls: on
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 SIZE 1000
C: MAIL FROM:<ann@example.org> RET=HDRS
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-DSN
S: 250 STARTTLS
C: STARTTLS
S: 220 Go ahead
# tls: on
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 DSN
C: MAIL FROM:<ann@example.org> RET=HDRS
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    for (span, keyword) in uses(context) {
        if keyword == "STARTTLS" || Announcement::of(session, keyword) != Announcement::BeforeTls {
            continue;
        }
        let found = findings.add(span).value("keyword", keyword);
        if span != context.command.verb_span {
            found.reply(ExpectedReply::new(555, "5.5.4", "Parameter not recognized"));
        }
    }
}
