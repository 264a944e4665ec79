//! Keys of the command line.

use web_sys::KeyboardEvent;

use super::present::Present;
use crate::components::finding::gravest_with_fix;
use crate::state::LineAction;

/// What a key does.
pub(super) enum Key {
    /// Whatever the browser does.
    Free,
    /// Sends the line, or asks first.
    Send,
    /// Changes the line.
    Do(LineAction),
}

pub(super) fn action_of(event: &KeyboardEvent, present: &Present) -> Key {
    let Present {
        composer,
        offered,
        diagnostics,
    } = present;
    // Enter that ends a word of an input method is not ours.
    if event.is_composing() || event.ctrl_key() || event.meta_key() {
        return Key::Free;
    }
    let marked = composer
        .marked
        .and_then(|number| Some((number, offered.get(number)?)));
    let step = |by: usize| {
        LineAction::Mark((composer.marked.unwrap_or_default() + by) % offered.len().max(1))
    };
    match (event.key().as_str(), marked) {
        ("Enter", _) if event.alt_key() => {
            let found = gravest_with_fix(diagnostics).and_then(|number| diagnostics.get(number));
            let fix = found.and_then(|found| found.fix.clone());
            fix.map_or(Key::Free, |fix| Key::Do(LineAction::Fix(fix)))
        }
        ("Enter" | "Tab", Some((_, completion))) if !event.shift_key() => {
            Key::Do(LineAction::Complete(completion.clone()))
        }
        ("Enter", None) => Key::Send,
        ("Tab", None) if event.shift_key() || composer.tab_leaves || composer.line.is_empty() => {
            Key::Free
        }
        ("Tab", None) => match offered.as_slice() {
            [] => Key::Free,
            [only] => Key::Do(LineAction::Complete(only.clone())),
            _ => Key::Do(LineAction::Mark(0)),
        },
        ("Escape", Some(_)) => Key::Do(LineAction::CloseList),
        ("ArrowDown", Some(_)) => Key::Do(step(1)),
        ("ArrowUp", Some(_)) => Key::Do(step(offered.len().max(1) - 1)),
        ("ArrowUp", None) => Key::Do(LineAction::Back),
        ("ArrowDown", None)
            if composer.line.is_empty() && !composer.is_looking_back() && !offered.is_empty() =>
        {
            Key::Do(LineAction::Mark(0))
        }
        ("ArrowDown", None) => Key::Do(LineAction::Forward),
        _ => Key::Free,
    }
}
