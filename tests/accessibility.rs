//! The page for those who do not see it, and for those who use no mouse.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::webdriver::key;
use serde_json::{Value, json};

/// Roles of what one operates, as Chromium names them.
const OPERATED: &[&str] = &[
    "button",
    "textbox",
    "radio",
    "checkbox",
    "link",
    "combobox",
    "listbox",
    "option",
    "tab",
    "menuitem",
    "searchbox",
    "spinbutton",
    "slider",
    "switch",
    "textField",
    "DisclosureTriangle",
];

/// Far more presses of Tab than the page has stops.
const MOST_STOPS: usize = 100;

#[test]
fn everything_one_operates_has_a_name() {
    let host = Host::start();
    browse("accessibility-names", &host.address(), |page| {
        page.tolerate("/limits");
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        for name in [
            "Transcript",
            "Diagnostics",
            "Phase",
            "Capabilities",
            "Inbox",
        ] {
            let found = ["log", "region", "list", "group", "complementary"]
                .iter()
                .any(|role| page.has(role, name));
            assert!(found, "no region or list called {name}");
        }
        for name in ["Simulation", "Sandbox", "Your server"] {
            assert!(page.has("radio", name), "no radio button {name}");
        }
        assert!(
            page.has("group", "Server") || page.has("radiogroup", "Server"),
            "no group Server"
        );
        check(page);
        page.exchange("EHLO me.example", "250");
        page.fill("Command", "MAIL FROM: <ann@example.org>");
        check(page);
        page.fill("Command", "");
        page.exchange("MAIL FROM:<ann@example.org>", "250");
        page.exchange("RCPT TO:<bob@example.net>", "250");
        page.exchange("DATA", "354");
        page.find("textbox", "Message");
        check(page);
        page.write_message(&["Subject: named", "", "hello"]);
        check(page);
        page.resize(390, 844);
        check(page);
    });
}

#[test]
fn a_mail_is_sent_without_a_mouse() {
    let host = Host::start();
    browse("accessibility-keyboard", &host.address(), |page| {
        page.tolerate("/limits");
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.wait_for("the cursor in the command line", |page| {
            page.focused() == ("textbox".into(), "Command".into())
        });
        for (line, code) in [
            ("EHLO me.example", "250"),
            ("MAIL FROM:<ann@example.org>", "250"),
            ("RCPT TO:<bob@example.net>", "250"),
            ("DATA", "354"),
        ] {
            let before = page.replies(code);
            page.type_blind(line);
            page.press(key::ENTER);
            page.wait_for(&format!("{code} to {line}"), |page| {
                page.replies(code) > before
            });
        }
        page.wait_for("the cursor in the message", |page| {
            page.focused() == ("textbox".into(), "Message".into())
        });
        page.type_blind("Subject: no mouse\u{E007}\u{E007}.dot\u{E007}");
        tab_to(page, "button", "End data");
        let before = page.replies("250");
        page.press(key::ENTER);
        page.wait_for("250 to the message", |page| page.replies("250") > before);
        page.wait_for("the cursor back in the command line", |page| {
            page.focused() == ("textbox".into(), "Command".into())
        });
        page.type_blind("QUIT");
        page.press(key::ENTER);
        page.wait_for("221", |page| page.replies("221") > 0);
        page.shows_in("region", "Inbox", "no mouse");
    });
}

/// Presses Tab until the focus is where it should be.
fn tab_to(page: &Page<'_>, role: &str, name: &str) {
    let mut passed = Vec::new();
    for _ in 0..MOST_STOPS {
        page.press(key::TAB);
        let stop = page.focused();
        if stop == (role.to_owned(), name.to_owned()) {
            return;
        }
        passed.push(stop);
    }
    panic!("Tab never reaches the {role} {name:?}, only {passed:?}");
}

/// Looks through the tree that Chromium gives to assistive technology.
fn check(page: &Page<'_>) {
    page.devtools("Accessibility.enable", &json!({}));
    let tree = page.devtools("Accessibility.getFullAXTree", &json!({}));
    let nodes = tree["nodes"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let role = |node: &Value| {
        node["role"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    let operated: Vec<_> = nodes
        .iter()
        .filter(|node| node["ignored"] != true && OPERATED.contains(&role(node).as_str()))
        .collect();
    assert!(operated.len() > 4, "the tree of the page is nearly empty");
    let nameless: Vec<_> = operated
        .iter()
        .filter(|node| {
            node["name"]["value"]
                .as_str()
                .unwrap_or_default()
                .trim()
                .is_empty()
        })
        .map(|node| {
            let which = json!({ "backendNodeId": node["backendDOMNodeId"] });
            page.devtools("DOM.getOuterHTML", &which)["outerHTML"].to_string()
        })
        .collect();
    assert!(
        nameless.is_empty(),
        "without a name:\n{}",
        nameless.join("\n")
    );
}
