//! What is typed and not sent outlives what takes its place.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::texts::{text, text_with};
use e2e::webdriver::key;

/// A mail as somebody pastes it.
const PASTED: &str = "EHLO client.example.org\nMAIL FROM:<ann@example.org>\nRCPT TO:<bob@example.com>\nDATA\n\
    Subject: pasted\n\nbody\n.\nQUIT\n";

const ENVELOPE: [&str; 4] = [
    "EHLO client.example.org",
    "MAIL FROM:<ann@example.org>",
    "RCPT TO:<bob@example.com>",
    "DATA",
];

const DRAFT: &str = "Subject: by hand\n\nhalf a thought";

/// A button or sentence about so many drafts.
fn of(name: &str, drafts: u64) -> String {
    text_with(name, &[("count", drafts.into())])
}

/// The message editor, with the draft typed into it, in a session that ends then.
fn leave_a_draft(page: &Page<'_>) {
    page.tolerate("/limits");
    page.wait_for("the greeting", |page| page.replies("220") > 0);
    for line in ENVELOPE {
        page.say(line);
    }
    page.type_into("Message", DRAFT);
    page.wait_for("the draft", |page| page.holds("Message", DRAFT));
    page.click("button", &text("page-disconnect"));
    page.click("button", &text("page-connect-again"));
    page.wait_for("the greeting", |page| page.has("textbox", "Command"));
}

#[test]
fn a_draft_comes_back_after_a_message_that_was_pasted_over_it() {
    let host = Host::start();
    browse("drafts-message", &host.address(), |page| {
        leave_a_draft(page);
        page.click("textbox", "Command");
        page.paste(PASTED);
        for line in ENVELOPE {
            page.wait_for(line, |page| page.holds("Command", line));
            page.press(key::ENTER);
        }
        let pasted = "Subject: pasted\n\nbody";
        page.wait_for("the message", |page| page.holds("Message", pasted));
        page.shows(&of("page-draft-kept", 1));
        page.click("button", &of("page-draft-kept.back", 1));
        page.wait_for("the draft", |page| page.holds("Message", DRAFT));
        // What was pasted is kept in its turn.
        page.click("button", &of("page-draft-kept.back", 1));
        page.wait_for("the message", |page| page.holds("Message", pasted));
        page.click("button", &text("page-end-data"));
        page.wait_for("the last line", |page| page.holds("Command", "QUIT"));
        page.read_mail("pasted");
    });
}

#[test]
fn a_draft_that_came_back_can_be_sent_and_is_kept_no_more() {
    let host = Host::start();
    browse("drafts-sent", &host.address(), |page| {
        leave_a_draft(page);
        for line in ENVELOPE {
            page.say(line);
        }
        page.wait_for("an empty editor", |page| page.holds("Message", ""));
        page.click("button", &of("page-draft-kept.back", 1));
        page.wait_for("the draft", |page| page.holds("Message", DRAFT));
        assert_eq!(page.focused(), ("textbox".to_owned(), "Message".to_owned()));
        assert!(!page.has("button", &of("page-draft-kept.back", 1)));
        page.click("button", &text("page-end-data"));
        page.read_mail("by hand");
    });
}

#[test]
fn pasted_lines_and_a_half_typed_one_come_back_after_a_link() {
    let host = Host::start();
    browse("drafts-link", &host.address(), |page| {
        page.tolerate("/limits");
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.click("textbox", "Command");
        page.paste("NOOP one\nNOOP two\nNOOP three\n");
        page.wait_for("the first", |page| page.holds("Command", "NOOP one"));
        page.press(key::ENTER);
        page.wait_for("the second", |page| page.holds("Command", "NOOP two"));
        page.type_into("Command", " and a half");
        page.go(&format!("{}#say=HELP", host.address()));
        page.wait_for("the link", |page| page.holds("Command", "HELP"));
        page.shows(&of("page-queue-kept", 1));
        page.press(key::UP);
        page.wait_for("what was typed", |page| {
            page.holds("Command", "NOOP two and a half")
        });
        page.press(key::DOWN);
        page.wait_for("the link", |page| page.holds("Command", "HELP"));
        page.click("button", &text("page-queue-kept.back"));
        page.wait_for("what waited", |page| page.holds("Command", "NOOP three"));
    });
}
