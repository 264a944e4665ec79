//! More than the server announced to take.
//!
//! # What it checks
//! That MAIL, RCPT and the domains of recipients stay within MAILMAX, RCPTMAX and RCPTDOMAINMAX.
//!
//! # Why it matters
//! The limits count refused commands too. Beyond them the server answers 452 or closes.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};

/// The rule.
pub const RULE: Rule = Rule {
    name: "announced-limit-exceeded",
    spec: "E007",
    family: Family::Negotiation,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(9422, "4")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 LIMITS MAILMAX=1
C: MAIL FROM:<ann@example.org>
S: 550 5.7.1 Not you
C: MAIL FROM:<bob@example.org>
",
    ),
    right: Example::new(
        Start::Greeted,
        "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250 LIMITS MAILMAX=2
C: MAIL FROM:<ann@example.org>
S: 550 5.7.1 Not you
C: MAIL FROM:<bob@example.org>
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let Some(capabilities) = &context.session.capabilities else {
        return;
    };
    let command = context.command;
    let limits = capabilities.limits();
    let counted = match command.step() {
        Step::Mail => vec![("MAILMAX", limits.mail, context.ahead.mails)],
        Step::Recipient => vec![
            ("RCPTMAX", limits.rcpt, context.ahead.recipients),
            // Counted only where it matters: it takes a look at every recipient that waits for its reply.
            (
                "RCPTDOMAINMAX",
                limits.rcpt_domains,
                limits.rcpt_domains.map_or(0, |_| domains(context)),
            ),
        ],
        _ => return,
    };
    for (limit, most, before) in counted {
        if let Some(most) = most.filter(|most| before >= *most as usize) {
            findings
                .add(command.verb_span)
                .value("limit", limit)
                .value("most", most.to_string());
        }
    }
}

/// The domains of the recipients so far, where this one adds another; none where it does not.
fn domains(context: &CommandContext<'_>) -> usize {
    let Some(domain) = domain_of(context.command) else {
        return 0;
    };
    let mut seen = context.session.recipient_domains.clone();
    for pending in &context.session.pending {
        let pending = Command::read(&pending.line);
        if pending.step() == Step::Recipient
            && let Some(domain) = domain_of(&pending)
            && !seen.contains(&domain)
        {
            seen.push(domain);
        }
    }
    if seen.contains(&domain) {
        0
    } else {
        seen.len()
    }
}

fn domain_of(command: &Command<'_>) -> Option<Vec<u8>> {
    let domain = command.path()?.mailbox?.domain?;
    Some(command.of(domain).to_ascii_lowercase())
}
