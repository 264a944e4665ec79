//! The page in a browser: mounted, typed into, read. What needs no browser is tested beside its code.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::expect_used,
    reason = "a test stops where something is missing"
)]

use ehlo_frontend::{App, annex, use_texts};
use ehlo_texts::{Language, Texts};
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    Document, Element, HtmlElement, HtmlFormElement, HtmlTextAreaElement, InputEvent,
    KeyboardEvent, KeyboardEventInit,
};
use yew::AppHandle;

wasm_bindgen_test_configure!(run_in_browser);

/// Turns of the browser's event loop that anything here may take; each answer of the simulation takes one or two.
const MOST_TURNS: usize = 500;

/// The page in a place of its own, which goes with it.
struct Mounted {
    app: Option<AppHandle<App>>,
    place: Element,
}

impl Mounted {
    /// Mounts the page and waits for the simulation's greeting.
    async fn greeted() -> Self {
        let place = document().create_element("div").expect("an element");
        document()
            .body()
            .expect("a body")
            .append_child(&place)
            .expect("a place");
        use_texts(Texts::new(Language::English));
        for bring in [
            annex::bring_bridge,
            annex::bring_message,
            annex::bring_sign_in,
            annex::bring_tls,
        ] {
            bring();
        }
        let app = yew::Renderer::<App>::with_root(place.clone()).render();
        let page = Self {
            app: Some(app),
            place,
        };
        page.until("the greeting", |page| page.transcript().contains("220"))
            .await;
        page
    }

    async fn until(&self, what: &str, done: impl Fn(&Self) -> bool) {
        for _ in 0..MOST_TURNS {
            if done(self) {
                return;
            }
            TimeoutFuture::new(0).await;
        }
        panic!(
            "never came: {what}; the page says: {}",
            self.place.text_content().unwrap_or_default()
        );
    }

    fn find(&self, selector: &str) -> Option<Element> {
        self.place.query_selector(selector).expect("a selector")
    }

    fn text_of(&self, selector: &str) -> String {
        self.find(selector)
            .and_then(|element| element.text_content())
            .unwrap_or_default()
    }

    fn transcript(&self) -> String {
        self.text_of("[role=log]")
    }

    fn field(&self, name: &str) -> Option<HtmlTextAreaElement> {
        self.find(&format!("textarea[aria-label={name}]"))?
            .dyn_into()
            .ok()
    }

    fn value(&self, name: &str) -> String {
        self.field(name)
            .map(|field| field.value())
            .unwrap_or_default()
    }

    /// Puts text into a field as typing does.
    async fn type_into(&self, name: &str, text: &str) {
        self.until(name, |page| page.field(name).is_some()).await;
        let field = self.field(name).expect("the field");
        field.set_value(text);
        let end = u32::try_from(text.encode_utf16().count()).expect("a short text");
        field.set_selection_range(end, end).expect("a cursor");
        field.dispatch_event(&bubbling("input")).expect("an event");
        TimeoutFuture::new(0).await;
    }

    /// Presses the button that the form of a field ends with.
    fn submit(&self, name: &str) {
        let form = self
            .field(name)
            .and_then(|field| field.closest("form").ok().flatten())
            .expect("a form");
        form.unchecked_into::<HtmlFormElement>()
            .request_submit()
            .expect("a form that can be sent");
    }

    /// Says a line and waits for a reply code beyond those that are there.
    async fn say(&self, line: &str, code: &str) {
        let count = |page: &Self| page.transcript().matches(code).count();
        let before = count(self);
        self.type_into("Command", line).await;
        self.submit("Command");
        self.until(&format!("{code} to {line}"), |page| count(page) > before)
            .await;
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
        self.place.remove();
    }
}

fn document() -> Document {
    web_sys::window()
        .and_then(|window| window.document())
        .expect("a document")
}

fn bubbling(kind: &str) -> InputEvent {
    let init = web_sys::InputEventInit::new();
    init.set_bubbles(true);
    InputEvent::new_with_event_init_dict(kind, &init).expect("an event")
}

#[wasm_bindgen_test]
async fn it_opens_greeted_with_the_cursor_in_the_command_line() {
    let page = Mounted::greeted().await;
    page.until("the cursor", |_| {
        document()
            .active_element()
            .and_then(|element| element.get_attribute("aria-label"))
            .as_deref()
            == Some("Command")
    })
    .await;
    assert_eq!(page.text_of(".phase.is-here .phase-name"), "Greeted");
}

#[wasm_bindgen_test]
async fn a_finding_stands_under_its_character_and_a_key_fixes_it() {
    let page = Mounted::greeted().await;
    page.say("EHLO me.example", "250").await;
    page.type_into("Command", "MAIL FROM: <ann@example.org>")
        .await;
    page.until("the finding", |page| {
        page.find(".command .underlay .is-error").is_some()
    })
    .await;
    assert_eq!(page.text_of(".command .underlay .is-error"), " ");
    assert!(
        page.text_of("[aria-label=Diagnostics]")
            .contains("space-around-colon")
    );
    let init = KeyboardEventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    init.set_key("Enter");
    init.set_alt_key(true);
    let press =
        KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
    page.field("Command")
        .expect("the field")
        .dispatch_event(&press)
        .expect("a press");
    page.until("the fixed line", |page| {
        page.value("Command") == "MAIL FROM:<ann@example.org>"
    })
    .await;
    page.until("no finding", |page| {
        page.find(".command .underlay .is-error").is_none()
    })
    .await;
}

#[wasm_bindgen_test]
async fn a_mail_reaches_the_inbox_of_the_simulation() {
    let page = Mounted::greeted().await;
    page.say("EHLO me.example", "250").await;
    page.say("MAIL FROM:<ann@example.org>", "250").await;
    page.say("RCPT TO:<bob@example.net>", "250").await;
    page.say("DATA", "354").await;
    page.type_into("Message", "Subject: by hand\n\n.dot\n")
        .await;
    page.submit("Message");
    page.until("the mail", |page| {
        page.text_of("[aria-label=Inbox]").contains("by hand")
    })
    .await;
    page.find(".mail")
        .expect("the mail")
        .unchecked_into::<HtmlElement>()
        .click();
    page.until("the mail on show", |page| {
        page.text_of("dialog[open]").contains("bob@example.net")
    })
    .await;
    let shown = page.text_of("dialog[open]");
    assert!(
        shown.contains("\n.dot") || shown.contains(".dot\n"),
        "{shown}"
    );
    assert!(!shown.contains("..dot"), "{shown}");
}

#[wasm_bindgen_test]
async fn markup_and_marks_of_direction_are_text() {
    let page = Mounted::greeted().await;
    page.say("<img src=x onerror=alert(1)> \u{202e}", "500")
        .await;
    assert!(
        page.transcript()
            .contains("<img src=x onerror=alert(1)> U+202E"),
        "{}",
        page.transcript()
    );
    assert!(page.find("img").is_none());
}
