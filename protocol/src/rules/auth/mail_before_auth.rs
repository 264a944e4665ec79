//! MAIL before AUTH, where mail programs hand in their mail.
//!
//! # What it checks
//! That AUTH has succeeded before MAIL on a submission port.
//!
//! # Why it matters
//! A submission server takes mail from its users only, so it answers 530 until it knows who speaks.

use crate::diagnostic::{ExpectedReply, Severity};
use crate::phase::{Phase, Step};
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "mail-before-auth",
    spec: "U017",
    family: Family::Auth,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(6409, "4.3"), Reference::new(4954, "6")],
    reply: Some(ExpectedReply::new(530, "5.7.0", "Sign in first")),
    check: Check::Command(check),
    wrong: Example::new(Start::Submissions, "C: MAIL FROM:<ann@example.org>\n"),
    right: Example::new(Start::SignedIn, "C: MAIL FROM:<ann@example.org>\n"),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    let required = session.mode.is_submission() && !context.ahead.authenticated;
    if required && context.phase == Phase::Ready && context.command.step() == Step::Mail {
        let found = findings.add(context.command.verb_span);
        // Who offers no way to sign in may know its users by another mark, such as their address.
        let can_sign_in = session.announces("AUTH") != Some(false)
            || (!session.tls && session.announces("STARTTLS") == Some(true));
        if session.joined_late || !can_sign_in {
            found.undecidable();
        }
    }
}
