//! A header field that goes with a parameter of the envelope, which is missing or says otherwise.
//!
//! # What it checks
//! That Solicitation says what SOLICIT says, MT-Priority what MT-PRIORITY says, that Require-Recipient-Valid-Since goes
//! with RRVS, and that TLS-Required: No does not go with REQUIRETLS.
//!
//! # Why it matters
//! Servers go by the envelope. The field is for those behind them that do not know the extension.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Rule};
use crate::session::Transaction;

/// The rule.
pub const RULE: Rule = Rule {
    name: "header-field-without-parameter",
    spec: "M027",
    family: Family::Message,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[
        Reference::new(3865, "2.3"),
        Reference::new(7293, "3.2"),
        Reference::new(8689, "3"),
        Reference::new(6758, "3"),
    ],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Header,
        "\
C: MT-Priority: 3
C:
C: Hello
C: .
",
    ),
    right: Example::new(
        Start::ExtendedRecipients,
        "\
C: RSET
S: 250 2.0.0 Ok
C: MAIL FROM:<ann@example.org> MT-PRIORITY=3
S: 250 2.1.0 Ok
C: RCPT TO:<bob@example.com>
S: 250 2.1.5 Ok
C: DATA
S: 354 Go on
C: From: Ann <ann@example.org>
C: To: Bob <bob@example.com>
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: MT-Priority: 3
C:
C: Hello
C: .
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    let Some(transaction) = context.transaction else {
        return;
    };
    for (name, parameter) in PAIRS {
        let Some(field) = context.message.field(name) else {
            continue;
        };
        let value = field.value.of(context.content);
        let (agrees, reference) = match *parameter {
            "RRVS" => (has_rrvs(transaction), Reference::new(7293, "3.2")),
            "REQUIRETLS" => {
                let contradicts =
                    value.eq_ignore_ascii_case(b"No") && transaction.has_parameter(parameter);
                (!contradicts, Reference::new(8689, "3"))
            }
            "MT-PRIORITY" => (
                says(transaction, parameter, value),
                Reference::new(6758, "3"),
            ),
            _ => (
                says(transaction, parameter, value),
                Reference::new(3865, "2.3"),
            ),
        };
        if !agrees {
            findings
                .add(field.span)
                .reference(reference)
                .value("field", *name)
                .value("parameter", *parameter);
        }
    }
}

/// Header fields, and the parameters that they go with.
const PAIRS: &[(&str, &str)] = &[
    ("MT-Priority", "MT-PRIORITY"),
    ("Solicitation", "SOLICIT"),
    ("Require-Recipient-Valid-Since", "RRVS"),
    ("TLS-Required", "REQUIRETLS"),
];

fn says(transaction: &Transaction, parameter: &str, value: &[u8]) -> bool {
    // A comment may stand behind a priority.
    let value = value.split(|byte| *byte == b' ').next().unwrap_or_default();
    transaction
        .parameter(parameter)
        .is_some_and(|said| said.eq_ignore_ascii_case(value))
}

fn has_rrvs(transaction: &Transaction) -> bool {
    transaction.recipients.iter().any(|(line, _)| {
        let command = Command::read(line);
        command.envelope().is_some_and(|envelope| {
            envelope
                .parameters
                .iter()
                .any(|parameter| command.of(parameter.keyword).eq_ignore_ascii_case(b"RRVS"))
        })
    })
}
