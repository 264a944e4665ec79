//! What a person does with the page, and sees.
//!
//! Things are found as assistive technology finds them, by role and name, never by class or place. Whatever a person
//! would wait for is waited for.

use std::cell::RefCell;

use serde_json::{Value, json};

use crate::console::Line;
use crate::screenshot;
use crate::wait::{PATIENCE, until};
use crate::webdriver::{Element, Failure, Session, key};

/// Finds elements by role and name.
const NAMES: &str = include_str!("names.js");

/// Runs before the page's own scripts: keeps every violation of the policy, also those the console would not show.
const WATCH: &str = "window.__violations = []; addEventListener('securitypolicyviolation', \
    (event) => window.__violations.push(`${event.effectiveDirective} ${event.blockedURI}`));";

/// The page in a browser.
pub struct Page<'browser> {
    session: &'browser Session,
    name: String,
    console: RefCell<Vec<Line>>,
    tolerated: RefCell<Vec<String>>,
}

impl<'browser> Page<'browser> {
    /// Opens an address.
    pub fn open(session: &'browser Session, name: &str, address: &str) -> Self {
        let page = Self {
            session,
            name: name.to_owned(),
            console: RefCell::default(),
            tolerated: RefCell::default(),
        };
        page.demand(session.devtools(
            "Page.addScriptToEvaluateOnNewDocument",
            &json!({ "source": WATCH }),
        ));
        page.go(address);
        page
    }

    /// Loads another address.
    pub fn go(&self, address: &str) {
        self.demand(self.session.go(address));
    }

    /// Does something in the document of the first frame.
    pub fn in_frame(&self, work: impl FnOnce(&Self)) {
        let frame = self.run("return document.querySelector('iframe')", &[]);
        let frame = Element::from_value(&frame).expect("a frame");
        self.demand(self.session.turn_to(Some(&frame)));
        work(self);
        self.demand(self.session.turn_to(None));
    }

    /// The first element with the role and name, once it is there.
    pub fn find(&self, role: &str, name: &str) -> Element {
        let found = until(PATIENCE, || self.all(role, name).into_iter().next());
        found.unwrap_or_else(|| panic!("no {role} called {name:?}"))
    }

    /// Every element with the role and exactly this name.
    pub fn all(&self, role: &str, name: &str) -> Vec<Element> {
        self.query(role, name, "is", None)
    }

    /// Every element inside another with the role and a name that has these words in it.
    pub fn all_inside(&self, outer: &Element, role: &str, words: &str) -> Vec<Element> {
        self.query(role, words, "contains", Some(outer))
    }

    /// Whether there is an element with the role and name now.
    pub fn has(&self, role: &str, name: &str) -> bool {
        !self.all(role, name).is_empty()
    }

    /// Waits until a probe is true.
    pub fn wait_for(&self, what: &str, mut probe: impl FnMut(&Self) -> bool) {
        assert!(
            until(PATIENCE, || probe(self).then_some(())).is_some(),
            "never came: {what}"
        );
    }

    /// Clicks the element with the role and name, once it can be clicked.
    pub fn click(&self, role: &str, name: &str) {
        let mut last = None;
        let done = until(PATIENCE, || {
            let element = self.all(role, name).into_iter().next()?;
            match self.session.click(&element) {
                Ok(()) => Some(()),
                // A radio button may be drawn by its label, which then takes the click, as it does from a mouse.
                Err(failure) if role == "radio" => {
                    last = Some(failure);
                    let label = self.run(
                        "return arguments[0].labels[0] ?? null",
                        &[element.to_value()],
                    );
                    self.session.click(&Element::from_value(&label)?).ok()
                }
                Err(failure) => {
                    last = Some(failure);
                    None
                }
            }
        });
        assert!(done.is_some(), "cannot click the {role} {name:?}: {last:?}");
    }

    /// Clicks an element, if that is possible at the moment.
    pub fn try_click(&self, element: &Element) -> bool {
        self.session.click(element).is_ok()
    }

    /// Types into the text box of this name, key by key, behind what is there.
    pub fn type_into(&self, name: &str, keys: &str) {
        self.change(name, |element| self.session.type_into(element, keys));
    }

    /// Empties the text box of this name and types into it.
    pub fn fill(&self, name: &str, keys: &str) {
        self.change(name, |element| {
            self.session.click(element)?;
            self.session.press(&[key::CONTROL], "a")?;
            self.session.press(&[], &key::BACKSPACE.to_string())?;
            self.session.type_into(element, keys)
        });
        self.wait_for(&format!("{keys:?} in {name}"), |page| {
            page.holds(name, keys)
        });
    }

