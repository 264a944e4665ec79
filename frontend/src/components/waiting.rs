//! For what we wait, and for how long.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::clock;
use crate::measure::duration;

/// How long a wait is not worth a word, in milliseconds.
const QUIET: u64 = 700;

/// How often the time is drawn anew, in milliseconds.
const TICK: u32 = 1_000;

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    /// For what.
    pub(super) what: AttrValue,
    /// Since when, by the page's clock.
    pub(super) since_ms: u64,
}

/// For what we wait, and for how long. A short wait is not mentioned.
#[component]
pub(super) fn Waiting(props: &Props) -> Html {
    let tick = use_force_update();
    use_effect_with(props.since_ms, move |_| {
        let interval = Interval::new(TICK, move || tick.force_update());
        move || drop(interval)
    });
    let waited = clock::now_ms().saturating_sub(props.since_ms);
    if waited < QUIET {
        return Html::default();
    }
    // Whole seconds: a figure that changes faster than it is read says nothing.
    let seconds = duration(waited / 1_000 * 1_000);
    html! {
        <span class="waiting">
            <span class="waiting-sign" aria-hidden="true" />
            { &props.what }{ " " }<span aria-hidden="true">{ seconds }</span>
        </span>
    }
}
