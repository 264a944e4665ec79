//! Links with lines in them: a live example in somebody's tutorial, or what one did, for another to do again.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::{text, text_with};
use e2e::webdriver::key;
use serde_json::json;

/// As an author writes it by hand: the lines of a mail, one behind the other.
const LINES: &str = "#say=EHLO+client.example.org%0AMAIL+FROM:<ann@example.org>%0ARCPT+TO:<bob@example.com>%0ADATA\
    %0ASubject:+by+link%0A%0AOne+%2B+one%0A..dot%0A.%0AQUIT";

/// Keeps what is copied where the test can read it.
const CATCH: &str = "window.__copied = ''; navigator.clipboard.writeText = async (text) => { window.__copied = text; };";

/// Sends the line that stands in the command line, and waits for the next one.
fn send_on(page: &Page<'_>, next: &str) {
    page.press(key::ENTER);
    page.wait_for(next, |page| page.holds("Command", next));
}

#[test]
fn the_lines_of_a_link_wait_until_each_is_sent() {
    let host = Host::start();
    let address = format!("{}{LINES}", host.address());
    browse("links-lines", &address, |page| {
        page.tolerate("/limits");
        page.wait_for("the first line", |page| {
            page.holds("Command", "EHLO client.example.org")
        });
        page.shows(&text_with("page-queue", &[("count", 9_u64.into())]));
        page.wait_for("the greeting", |page| page.replies("220") == 1);
        assert_eq!(page.codes(), ["220"], "a link says nothing by itself");

        page.click("textbox", "Command");
        send_on(page, "MAIL FROM:<ann@example.org>");
        send_on(page, "RCPT TO:<bob@example.com>");
        send_on(page, "DATA");
        page.press(key::ENTER);
        // The message goes where messages are written, with its dot as it was before the way.
        page.wait_for("the message", |page| {
            page.holds("Message", "Subject: by link\n\nOne + one\n.dot")
        });
        page.click("button", &text("page-end-data"));
        page.wait_for("the last line", |page| page.holds("Command", "QUIT"));
        page.press(key::ENTER);
        page.wait_for("221", |page| page.replies("221") == 1);
        let shown = page.read_mail("by link");
        assert!(
            shown.contains("One + one") && shown.contains(".dot"),
            "{shown}"
        );
    });
}

#[test]
fn another_link_of_the_same_page_takes_the_place_of_the_first() {
    let host = Host::start();
    let address = format!("{}#say=NOOP+one%0ANOOP+two", host.address());
    browse("links-another", &address, |page| {
        page.tolerate("/limits");
        page.wait_for("the first line", |page| page.holds("Command", "NOOP one"));
        page.go(&format!("{}#say=HELP", host.address()));
        page.wait_for("the other line", |page| page.holds("Command", "HELP"));
        let waits = text_with("page-queue", &[("count", 1_u64.into())]);
        page.wait_for("nothing to wait", |page| !page.text().contains(&waits));
        // What cannot be read is nothing.
        page.go(&format!("{}#say=%C3", host.address()));
        page.exchange("NOOP", "250");
    });
}

#[test]
fn a_link_is_copied_without_the_token_and_without_the_sign_in() {
    let program = Program::start(&[]);
    browse("links-copied", program.address(), |page| {
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.run(CATCH, &[]);
        page.start_tls();
        page.exchange("AUTH PLAIN AGFubgBzZWNyZXQ=", "235");
        page.exchange("MAIL FROM:<ann@example.org> SIZE=100", "250");
        page.click("button", &text("page-link"));
        page.shows(&text("page-link.done"));
        let link = page.run_string("return window.__copied", &[]);
        let (origin, _) = program.address().split_once('#').expect("its token");
        let (page_of_link, lines) = link.split_once("#say=").expect("lines");
        assert_eq!(page_of_link, origin);
        assert!(lines.starts_with("EHLO+"), "{lines}");
        assert!(
            lines.ends_with("%0AMAIL+FROM:%3Cann@example.org%3E+SIZE%3D100"),
            "{lines}"
        );
        for secret in ["AUTH", "AGFubg", "token"] {
            assert!(!link.contains(secret), "{secret} is in {link}");
        }
    });
}

#[test]
fn in_a_frame_the_page_leaves_the_focus_where_it_is() {
    let host = Host::start();
    browse("links-frame", &host.address(), |page| {
        page.tolerate("/limits");
        page.tolerate("favicon.ico");
        // Any document without a policy of its own, which the tutorial takes the place of.
        page.go(&format!("{}tls-worker-start.js", host.address()));
        let tutorial = "document.body.innerHTML = '<input><iframe width=700 height=500></iframe>'; \
            document.querySelector('input').focus(); document.querySelector('iframe').src = arguments[0]";
        let live = format!("{}#say=EHLO+client.example.org", host.address());
        page.run(tutorial, &[json!(live)]);
        page.in_frame(|page| {
            page.wait_for("the greeting", |page| page.replies("220") == 1);
            page.wait_for("the line of the link", |page| {
                page.holds("Command", "EHLO client.example.org")
            });
        });
        let focused = page.run_string("return document.activeElement.tagName", &[]);
        assert_eq!(focused, "INPUT", "the reader is somewhere else");
        page.in_frame(|page| {
            page.click("textbox", "Command");
            page.press(key::ENTER);
            page.wait_for("250", |page| page.replies("250") > 0);
        });
    });
}