    /// Types a line into the command line and sends it with Enter.
    pub fn say(&self, line: &str) {
        self.fill("Command", line);
        self.press(key::ENTER);
        self.wait_for(&format!("{line:?} to be sent"), |page| {
            !page.holds("Command", line)
        });
    }

    /// Types a line, sends it, and waits for a reply with this code beyond those that are there.
    pub fn exchange(&self, line: &str, code: &str) {
        let before = self.replies(code);
        self.say(line);
        self.wait_for(&format!("reply {code} to {line:?}"), |page| {
            page.replies(code) > before
        });
    }

    /// Presses one key, whatever has the focus.
    pub fn press(&self, key: char) {
        self.demand(self.session.press(&[], &key.to_string()));
    }

    /// Presses one key while others are held down.
    pub fn press_with(&self, held: &[char], key: char) {
        self.demand(self.session.press(held, &key.to_string()));
    }

    /// Types with whatever has the focus.
    pub fn type_blind(&self, keys: &str) {
        self.demand(self.session.press(&[], keys));
    }

    /// Pastes into whatever has the focus, as the browser does it.
    pub fn paste(&self, pasted: &str) {
        let script = "const data = new DataTransfer(); data.setData('text/plain', arguments[0]); \
            const field = document.activeElement; \
            const paste = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }); \
            if (field.dispatchEvent(paste)) document.execCommand('insertText', false, arguments[0]);";
        self.run(script, &[json!(pasted)]);
    }

    /// The role and the name of what has the focus, as the browser tells assistive technology. It is asked again if that
    /// was drawn anew between the questions.
    pub fn focused(&self) -> (String, String) {
        let mut last = None;
        let focused = until(PATIENCE, || {
            let focused = self.session.focused();
            focused.map_err(|failure| last = Some(failure)).ok()
        });
        focused.unwrap_or_else(|| panic!("cannot tell what has the focus: {last:?}"))
    }

    /// What the text box of this name holds, or nothing where there is no such box now.
    pub fn value(&self, name: &str) -> Option<String> {
        let element = self.all("textbox", name).into_iter().next()?;
        let script = "return arguments[0].value ?? arguments[0].textContent";
        Some(self.run_string(script, &[element.to_value()]))
    }

    /// Whether the text box of this name is there and holds exactly this.
    pub fn holds(&self, name: &str, text: &str) -> bool {
        self.value(name).as_deref() == Some(text)
    }

    /// The visible text of an element, with white space made even.
    pub fn text_of(&self, role: &str, name: &str) -> String {
        let element = self.find(role, name);
        even(&self.run_string("return arguments[0].innerText", &[element.to_value()]))
    }

    /// The visible text of the whole page, with white space made even.
    pub fn text(&self) -> String {
        even(&self.run_string("return document.body.innerText", &[]))
    }

    /// Waits until the page shows a sentence.
    pub fn shows(&self, sentence: &str) {
        let sentence = even(sentence);
        self.wait_for(&format!("the sentence {sentence:?}"), |page| {
            page.text().contains(&sentence)
        });
    }

    /// Waits until a part of the page shows a sentence.
    pub fn shows_in(&self, role: &str, name: &str, sentence: &str) {
        let sentence = even(sentence);
        self.wait_for(&format!("{sentence:?} in {name}"), |page| {
            page.text_of(role, name).contains(&sentence)
        });
    }

    /// The visible text of the transcript.
    pub fn transcript(&self) -> String {
        self.text_of("log", "Transcript")
    }

    /// The codes of all reply lines in the transcript. Words would not do: a time of `235 ms` is no reply.
    pub fn codes(&self) -> Vec<String> {
        let script = "return [...document.querySelectorAll('[role=log] .code')].map(code => code.textContent)";
        let codes = self.run(script, &[]);
        let codes = codes.as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |code: &Value| code.as_str().unwrap_or_default().to_owned();
        codes.iter().map(text).collect()
    }

    /// How many reply lines in the transcript have this code.
    pub fn replies(&self, code: &str) -> usize {
        self.codes().iter().filter(|found| *found == code).count()
    }

    /// Whether a radio button, check box or option is chosen.
    pub fn is_chosen(&self, role: &str, name: &str) -> bool {
        let element = self.find(role, name);
        let script =
            "return arguments[0].checked ?? arguments[0].getAttribute('aria-checked') === 'true'";
        self.run(script, &[element.to_value()]) == true
    }

    /// Whether a control can be used.
    pub fn is_enabled(&self, role: &str, name: &str) -> bool {
        let element = self.find(role, name);
        let script = "return !(arguments[0].disabled || arguments[0].getAttribute('aria-disabled') === 'true')";
        self.run(script, &[element.to_value()]) == true
    }

