//! A named part of the page with a heading.

use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// What assistive technology calls it.
    pub(super) name: AttrValue,
    /// What stands above it.
    pub(super) title: AttrValue,
    /// Its place in the style sheet.
    pub(super) class: &'static str,
    /// What stands beside the title.
    #[prop_or_default]
    pub(super) beside: Html,
    /// What it holds.
    pub(super) children: Html,
}

/// A named part of the page with a heading.
#[component]
pub(super) fn Region(props: &Props) -> Html {
    html! {
        <section class={classes!("region", props.class)} aria-label={&props.name}>
            <div class="region-head">
                <h2>{ &props.title }</h2>
                { props.beside.clone() }
            </div>
            { props.children.clone() }
        </section>
    }
}
