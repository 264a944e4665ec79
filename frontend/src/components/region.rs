//! A named part of the page with a heading.

use yew::prelude::*;

/// A named part of the page. Assistive technology calls it `name`, `title` stands above it with `beside` next to it.
pub(super) fn region(
    class: &'static str,
    name: String,
    title: String,
    beside: Html,
    held: Html,
) -> Html {
    html! {
        <section class={classes!("region", class)} aria-label={name}>
            <div class="region-head">
                <h2>{ title }</h2>
                { beside }
            </div>
            { held }
        </section>
    }
}