    /// Runs the body of a function in the page.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.demand(self.session.run(script, arguments))
    }

    /// Runs the body of a function that returns text; empty when it returns nothing.
    pub fn run_string(&self, script: &str, arguments: &[Value]) -> String {
        match self.session.run(script, arguments) {
            Ok(value) => value.as_str().unwrap_or_default().to_owned(),
            // Drawn anew between finding and asking; whoever waits asks again.
            Err(failure) if failure.name == "stale element reference" => String::new(),
            Err(failure) => panic!("{}: {}", failure.name, failure.message),
        }
    }

    /// A command of the Chrome DevTools Protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Value {
        self.demand(self.session.devtools(command, parameters))
    }

    /// From now on nothing whose address fits one of these patterns comes over the network.
    pub fn block(&self, patterns: &[&str]) {
        self.devtools("Network.enable", &json!({}));
        self.devtools("Network.setBlockedURLs", &json!({ "urls": patterns }));
    }

    /// Takes a picture into `target/screenshots`.
    pub fn photograph(&self, name: &str) {
        screenshot::write(name, &self.demand(self.session.screenshot()));
    }

    /// Declares that errors with these words belong to the journey.
    pub fn tolerate(&self, words: &str) {
        self.tolerated.borrow_mut().push(words.to_owned());
    }

    /// Panics if the console holds an error, or the policy was violated.
    pub fn check_console(&self) {
        let tolerated = self.tolerated.borrow();
        let faults: Vec<_> = self
            .read_console()
            .into_iter()
            .filter(|line| {
                line.is_fault() && !tolerated.iter().any(|words| line.message.contains(words))
            })
            .map(|line| line.to_string())
            .collect();
        assert!(
            faults.is_empty(),
            "the console complains:\n{}",
            faults.join("\n")
        );
        let violations = self.run("return window.__violations", &[]);
        assert_eq!(
            violations,
            json!([]),
            "the Content-Security-Policy was violated"
        );
    }

    /// Says all there is to know about a page on which a journey failed, with a picture of this name.
    pub fn report(&self, picture_name: &str) {
        match self.session.screenshot() {
            Ok(picture) => {
                let path = screenshot::write(picture_name, &picture);
                eprintln!("--- picture: {}", path.display());
            }
            Err(failure) => eprintln!("--- no picture: {}", failure.message),
        }
        match self.session.run("return document.body.innerText", &[]) {
            Ok(text) => eprintln!(
                "--- text of the page\n{}",
                text.as_str().unwrap_or_default()
            ),
            Err(failure) => eprintln!("--- no text: {}", failure.message),
        }
        eprintln!("--- console");
        for line in self.read_console() {
            eprintln!("{line}");
        }
    }

    /// Everything the console has said so far, as one text.
    pub fn console_text(&self) -> String {
        let lines = self.read_console();
        lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// How many replies the transcript has.
    pub fn replies_at_all(&self) -> usize {
        let script = "return document.querySelectorAll('[role=log] .entry.server').length";
        let count = self.run(script, &[]).as_u64().unwrap_or_default();
        usize::try_from(count).unwrap_or(usize::MAX)
    }

    /// Everything the console has said so far.
    fn read_console(&self) -> Vec<Line> {
        if let Ok(more) = self.session.console() {
            self.console.borrow_mut().extend(Line::read_all(&more));
        }
        self.console.borrow().clone()
    }

    fn query(&self, role: &str, name: &str, fit: &str, outer: Option<&Element>) -> Vec<Element> {
        let outer = outer.map_or(Value::Null, Element::to_value);
        let found = self.run(NAMES, &[json!(role), json!(name), json!(fit), outer]);
        let found = found.as_array().map(Vec::as_slice).unwrap_or_default();
        found.iter().filter_map(Element::from_value).collect()
    }

    /// Does something to the text box of this name, again if it was drawn anew meanwhile.
    fn change(&self, name: &str, act: impl Fn(&Element) -> Result<(), Failure>) {
        let mut last = None;
        let done = until(PATIENCE, || {
            let element = self.all("textbox", name).into_iter().next()?;
            act(&element).map_err(|failure| last = Some(failure)).ok()
        });
        assert!(done.is_some(), "cannot type into {name:?}: {last:?}");
    }

    fn demand<T>(&self, result: Result<T, Failure>) -> T {
        result.unwrap_or_else(|failure| {
            panic!("{} in {}: {}", failure.name, self.name, failure.message)
        })
    }
}

/// The text with every run of white space as one space.
fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
