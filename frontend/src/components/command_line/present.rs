//! The command line as it stands now.

use std::rc::Rc;

use ehlo_protocol::client::check_line;
use ehlo_protocol::complete::{Completion, completions};
use ehlo_protocol::diagnostic::{Diagnostic, Profile};
use ehlo_protocol::session::Session;
use web_sys::HtmlTextAreaElement;

use super::cursor_of;
use crate::state::{Composer, LineAction};

/// The command line as it stands in the field. The page is drawn some time after the event that changed it, and the
/// next key may come in between: what was drawn last is then not yet what was typed.
pub(super) struct Present {
    pub(super) composer: Composer,
    pub(super) offered: Rc<Vec<Completion>>,
    pub(super) diagnostics: Rc<Vec<Diagnostic>>,
}

impl Present {
    pub(super) fn of(
        field: &HtmlTextAreaElement,
        session: &Session,
        drawn: &Composer,
        offered: &Rc<Vec<Completion>>,
        diagnostics: &Rc<Vec<Diagnostic>>,
    ) -> Self {
        let line = field.value();
        let mut composer = drawn.clone();
        if *line == *drawn.line {
            let (offered, diagnostics) = (Rc::clone(offered), Rc::clone(diagnostics));
            return Self {
                composer,
                offered,
                diagnostics,
            };
        }
        let cursor = cursor_of(field);
        let offered = Rc::new(completions(session, &line, cursor));
        let diagnostics = Rc::new(check_line(session, line.as_bytes(), Profile::Strict));
        composer.apply(LineAction::Typed(line, cursor));
        Self {
            composer,
            offered,
            diagnostics,
        }
    }
}
