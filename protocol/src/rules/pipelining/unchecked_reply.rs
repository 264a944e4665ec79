//! A connection closed before all replies were read.
//!
//! # What it checks
//! That the client closes only after it has got the reply to every command but QUIT.
//!
//! # Why it matters
//! A reply that nobody reads may be a refusal. A client that does not wait for the answer to its message does not know
//! whether it must send it again.

use crate::command::Command;
use crate::diagnostic::Severity;
use crate::phase::Step;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, CloseContext, Family, Findings, Rule};
use crate::session::Pending;
use crate::span::Span;
use crate::transcript::Blame;

/// The rule.
pub const RULE: Rule = Rule {
    name: "unchecked-reply",
    spec: "Q004",
    family: Family::Pipelining,
    strict: Severity::Error,
    practice: Severity::Error,
    references: &[Reference::new(2920, "3.1"), Reference::new(5321, "4.5.3.2")],
    reply: None,
    check: Check::Close(check),
    wrong: Example::new(
        Start::Header,
        "C:\nC: Hello\nC: .\nC: QUIT\n# closed by the client\n",
    ),
    right: Example::new(
        Start::Header,
        "C:\nC: Hello\nC: .\nS: 250 2.0.0 Ok\nC: QUIT\nS: 221 2.0.0 Bye\n# closed by the client\n",
    ),
};

fn check(context: &CloseContext<'_>, findings: &mut Findings<'_>) {
    let unread = context
        .session
        .pending
        .iter()
        .find(|pending| pending.step != Step::Quit && !is_unended_chunk(context, pending));
    if let Some(unread) = unread.filter(|_| context.blame == Blame::Client) {
        let verb = Command::read(&unread.line).verb;
        findings
            .add(Span::at(0))
            .value("unread", super::shown(verb));
    }
}

/// Whether a command is BDAT with octets still to come: it has no reply to wait for yet.
fn is_unended_chunk(context: &CloseContext<'_>, pending: &Pending) -> bool {
    context.session.chunk_left > 0 && matches!(pending.step, Step::Chunk | Step::LastChunk)
}
