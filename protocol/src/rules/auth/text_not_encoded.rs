//! A user name or password typed as it is.
//!
//! # What it checks
//! That the answers to LOGIN are Base64.
//!
//! # Why it matters
//! The prompts look like questions, and people answer them. The server decodes every answer and finds nothing, or
//! something else.

use super::Response;
use crate::auth::Mechanism;
use crate::base64;
use crate::diagnostic::{ExpectedReply, Severity};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "text-not-encoded",
    spec: "U011",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(4954, "4")],
    reply: Some(ExpectedReply::new(501, "5.5.2", "That is not Base64")),
    check: Check::Line(check),
    wrong: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: ann@example.org
",
    ),
    right: Example::new(
        Start::Submissions,
        "\
C: AUTH LOGIN
S: 334 VXNlcm5hbWU6
C: YW5uQGV4YW1wbGUub3Jn
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(response) = Response::of(context) else {
        return;
    };
    let encoded = base64::encode(response.encoded.reveal());
    if response.is_typed_text() {
        findings
            .add(response.span)
            .value("fault", "text")
            .fix(response.span, encoded);
    } else if decodes_to_garbage(&response) {
        findings
            .add(response.span)
            .severity(Severity::Warning)
            .value("fault", "garbage")
            .fix(response.span, encoded);
    }
}

/// Whether what should be a name or password decodes to octets that nobody types.
fn decodes_to_garbage(response: &Response) -> bool {
    response.mechanism == Mechanism::Login
        && response
            .decode()
            .is_ok_and(|message| match std::str::from_utf8(message.reveal()) {
                Ok(text) => text.chars().any(char::is_control),
                Err(_) => true,
            })
}
