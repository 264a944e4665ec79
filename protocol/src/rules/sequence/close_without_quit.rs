//! A connection closed without QUIT.
//!
//! # What it checks
//! That the client says QUIT and waits for its reply before it closes.
//!
//! # Why it matters
//! A connection that just ends looks like a failure to the server. What was half done is undone, and some servers note
//! the client as a bad one.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CloseContext, Family, Findings, Rule};
use crate::span::Span;
use crate::transcript::Blame;

/// The rule.
pub const RULE: Rule = Rule {
    name: "close-without-quit",
    spec: "S009",
    family: Family::Sequence,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(5321, "4.1.1.10")],
    reply: None,
    check: Check::Close(check),
    wrong: Example::new(Start::Ready, "# closed by the client\n"),
    right: Example::new(
        Start::Ready,
        "\
C: QUIT
S: 221 2.0.0 Bye
# closed by the client
",
    ),
};

fn check(context: &CloseContext<'_>, findings: &mut Findings<'_>) {
    let session = context.session;
    // Before the greeting, in the handshake and inside a message QUIT cannot be said; the message has its own rule.
    let could_be_said = session.phase.takes_commands() && session.chunk_left == 0;
    if context.blame == Blame::Client && could_be_said && !session.quit {
        findings.add(Span::at(0));
    }
}
