//! A password or token sent without TLS.
//!
//! # What it checks
//! That PLAIN, LOGIN, XOAUTH2 and OAUTHBEARER are used over TLS only.
//!
//! # Why it matters
//! Base64 hides nothing: whoever is on the way reads the password and can sign in with it.

use super::mechanism;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "credentials-in-clear",
    spec: "U002",
    family: Family::Auth,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(4954, "4"), Reference::new(8314, "4.1")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 AUTH PLAIN CRAM-MD5
C: AUTH PLAIN AGFubgBzZWNyZXQ=
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 AUTH PLAIN CRAM-MD5
C: AUTH CRAM-MD5
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some((mechanism, span)) = mechanism(context.command) else {
        return;
    };
    if mechanism.shows_the_secret() && !context.session.tls {
        let found = findings.add(span).value("mechanism", mechanism.name());
        if context.session.joined_late {
            found.undecidable();
        }
    }
}
