//! The few commands of [WebDriver](https://www.w3.org/TR/webdriver2/) that the tests use.
//!
//! WebDriver is JSON over HTTP. The crates that wrap it bring an HTTP stack and an executor of their own (and one of
//! them a licence this project does not take); these are all the commands there are here.

use serde_json::{Value, json};

use crate::http;

/// The key under which WebDriver hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// An element of the page, as long as it is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

impl Element {
    /// The element in what a script gave back.
    pub fn from_value(value: &Value) -> Option<Self> {
        Some(Self(value.get(ELEMENT)?.as_str()?.to_owned()))
    }

    /// The element as an argument for a script.
    pub fn to_value(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

/// Why a command failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// WebDriver's name for it, such as `stale element reference`.
    pub name: String,
    /// The browser's words.
    pub message: String,
}

/// One browser window under control.
pub struct Session {
    port: u16,
    path: String,
}

impl Session {
    /// Opens a window with the capabilities that are asked for.
    pub fn open(port: u16, capabilities: &Value) -> Result<Self, Failure> {
        let session = Self {
            port,
            path: "/session".to_owned(),
        };
        let value = session.call(
            "POST",
            "",
            &json!({ "capabilities": { "alwaysMatch": capabilities } }),
        )?;
        let id = value["sessionId"].as_str().unwrap_or_default();
        Ok(Self {
            port,
            path: format!("/session/{id}"),
        })
    }

    /// Loads an address and waits for the load event.
    pub fn go(&self, address: &str) -> Result<(), Failure> {
        self.call("POST", "/url", &json!({ "url": address }))
            .map(drop)
    }

    /// Runs the body of a function in the page and gives what it returns.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Result<Value, Failure> {
        self.call(
            "POST",
            "/execute/sync",
            &json!({ "script": script, "args": arguments }),
        )
    }

    /// Turns to the document in a frame, or back to the one around it.
    pub fn turn_to(&self, frame: Option<&Element>) -> Result<(), Failure> {
        match frame {
            Some(frame) => self.call("POST", "/frame", &json!({ "id": frame.to_value() })),
            None => self.call("POST", "/frame/parent", &json!({})),
        }
        .map(drop)
    }

    /// Clicks in the middle of an element, as a mouse would.
    pub fn click(&self, element: &Element) -> Result<(), Failure> {
        self.call("POST", &format!("/element/{}/click", element.0), &json!({}))
            .map(drop)
    }

    /// Focuses an element and types into it, key by key.
    pub fn type_into(&self, element: &Element, keys: &str) -> Result<(), Failure> {
        self.call(
            "POST",
            &format!("/element/{}/value", element.0),
            &json!({ "text": keys }),
        )
        .map(drop)
    }

    /// Presses keys one after another, whatever has the focus. All of `held` are held down meanwhile.
    pub fn press(&self, held: &[char], keys: &str) -> Result<(), Failure> {
        let down = |key: char| json!({ "type": "keyDown", "value": key });
        let up = |key: char| json!({ "type": "keyUp", "value": key });
        let mut actions: Vec<Value> = held.iter().map(|&key| down(key)).collect();
        actions.extend(keys.chars().flat_map(|key| [down(key), up(key)]));
        actions.extend(held.iter().rev().map(|&key| up(key)));
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.call("POST", "/actions", &json!({ "actions": [keyboard] }))
            .map(drop)
    }

    /// The role and the name of what has the focus, as the browser tells assistive technology.
    pub fn focused(&self) -> Result<(String, String), Failure> {
        let active = self.call("GET", "/element/active", &Value::Null)?;
        let id = Element::from_value(&active)
            .map(|element| element.0)
            .unwrap_or_default();
        let computed = |what: &str| {
            let value = self.call(
                "GET",
                &format!("/element/{id}/computed{what}"),
                &Value::Null,
            )?;
            Ok(value.as_str().unwrap_or_default().to_owned())
        };
        Ok((computed("role")?, computed("label")?))
    }

    /// A picture of the window in PNG, in Base64.
    pub fn screenshot(&self) -> Result<String, Failure> {
        let value = self.call("GET", "/screenshot", &Value::Null)?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// What the browser's console has said since the last time it was asked.
    pub fn console(&self) -> Result<Value, Failure> {
        self.call("POST", "/se/log", &json!({ "type": "browser" }))
    }

    /// A command of the Chrome DevTools Protocol.
    pub fn devtools(&self, command: &str, parameters: &Value) -> Result<Value, Failure> {
        self.call(
            "POST",
            "/goog/cdp/execute",
            &json!({ "cmd": command, "params": parameters }),
        )
    }

    /// Closes the window and the browser.
    pub fn close(&self) {
        // The browser may have died already; the group it belongs to is ended in any case.
        let _ = self.call("DELETE", "", &Value::Null);
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> Result<Value, Failure> {
        let body = (!body.is_null()).then(|| body.to_string());
        let response = http::request(
            self.port,
            method,
            &format!("{}{path}", self.path),
            body.as_deref(),
        )
        .map_err(|error| Failure {
            name: "no answer".to_owned(),
            message: error.to_string(),
        })?;
        let answer: Value = serde_json::from_slice(&response.body).unwrap_or_default();
        let value = answer["value"].clone();
        if response.status == 200 {
            return Ok(value);
        }
        let part = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        Err(Failure {
            name: part("error"),
            message: part("message"),
        })
    }
}

/// Keys that are no characters, as WebDriver writes them.
pub mod key {
    /// One field or button on.
    pub const TAB: char = '\u{E004}';
    /// Enter.
    pub const ENTER: char = '\u{E007}';
    /// Shift.
    pub const SHIFT: char = '\u{E008}';
    /// Control.
    pub const CONTROL: char = '\u{E009}';
    /// Alt.
    pub const ALT: char = '\u{E00A}';
    /// Escape.
    pub const ESCAPE: char = '\u{E00C}';
    /// The space bar.
    pub const SPACE: char = ' ';
    /// Arrow to the left.
    pub const LEFT: char = '\u{E012}';
    /// Arrow up.
    pub const UP: char = '\u{E013}';
    /// Arrow to the right.
    pub const RIGHT: char = '\u{E014}';
    /// Arrow down.
    pub const DOWN: char = '\u{E015}';
    /// Removes the character before the cursor.
    pub const BACKSPACE: char = '\u{E003}';
}
