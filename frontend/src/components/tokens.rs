//! A text from the wire whose words stay whole.

use yew::prelude::*;

/// The text, broken between its words alone. A browser also breaks a word behind each hyphen, and `SCRAM-SHA-` and `1`
/// look like two mechanisms.
pub(super) fn tokens(text: &str) -> Html {
    text.split_inclusive(' ').map(token).collect()
}

fn token(word: &str) -> Html {
    let (token, space) = match word.strip_suffix(' ') {
        Some(token) => (token, " "),
        None => (word, ""),
    };
    // The hyphen behind the code of a reply begins no word of its own.
    if token.trim_start_matches('-').contains('-') {
        html! { <><span class="token">{ token }</span>{ space }</> }
    } else {
        html! { { word } }
    }
}
