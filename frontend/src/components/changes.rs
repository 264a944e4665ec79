//! What TLS changed in the list of what a server offers.

use ehlo_protocol::extension::{Capabilities, Capability};
use ehlo_protocol::session::Session;
use yew::prelude::*;

use super::paragraph::empty;
use super::tokens::tokens;
use crate::visible;
use crate::words::text;

/// The announcement in clear and that under TLS side by side, as far as they differ. Nothing where one of them is missing.
pub(super) fn changes(session: &Session) -> Html {
    let (Some(before), Some(after)) = (&session.capabilities_before_tls, &session.capabilities)
    else {
        return Html::default();
    };
    let changes = Capabilities::compare(before, after);
    let gone = changes.removed.iter().map(|one| (Some(one), None));
    let other = changes
        .changed
        .iter()
        .map(|(was, is)| (Some(was), Some(is)));
    let new = changes.added.iter().map(|one| (None, Some(one)));
    html! {
        <div class="changes">
            <h3>{ text("page-tls-changes") }</h3>
            if changes.is_empty() {
                { empty(text("page-tls-changes.none")) }
            } else {
                <table>
                    <thead><tr><th>{ text("page-tls-changes.before") }</th><th>{ text("page-tls-changes.after") }</th></tr></thead>
                    <tbody>
                        { for gone.chain(other).chain(new).map(|(was, is)| html! { <tr>{ cell(was) }{ cell(is) }</tr> }) }
                    </tbody>
                </table>
            }
        </div>
    }
}

fn cell(capability: Option<&Capability>) -> Html {
    match capability {
        Some(capability) => {
            html! { <td class="wire">{ tokens(&visible::text(&capability.raw)) }</td> }
        }
        None => html! { <td class="note">{ text("page-tls-changes.absent") }</td> },
    }
}
