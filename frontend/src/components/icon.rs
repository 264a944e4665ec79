//! The icons: each stands beside its word, or has one for a name. What they look like is in `index.html`.

use ehlo_protocol::diagnostic::Severity;
use yew::prelude::*;

/// What an icon shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Icon {
    /// A cross in an octagon.
    Error,
    /// An exclamation mark in a triangle.
    Warning,
    /// An `i` in a circle.
    Info,
    /// A bulb.
    Hint,
    /// A tick.
    Done,
    /// A page: inside this tab.
    Page,
    /// A house: this machine.
    Machine,
    /// A globe: a server elsewhere.
    Globe,
    /// Two sheets.
    Copy,
    /// Two links of a chain.
    Link,
    /// An arrow down to a line.
    Download,
    /// A cross.
    Close,
    /// An arrow in a circle.
    Again,
    /// A chevron down.
    Down,
    /// A letter.
    Letter,
    /// Steps.
    Steps,
    /// A question mark in a circle.
    Help,
    /// An eye.
    Eye,
    /// A key.
    Key,
    /// A lock: kept from others.
    Lock,
}

/// The icon of a severity: each has a shape of its own.
pub(super) const fn of_severity(severity: Severity) -> Icon {
    match severity {
        Severity::Error => Icon::Error,
        Severity::Warning => Icon::Warning,
        Severity::Info => Icon::Info,
        Severity::Hint => Icon::Hint,
    }
}

/// The icon, hidden from assistive technology: the word beside it says it.
pub(super) fn icon(icon: Icon) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <use href={reference(icon)} />
        </svg>
    }
}

const fn reference(icon: Icon) -> &'static str {
    match icon {
        Icon::Error => "#icon-error",
        Icon::Warning => "#icon-warning",
        Icon::Info => "#icon-info",
        Icon::Hint => "#icon-hint",
        Icon::Done => "#icon-done",
        Icon::Page => "#icon-page",
        Icon::Machine => "#icon-machine",
        Icon::Globe => "#icon-globe",
        Icon::Copy => "#icon-copy",
        Icon::Link => "#icon-link",
        Icon::Download => "#icon-download",
        Icon::Close => "#icon-close",
        Icon::Again => "#icon-again",
        Icon::Down => "#icon-down",
        Icon::Letter => "#icon-letter",
        Icon::Lock => "#icon-lock",
        Icon::Steps => "#icon-steps",
        Icon::Eye => "#icon-eye",
        Icon::Key => "#icon-key",
        Icon::Help => "#icon-help",
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_icon_is_drawn_and_every_drawing_used() {
        let drawn = quoted(include_str!("../../../index.html"), "<symbol id=\"");
        let named = quoted(include_str!("icon.rs"), "=> \"#");
        assert!(drawn.len() > 10, "{drawn:?}");
        assert_eq!(drawn, named);
    }

    /// What stands between `before` and the next quotation mark, each time.
    fn quoted<'text>(text: &'text str, before: &str) -> Vec<&'text str> {
        let behind = text.split(before).skip(1);
        let mut quoted: Vec<&str> = behind.filter_map(|rest| rest.split('"').next()).collect();
        quoted.sort_unstable();
        quoted
    }
}
