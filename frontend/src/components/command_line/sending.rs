//! What is sent of the command line, and what is asked before.

use ehlo_protocol::client::check_line;
use ehlo_protocol::diagnostic::{Diagnostic, Profile, Severity};
use ehlo_protocol::rules::auth::credentials_in_clear;
use ehlo_protocol::session::Session;
use web_sys::HtmlTextAreaElement;

use crate::components::desk::Desk;
use crate::state::{Composer, LineAction};

/// Sends the line; of one with errors Enter asks first, the button has said what it does. A password that would go out in
/// clear is asked about in any case.
pub(super) fn send(
    desk: &Desk,
    session: &Session,
    composer: &Composer,
    field: &HtmlTextAreaElement,
    by_enter: bool,
) {
    if composer.line.is_empty() {
        return;
    }
    let asks_first = || {
        let found = check_line(session, composer.line.as_bytes(), Profile::Strict);
        let wrong = found.iter().any(|found| found.severity == Severity::Error);
        by_enter && wrong || shows_secret(&found)
    };
    if !composer.asks && asks_first() {
        desk.line(LineAction::Ask);
        return;
    }
    // At once, so that a second Enter before the page is drawn anew does not send it twice.
    field.set_value("");
    let secret = desk.driver.send_line(&composer.line);
    desk.line(LineAction::Sent { secret });
}

/// Whether a line would show a password or token to whoever is on the way.
pub(in crate::components) fn shows_secret(found: &[Diagnostic]) -> bool {
    found
        .iter()
        .any(|found| found.rule == credentials_in_clear::RULE.name)
}
