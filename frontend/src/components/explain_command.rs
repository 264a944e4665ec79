//! A command explained: what its verb does, how it is written, what goes wrong with it.

use ehlo_protocol::command::Command;
use ehlo_protocol::transcript::Hidden;
use ehlo_protocol::verb::Verb;
use yew::prelude::*;

use super::finding::reference;
use super::paragraph::plain;
use crate::visible;
use crate::words::{find, text};

/// A command line explained. Of one that holds only a secret nothing is said but that.
pub(super) fn command(line: &[u8], secret: Option<&Hidden>) -> Html {
    if secret.is_some_and(|secret| secret.place.range().start == 0) {
        return plain(text("page-explain-secret"));
    }
    let command = Command::read(line);
    html! {
        <>
            { verb(command.verb) }
            { for parameters(&command).into_iter().map(parameter) }
        </>
    }
}

/// The names of the parameters on a line, in capitals, each once.
fn parameters(command: &Command<'_>) -> Vec<String> {
    let mut names = Vec::new();
    for parameter in command
        .envelope()
        .iter()
        .flat_map(|envelope| &envelope.parameters)
    {
        let name = command.text(parameter.keyword).to_ascii_uppercase();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What a parameter says and what its value may be.
fn parameter(parameter: String) -> Html {
    let name = ["parameter-", &parameter.to_ascii_lowercase()].concat();
    let said = find(&name, &[]).unwrap_or_else(|| text("page-explain-unknown-parameter"));
    html! {
        <>
            <p class="lead"><code>{ visible::text(parameter.as_bytes()) }</code></p>
            { plain(said) }
            { find(&[&name, ".value"].concat(), &[]).map(plain).unwrap_or_default() }
        </>
    }
}

/// What a verb does and how it is written.
pub(super) fn verb(verb: Verb) -> Html {
    if verb == Verb::Other {
        return plain(text("page-explain-unknown-verb"));
    }
    let name = ["verb-", &verb.name().to_ascii_lowercase()].concat();
    let said = |variant: &str| {
        find(&[&name, variant].concat(), &[])
            .map(plain)
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
