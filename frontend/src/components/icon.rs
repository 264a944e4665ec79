//! The icons: one family, drawn with a line of 1.5 in a square of 16. Each stands beside its word, or has one for a name.

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
            <path d={path(icon)} />
        </svg>
    }
}

const fn path(icon: Icon) -> &'static str {
    match icon {
        Icon::Error => {
            "M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3zM5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4"
        }
        Icon::Warning => "M8 1.8 14.8 14H1.2zM8 6.3v3.6M8 11.9v.2",
        Icon::Info => "M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M8 7.3v4M8 4.7v.2",
        Icon::Hint => {
            "M5.8 11.2C4.4 10.3 3.5 8.8 3.5 7a4.5 4.5 0 0 1 9 0c0 1.8-.9 3.3-2.3 4.200zM6 14.2h4"
        }
        Icon::Done => "M2.5 8.500l3.7 3.7 7.3-8",
        Icon::Page => "M3.5 1.500h6l3 3v10h-9zM9.5 1.500v3h3",
        Icon::Machine => "M1.5 2.500h13v8.500h-13zM5.5 14h5M8 11v3",
        Icon::Globe => {
            "M8 1.500a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M1.5 8h13M8 1.500c2 1.8 2.8 4 2.8 6.500S10 12.7 8 14.500C6 12.7 5.2 10.5 5.2 8S6 3.3 8 1.5"
        }
        Icon::Copy => "M5.5 5.500h8v9h-8zM10.5 5.500v-4h-8v9h3",
        Icon::Download => "M8 1.500v8.500M4.5 6.8 8 10.200l3.5-3.400M2 14h12",
        Icon::Close => "M3.5 3.500l9 9M12.5 3.500l-9 9",
        Icon::Again => "M13.5 8A5.5 5.5 0 1 1 11.7 4M12 1.300v3h-3",
        Icon::Down => "M3.5 6l4.5 4.500L12.5 6",
        Icon::Letter => "M1.5 3h13v10h-13zM1.8 3.4 8 8.700l6.2-5.3",
        Icon::Lock => "M3 7h10v7.500H3zM5 7V4.500a3 3 0 0 1 6 0V7",
        Icon::Steps => "M3 3.500h.1M3 8h.1M3 12.500h.1M6.5 3.500h7M6.5 8h7M6.5 12.500h7",
        Icon::Eye => {
            "M1.2 8C3 4.800 5.300 3.500 8 3.500S13 4.800 14.800 8C13 11.200 10.700 12.500 8 12.500S3 11.200 1.200 8zM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4"
        }
        Icon::Key => {
            "M5 7.500a3 3 0 1 1 0 6 3 3 0 0 1 0-6M7.200 8.400l6.300-6.200M10.500 5.200l2.300 2.300M12.300 3.400l1.500 1.500"
        }
        Icon::Help => {
            "M8 1.500a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M6 6.200a2 2 0 1 1 2.8 1.900C8.2 8.4 8 8.7 8 9.300M8 11.500v.2"
        }
    }
}
