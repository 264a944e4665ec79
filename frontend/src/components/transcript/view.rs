//! What is in sight of the transcript, and what stays where it is while rows come and go.

use std::ops::Range;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::prelude::*;

use super::window::Window;

/// A window, and how the reader came to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct View {
    pub(super) window: Window,
    pub(super) held: Held,
    /// The choice that it has followed: the reader may have gone on from there.
    pub(super) chosen: Option<usize>,
}

/// What of the rows stays in its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Held {
    /// Nothing in particular.
    Nothing,
    /// The beginning of the transcript.
    Top,
    /// A row, so far below the upper edge.
    Row(HtmlElement, i32),
}

/// Where the reader wants to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum To {
    /// At the rows before those that are drawn.
    Earlier,
    /// At the rows behind those that are drawn.
    Later,
    /// At the first row.
    First,
    /// At the last row, and what comes.
    Last,
}

impl View {
    /// The last entries, and what comes, whatever is chosen.
    pub(super) const fn last(chosen: Option<usize>) -> Self {
        Self {
            window: Window::LAST,
            held: Held::Nothing,
            chosen,
        }
    }

    /// The numbers of the entries that are drawn of so many. What was just chosen is among them.
    pub(super) fn rows(&self, count: usize, chosen: Option<usize>) -> Range<usize> {
        self.window
            .rows(count, chosen.filter(|_| chosen != self.chosen))
    }

    /// Stays with these rows of so many, for what is chosen in them.
    pub(super) const fn of(rows: &Range<usize>, count: usize, chosen: Option<usize>) -> Self {
        Self {
            window: Window::of(rows, count),
            held: Held::Nothing,
            chosen,
        }
    }

    /// Goes on from these rows of so many.
    pub(super) fn turned(
        to: To,
        rows: &Range<usize>,
        count: usize,
        chosen: Option<usize>,
        scrolled: &NodeRef,
    ) -> Self {
        let (window, held) = match to {
            To::Earlier => (
                Window::earlier(rows, count),
                Held::row(scrolled, ".log > :first-child"),
            ),
            To::Later => (
                Window::later(rows, count),
                Held::row(scrolled, ".log > :last-child"),
            ),
            To::First => (Window::FIRST, Held::Top),
            To::Last => return Self::last(chosen),
        };
        Self {
            window,
            held,
            chosen,
        }
    }

    /// After a drawing: puts what is held where it was.
    pub(super) fn settle(&self, scrolled: &NodeRef) {
        let Some(scrolled) = scrolled.cast::<Element>() else {
            return;
        };
        match &self.held {
            Held::Nothing => {}
            Held::Top => scrolled.set_scroll_top(0),
            Held::Row(row, top) => {
                scrolled.set_scroll_top(row.offset_top() - top);
                give_focus(row);
            }
        }
    }
}

impl Held {
    /// A row that is drawn.
    fn row(scrolled: &NodeRef, selector: &str) -> Self {
        let held = || {
            let scrolled = scrolled.cast::<Element>()?;
            let row = scrolled.query_selector(selector).ok()??;
            let row: HtmlElement = row.dyn_into().ok()?;
            let top = row.offset_top() - scrolled.scroll_top();
            Some(Self::Row(row, top))
        };
        held().unwrap_or(Self::Nothing)
    }
}

/// The button that brought the last rows has gone: who pressed it with a key goes on from the row beside it.
fn give_focus(row: &HtmlElement) {
    let focused = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.active_element());
    let is_free = focused.is_none_or(|focused| focused.tag_name() == "BODY");
    let line = row.query_selector(".entry-line").ok().flatten();
    if let Some(line) = line
        .and_then(|line| line.dyn_into::<HtmlElement>().ok())
        .filter(|_| is_free)
    {
        // Focus fails only on what is not in the document.
        let _ = line.focus();
    }
}

/// Brings the chosen entry into sight, if it is not.
pub(in crate::components) fn show_selected() {
    let row = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector(".entry.is-selected").ok().flatten());
    if let Some(row) = row {
        let nearest = ScrollIntoViewOptions::new();
        nearest.set_block(ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&nearest);
    }
}
