//! The certificate view: how the session is kept from others, and by whose word.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::button::button;
use super::desk::use_desk;
use super::dialog::use_dialog;
use super::icon::{Icon, icon};
use super::kept::use_kept;
use super::paragraph::{hint, plain};
use super::tools;
use crate::measure::duration;
use crate::state::Action;
use crate::tls::report::{Certificate, Report};
use crate::tls::verdict::{Fault, Verdict};
use crate::visible;
use crate::words::{text, text_with};

#[derive(Properties, PartialEq)]
pub(super) struct Props {
    pub(super) report: Option<Rc<Report>>,
    pub(super) shown: bool,
}

/// The certificate view, as its annex gives it to the page.
pub(crate) fn view(report: Option<Rc<Report>>, shown: bool) -> Html {
    html! { <CertificateView {report} {shown} /> }
}

/// The certificate view, in a dialog of its own.
#[component]
pub(super) fn CertificateView(props: &Props) -> Html {
    let desk = use_desk();
    let dialog = use_dialog(props.shown);
    let copied = use_kept(|| None::<usize>);
    let onclose = {
        let (desk, copied) = (desk.clone(), copied.clone());
        move |_: Event| {
            copied.set(None);
            desk.tell(Action::ShowCertificate(false));
        }
    };
    let close = move |_: MouseEvent| desk.tell(Action::ShowCertificate(false));
    let copy = move |number: usize, pem: String| {
        if !tools::has_clipboard() {
            return Html::default();
        }
        let copied = copied.clone();
        let done = *copied == Some(number);
        let onclick = move |_: MouseEvent| {
            let (copied, pem) = (copied.clone(), pem.clone());
            spawn_local(async move {
                if tools::write(&pem).await.is_ok() {
                    copied.set(Some(number));
                }
            });
        };
        html! {
            <button type="button" class="quiet" {onclick}>
                { icon(if done { Icon::Done } else { Icon::Copy }) }
                <span aria-live="polite">{ text(if done { "page-copy.done" } else { "page-copy-pem" }) }</span>
            </button>
        }
    };
    html! {
        <dialog class="mail-view certificate-view" ref={dialog} {onclose} aria-label={text("page-certificate")}>
            if props.shown {
                <div class="mail-head">
                    <h2>{ text("page-certificate") }</h2>
                    { button("quiet", Some(Icon::Close), text("page-close"), close) }
                </div>
                if let Some(report) = &props.report {
                    <div class="mail-parts">
                        { connection(report) }
                        <div>
                            { for report.chain.iter().enumerate().map(|(number, one)| certificate(number, one, copy(number, one.pem.clone()))) }
                        </div>
                    </div>
                } else {
                    <div class="mail-part">{ plain(text("page-certificate.model")) }</div>
                }
            }
        </dialog>
    }
}

fn connection(report: &Report) -> Html {
    let nameless = report.name_sent.is_empty();
    let rows = [
        ("page-tls-version", report.version.clone(), None),
        ("page-tls-suite", report.suite.clone(), None),
        ("page-tls-group", report.group.clone(), None),
        (
            "page-tls-name",
            visible::text(report.name_sent.as_bytes()),
            nameless.then_some("page-tls-name.none"),
        ),
        // The worker offers none.
        ("page-tls-alpn", String::new(), Some("page-tls-alpn.none")),
        ("page-tls-time", duration(report.handshake_ms), None),
    ];
    html! {
        <section class="mail-part" aria-labelledby="certificate-connection">
            <h3 id="certificate-connection">{ text("page-tls-connection") }</h3>
            { standing(report) }
            <dl>{ for rows.into_iter().map(|(label, value, words)| row(label, value, words.map(text))) }</dl>
        </section>
    }
}

/// What is thought of the certificate.
fn standing(report: &Report) -> Html {
    if !report.is_good() {
        return verdicts(&report.verdicts);
    }
    html! {
        <>
            <p class="verdict is-good">
                { icon(Icon::Done) }
                <span>{ text(if report.pinned { "page-certificate-pinned" } else { "page-certificate-good" }) }</span>
            </p>
            if !report.pinned {
                { hint(text("page-certificate-good.limits")) }
            }
        </>
    }
}

/// What is wrong with a certificate, each fault in a sentence with what is risked.
pub(super) fn verdicts(verdicts: &[Verdict]) -> Html {
    html! {
        <ul class="verdicts">
            { for verdicts.iter().map(|verdict| html! {
                <li class="verdict">
                    { icon(Icon::Warning) }
                    <span>
                        <strong>{ sentence(verdict) }</strong>{ " " }
                        { text(&[verdict.fault.text_name(), ".risk"].concat()) }
                    </span>
                </li>
            }) }
        </ul>
    }
}

fn sentence(verdict: &Verdict) -> String {
    if verdict.fault == Fault::WrongName && verdict.detail.is_empty() {
        return text("page-fault-wrong-name.none");
    }
    let detail = visible::text(verdict.detail.as_bytes());
    text_with(verdict.fault.text_name(), &[("detail", detail.into())])
}

fn certificate(number: usize, certificate: &Certificate, copy: Html) -> Html {
    let place = text(if number == 0 {
        "page-certificate-own"
    } else {
        "page-certificate-next"
    });
    html! {
        <section class="mail-part certificate" aria-label={place.clone()}>
            <div class="region-head">
                <h3>{ place }{ ": " }{ visible::text(certificate.title.as_bytes()) }</h3>
                { copy }
            </div>
            <dl class="fields">
                { for certificate.rows.iter().filter(|(_, value)| !value.is_empty()).map(|(label, value)| {
                    let value = visible::text(value.as_bytes());
                    let days = certificate.days_left.filter(|_| label == "page-certificate-until");
                    row(label, value, days.map(days_left))
                }) }
            </dl>
        </section>
    }
}

fn days_left(days: i64) -> String {
    // Of what ended within the last day no whole day has passed.
    let (name, days) = if days < 0 {
        ("page-days-ago", days + 1)
    } else {
        ("page-days-left", days)
    };
    text_with(
        name,
        &[(
            "count",
            usize::try_from(days.unsigned_abs())
                .unwrap_or(usize::MAX)
                .into(),
        )],
    )
}

/// A part with its label, and what we say beside it. A long row of digits breaks between two of them.
fn row(label: &str, value: String, aside: Option<String>) -> Html {
    if value.is_empty() && aside.is_none() {
        return Html::default();
    }
    html! {
        <>
            <dt>{ text(label) }</dt>
            <dd class="wire">
                { for value.split_inclusive(':').map(|part| html! { <>{ part.to_owned() }<wbr /></> }) }
                if let Some(aside) = aside {
                    <span class="aside">{ aside }</span>
                }
            </dd>
        </>
    }
}
