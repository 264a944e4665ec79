//! LMTP on the port of SMTP.
//!
//! # What it checks
//! That local delivery is not spoken on port 25.
//!
//! # Why it matters
//! Port 25 belongs to SMTP between hosts. A client that finds LMTP there by chance loses mail: it reads one reply
//! where several come.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CommandContext, Family, Findings, Rule};
use crate::session::Mode;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "lmtp-on-port-25",
    spec: "S016",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2033, "5")],
    reply: None,
    check: Check::Command(check),
    wrong: Example::new(
        Start::Nothing,
        "\
# mode: lmtp
# port: 25
S: 220 mx.example.com LMTP
C: LHLO client.example.org
",
    ),
    right: Example::new(
        Start::Nothing,
        "\
# mode: lmtp
# port: 24
S: 220 mx.example.com LMTP
C: LHLO client.example.org
",
    ),
};

fn check(context: &CommandContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    let on_smtp_port = session.mode == Mode::Lmtp && session.port == Some(SMTP_PORT);
    if on_smtp_port && context.command.verb == Verb::Lhlo {
        findings.add(context.command.verb_span);
    }
}

/// The port of mail between hosts (RFC 5321 §4.5.4.2).
const SMTP_PORT: u16 = 25;
