//! A command swallowed by a chunk.
//!
//! # What it checks
//! Whether a line of a chunk is a whole command, such as BDAT or QUIT.
//!
//! # Why it matters
//! Where BDAT announces more octets than there are, the server takes the commands behind them for the rest of the
//! chunk, and waits.

use crate::command::{Arguments, Command};
use crate::diagnostic::Severity;
use crate::reference::Reference;
use crate::rules::example::{Example, Start};
use crate::rules::sequence::command_inside_data::is_whole_command;
use crate::rules::{Check, ChunkContext, Family, Findings, Rule};
use crate::span::Span;
use crate::verb::Verb;

/// The rule.
pub const RULE: Rule = Rule {
    name: "command-inside-chunk",
    spec: "B004",
    family: Family::Bdat,
    strict: Severity::Warning,
    practice: Severity::Warning,
    references: &[Reference::new(3030, "2")],
    reply: None,
    check: Check::Chunk(check),
    wrong: Example::new(
        Start::ExtendedRecipients,
        "\
C: BDAT 22
C= \"hello\\r\\nBDAT 0 LAST\\r\\n\\r\\n\"
",
    ),
    right: Example::new(
        Start::ExtendedRecipients,
        "\
C: BDAT 7
C= \"hello\\r\\n\"
",
    ),
};

fn check(context: &ChunkContext<'_>, findings: &mut Findings<'_>) {
    let mut start = context.start;
    let chunk = context.content.get(start..).unwrap_or_default();
    for line in chunk.split_inclusive(|octet| *octet == b'\n') {
        let text = line.trim_ascii_end();
        let is_chunk = Command::read(text).verb == Verb::Bdat && is_size(text);
        if is_chunk || is_whole_command(text) {
            findings
                .add(Span::new(start, start + text.len()))
                .value("line", String::from_utf8_lossy(text));
        }
        start += line.len();
    }
}

/// Whether a number stands behind the verb.
fn is_size(line: &[u8]) -> bool {
    matches!(
        Command::read(line).arguments,
        Arguments::Chunk {
            octets: Some(_),
            ..
        }
    )
}
