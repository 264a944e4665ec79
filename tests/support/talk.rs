//! What a person does with this page in particular: choosing a server, connecting, speaking, writing a message.

use crate::page::Page;
use crate::texts::{text, text_with};
use crate::wait::{PATIENCE, until};
use crate::webdriver::key;

/// A line at the end of a typed message is sent with the rest: Enter ends it.
const LINE_END: &str = "\n";

impl Page<'_> {
    /// Connects to the server inside the page.
    pub fn connect_to_simulation(&self) {
        self.click("radio", "Simulation");
        self.connect();
    }

    /// Connects to the sandbox of the bridge.
    pub fn connect_to_sandbox(&self) {
        self.click("radio", "Sandbox");
        self.connect();
    }

    /// Fills in host and port and connects.
    pub fn connect_to_own(&self, host: &str, port: u16) {
        self.click("radio", "Your server");
        self.fill("Host", host);
        self.fill("Port", &port.to_string());
        self.connect();
    }

    /// Presses `Connect`. A session that is open ends.
    pub fn connect(&self) {
        self.wait_for("Connect to be ready", Self::is_ready_to_connect);
        self.click("button", "Connect");
    }

    /// Whether `Connect` can be pressed.
    pub fn is_ready_to_connect(&self) -> bool {
        self.has("button", "Connect") && self.is_enabled("button", "Connect")
    }

    /// Connects in one way or another, and waits for the greeting. The transcript begins anew.
    pub fn and_is_greeted(&self, connect: impl FnOnce(&Self)) {
        connect(self);
        self.wait_for("the greeting", |page| {
            page.replies("220") > 0 && page.has("textbox", "Command")
        });
    }

    /// Unfolds the sessions before this one, of which there are `count`.
    pub fn unfold_earlier(&self, count: usize) {
        self.click(
            "button",
            &text_with("page-earlier", &[("count", count.into())]),
        );
    }

    /// Types a message into the editor and ends it with the button.
    pub fn write_message(&self, lines: &[&str]) {
        self.type_message(&lines.join(LINE_END));
        self.wait_for("the typed message", |page| {
            page.holds("Message", &lines.join("\n"))
        });
        self.click("button", "End data");
        self.wait_for("250 to the message", |page| page.follows_content("250"));
    }

    /// Types a message into the editor and ends it as one does by hand: with a line of one dot.
    pub fn write_message_and_dot(&self, lines: &[&str]) {
        self.type_message(&format!("{}{LINE_END}.{LINE_END}", lines.join(LINE_END)));
        self.wait_for("250 to the message", |page| page.follows_content("250"));
    }

    /// Opens the mail in the inbox whose line has these words in it, and gives what is shown of it.
    pub fn read_mail(&self, words: &str) -> String {
        self.click_inside("Inbox", words);
        let mut shown = String::new();
        self.wait_for("the mail on show", |page| {
            shown = page.text_of("dialog", &text("page-mail"));
            !shown.is_empty()
        });
        shown
    }

    /// Closes the mail on show.
    pub fn close_mail(&self) {
        self.press(key::ESCAPE);
        self.wait_for("the mail to close", |page| {
            !page.has("dialog", &text("page-mail"))
        });
    }

    fn type_message(&self, keys: &str) {
        self.wait_for("the message editor", |page| page.has("textbox", "Message"));
        self.type_into("Message", keys);
    }

    /// Whether the last reply in the transcript is this one, and the command line is back.
    fn follows_content(&self, code: &str) -> bool {
        let codes = self.codes();
        codes.last().is_some_and(|last| last == code) && self.has("textbox", "Command")
    }

    /// Presses the button inside a region whose name has these words in it, once it is there.
    fn click_inside(&self, region: &str, words: &str) {
        let pressed = until(PATIENCE, || {
            let region = self.all("region", region).into_iter().next()?;
            let button = self
                .all_inside(&region, "button", words)
                .into_iter()
                .next()?;
            self.try_click(&button).then_some(())
        });
        assert!(pressed.is_some(), "no {words:?} in {region}");
    }
}
