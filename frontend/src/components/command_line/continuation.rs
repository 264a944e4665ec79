//! How the line goes on: what Tab writes, and what of it is shown before.

use ehlo_protocol::complete::Completion;

use crate::state::Composer;

/// What Tab writes: the first completion, where the line ends at the cursor and the list is closed.
pub(super) fn first_offered<'a>(
    composer: &Composer,
    offered: &'a [Completion],
) -> Option<&'a Completion> {
    let at_end = composer.cursor == composer.line.len() && !composer.line.is_empty();
    offered
        .first()
        .filter(|_| at_end && !composer.tab_leaves && composer.marked.is_none())
}

/// The rest of a completion, as it is shown behind the cursor.
pub(super) fn rest<'a>(line: &str, offered: &'a Completion) -> &'a str {
    let typed = line.get(offered.span.range()).unwrap_or_default();
    let fits = offered
        .insert
        .get(..typed.len())
        .is_some_and(|head| head.eq_ignore_ascii_case(typed));
    if fits {
        offered.insert.get(typed.len()..).unwrap_or_default()
    } else {
        ""
    }
}
