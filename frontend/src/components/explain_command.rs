//! A command explained: what its verb does, how it is written, what goes wrong with it.

use ehlo_protocol::command::Command;
use ehlo_protocol::transcript::Hidden;
use ehlo_protocol::verb::Verb;
use yew::prelude::*;

use super::finding::reference;
use crate::words::{find, text};

/// A command line explained. Of one that holds only a secret nothing is said but that.
pub(super) fn command(line: &[u8], secret: Option<&Hidden>) -> Html {
    if secret.is_some_and(|secret| secret.place.range().start == 0) {
        return html! { <p>{ text("page-explain-secret") }</p> };
    }
    verb(Command::read(line).verb)
}

/// What a verb does and how it is written.
pub(super) fn verb(verb: Verb) -> Html {
    if verb == Verb::Other {
        return html! { <p>{ text("page-explain-unknown-verb") }</p> };
    }
    let name = ["verb-", &verb.name().to_ascii_lowercase()].concat();
    let said = |variant: &str| {
        find(&[&name, variant].concat(), &[])
            .map(|said| html! { <p>{ said }</p> })
            .unwrap_or_default()
    };
    html! {
        <>
            <p class="lead"><code>{ verb.syntax() }</code></p>
            { said("") }
            { said(".more") }
            { said(".mistakes") }
            <p class="finding-where">{ reference(verb.reference()) }</p>
        </>
    }
}
