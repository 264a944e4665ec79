//! A line of the message that looks like a command.
//!
//! # What it checks
//! Whether a line between 354 and the single dot is a whole command, such as QUIT.
//!
//! # Why it matters
//! Everything up to the single dot is the message, commands included. A session that seems to hang after QUIT mostly
//! hangs here.

use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::{Check, ContentContext, Family, Findings, Packing, Rule};
use crate::span::Span;

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-inside-data",
    spec: "S008",
    family: Family::Sequence,
    strict: Severity::Info,
    practice: Severity::Info,
    references: &[Reference::new(5321, "4.1.1.4")],
    reply: None,
    check: Check::Content(check),
    wrong: Example::new(
        Start::Data,
        "\
C: From: ann@example.org
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: To: bob@example.com
C:
C: Hello
C: QUIT
C: .
",
    ),
    right: Example::new(
        Start::Data,
        "\
C: From: ann@example.org
C: Date: Mon, 23 Nov 2026 10:00:00 +0000
C: Message-ID: <1@client.example.org>
C: To: bob@example.com
C:
C: Hello
C: .
S: 250 2.0.0 Ok
C: QUIT
",
    ),
};

fn check(context: &ContentContext<'_>, findings: &mut Findings<'_>) {
    // Inside a chunk it means something else: the count was too large.
    if context.packing != Packing::Stuffed {
        return;
    }
    let mut start = 0;
    for line in context.content.split_inclusive(|octet| *octet == b'\n') {
        let text = line.trim_ascii_end();
        if is_whole_command(text) {
            findings
                .add(Span::new(start, start + text.len()))
                .value("line", String::from_utf8_lossy(text));
        }
        start += line.len();
    }
}

/// Whether a line is a command and nothing that people write in a mail.
pub(crate) fn is_whole_command(line: &[u8]) -> bool {
    let alone = [&b"QUIT"[..], b"RSET", b"NOOP", b"DATA", b"STARTTLS"];
    let begins = |start: &[u8]| {
        line.get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start))
    };
    alone.iter().any(|verb| line.eq_ignore_ascii_case(verb))
        || begins(b"MAIL FROM:<")
        || begins(b"RCPT TO:<")
}
