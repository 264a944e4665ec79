//! What a person does to sign in: TLS first, then the builder beside the command line.

use serde_json::{Value, json};

use crate::page::Page;
use crate::texts::text;

impl Page<'_> {
    /// Introduces itself, starts TLS, and introduces itself again.
    pub fn start_tls(&self) {
        self.exchange("EHLO me.example", "250");
        self.exchange("STARTTLS", "220");
        self.wait_for("TLS", |page| {
            let said = page.transcript();
            said.contains("TLS 1.") || said.contains(&text("page-note-tls.model"))
        });
        self.exchange("EHLO me.example", "250");
    }

    /// Opens the builder and fills it in, with a password or a token.
    pub fn build_sign_in(&self, mechanism: &str, user: &str, secret: &str) {
        if !self.has("region", "Sign in") {
            self.click("button", "Sign in");
        }
        self.choose("Mechanism", mechanism);
        let field = if mechanism.ends_with("AUTH2") || mechanism == "OAUTHBEARER" {
            "Token"
        } else {
            "Password"
        };
        self.fill("User", user);
        self.fill(field, secret);
    }

    /// Chooses a value in a list to choose from.
    pub fn choose(&self, name: &str, value: &str) {
        let list = self.find("combobox", name);
        let script = "arguments[0].value = arguments[1]; \
            arguments[0].dispatchEvent(new Event('change', { bubbles: true })); return arguments[0].value";
        let chosen = self.run(script, &[list.to_value(), json!(value)]);
        assert_eq!(chosen, json!(value), "{name} has no such value");
    }

    /// The options of a list to choose from, as they are shown.
    pub fn options(&self, name: &str) -> Vec<String> {
        let list = self.find("combobox", name);
        let script = "return [...arguments[0].options].map((option) => option.text.trim())";
        let options = self.run(script, &[list.to_value()]);
        let options = options.as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |option: &Value| option.as_str().unwrap_or_default().to_owned();
        options.iter().map(text).collect()
    }

    /// Presses the last button of this name and holds it down, or lets it go.
    pub fn hold(&self, name: &str, down: bool) {
        let button = self.all("button", name).pop();
        let button = button.unwrap_or_else(|| panic!("no button called {name}"));
        let kind = if down { "pointerdown" } else { "pointerup" };
        let script =
            "arguments[0].dispatchEvent(new PointerEvent(arguments[1], { bubbles: true }))";
        self.run(script, &[button.to_value(), json!(kind)]);
    }
}
