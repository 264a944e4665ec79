//! REQUIRETLS on a connection in clear.
//!
//! # What it checks
//! That a message which must travel over TLS is handed in over TLS.
//!
//! # Why it matters
//! Who asks that every server on the way uses TLS cannot begin without. The server answers 530.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::parameters::given;
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "requiretls-without-tls",
    spec: "T008",
    family: Family::Tls,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(8689, "2")],
    reply: Some(ExpectedReply::new(530, "5.7.0", "REQUIRETLS needs TLS")),
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 REQUIRETLS
C: MAIL FROM:<ann@example.org> REQUIRETLS
",
    ),
    right: Example::new(
        Start::SignedIn,
        "C: MAIL FROM:<ann@example.org> REQUIRETLS\n",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    let offered = session.announces("REQUIRETLS") == Some(true);
    if session.tls || !offered {
        return;
    }
    for given in given(context) {
        if given
            .in_place()
            .is_some_and(|kind| kind.name == "REQUIRETLS")
        {
            findings.add(given.parameter.span);
        }
    }
}
