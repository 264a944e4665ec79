//! The findings of what is being typed.

use std::rc::Rc;

use ehlo_protocol::client::check_line;
use ehlo_protocol::complete::completions;
use ehlo_protocol::diagnostic::{Diagnostic, Profile};
use ehlo_protocol::session::Session;
use yew::prelude::*;

use crate::annex;
use crate::state::{State, Talk};

/// Longest message that is checked at each keystroke, in octets. Longer ones are checked when they are sent.
const MAX_CHECKED: usize = 256 * 1024;

/// What the rules say of the command line, or of the message in the data phase.
#[hook]
pub(super) fn use_checked(state: &State) -> Rc<Vec<Diagnostic>> {
    let session = Rc::clone(&state.conversation.session);
    let typed = if state.conversation.talk != Talk::Open {
        // A line that was left in the command line, which is not there now.
        Typed::Line("".into(), 0)
    } else if state.is_in_data() {
        Typed::Message(state.message.clone())
    } else {
        Typed::Line(Rc::clone(&state.composer.line), state.composer.cursor)
    };
    use_memo((typed, session), |(typed, session)| match typed {
        Typed::Line(line, cursor) => check_typed_line(session, line, *cursor),
        Typed::Message(message) if message.text.is_empty() || message.text.len() > MAX_CHECKED => {
            Vec::new()
        }
        Typed::Message(message) => annex::message()
            .map(|here| {
                let text = message.text.as_bytes();
                (here.check_draft)(session, text, message.stuffing, Profile::Strict)
            })
            .unwrap_or_default(),
    })
}

#[derive(PartialEq)]
enum Typed {
    Line(Rc<str>, usize),
    Message(crate::state::Message),
}

/// What the rules say of a line. Nothing is said of a verb that is still being typed: `MAI` is no mistake yet.
fn check_typed_line(session: &Session, line: &str, cursor: usize) -> Vec<Diagnostic> {
    let in_verb = cursor == line.len() && !line.contains([' ', '\t']);
    if line.is_empty() || (in_verb && !completions(session, line, cursor).is_empty()) {
        return Vec::new();
    }
    check_line(session, line.as_bytes(), Profile::Strict)
}

#[cfg(test)]
mod tests {
    use ehlo_protocol::client::Client;
    use ehlo_protocol::session::Mode;

    use super::*;

    #[test]
    fn a_verb_that_is_being_typed_is_no_mistake() {
        let mut client = Client::new(Mode::Smtp, Profile::Strict);
        client.connected(0);
        client.receive(b"220 mx.example.com\r\n", 0);
        let findings = |line: &str| check_typed_line(client.session(), line, line.len()).len();
        for line in ["", "M", "MAI", "eh"] {
            assert_eq!(findings(line), 0, "{line}");
        }
        for line in ["MAI ", "FOOBAR"] {
            assert!(findings(line) > 0, "{line}");
        }
    }
}
