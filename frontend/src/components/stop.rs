//! The stop before a certificate with which something is wrong.

use yew::prelude::*;

use super::button::button;
use super::certificate::verdicts;
use super::composer::use_focus_when_free;
use super::desk::use_desk;
use super::icon::Icon;
use super::paragraph::plain;
use crate::state::Action;
use crate::tls::report::Report;
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(crate) struct Props {
    pub(super) host: AttrValue,
    pub(super) report: std::rc::Rc<Report>,
}

/// The stop, as its annex gives it to the page.
pub(crate) fn view(props: Props) -> Html {
    html! { <Stop ..props /> }
}

/// What is wrong, what is risked, and the two ways on. The safe one has the focus.
#[component]
pub(super) fn Stop(props: &Props) -> Html {
    let desk = use_desk();
    let first = use_node_ref();
    use_focus_when_free(first.clone());
    let end = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.driver.decline()
    };
    let show = {
        let desk = desk.clone();
        move |_: MouseEvent| desk.tell(Action::ShowCertificate(true))
    };
    let go_on = move |_: MouseEvent| desk.driver.go_on();
    let host = [("host", props.host.to_string().into())];
    html! {
        <section class="card is-stop is-trouble" aria-label={text("page-certificate")}>
            <div role="alert">
                <p><strong>{ text_with("page-stop-certificate", &host) }</strong></p>
                { verdicts(&props.report.verdicts) }
            </div>
            { plain(text("page-stop-certificate.choice")) }
            <div class="card-buttons">
                <button type="button" class="primary" ref={first} onclick={end}>{ text("page-end-session") }</button>
                { button("plain shows-certificate", Some(Icon::Lock), text("page-certificate"), show) }
                <button type="button" class="plain is-risky" onclick={go_on}>{ text("page-go-on") }</button>
            </div>
        </section>
    }
}
