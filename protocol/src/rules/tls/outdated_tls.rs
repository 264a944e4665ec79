//! A version of TLS that is not to be used any more.
//!
//! # What it checks
//! That TLS is version 1.2 or newer.
//!
//! # Why it matters
//! Older versions have known weaknesses. Servers and clients that mind refuse them.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, Family, Findings, Rule, TlsContext};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "outdated-tls",
    spec: "T009",
    family: Family::Tls,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(8997, "2"), Reference::new(8996, "")],
    reply: None,
    check: Check::Tls(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
S: 220 Go ahead
# tls: 1.0
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 STARTTLS
C: STARTTLS
S: 220 Go ahead
# tls: 1.2
",
    ),
};

fn check(context: &TlsContext<'_>, findings: &mut Findings<'_>) {
    if let Some(version) = context.version.filter(|version| !version.is_current()) {
        findings.add(Span::at(0)).value("version", version.name());
    }
}
