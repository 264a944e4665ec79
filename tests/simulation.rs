//! The server inside the page, without any bridge; and the command line, which is the same for every server.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::{text, text_with};
use e2e::webdriver::key;

/// A mail, typed; the inbox shows it.
fn sends_a_mail(page: &Page<'_>) {
    page.exchange("EHLO me.example", "250");
    page.exchange("MAIL FROM:<ann@example.org>", "250");
    page.exchange("RCPT TO:<bob@example.net>", "250");
    page.exchange("RCPT TO:<eve@example.net>", "250");
    page.exchange("DATA", "354");
    page.write_message(&["Subject: simulated", "", ".dot", "bye"]);
    page.exchange("QUIT", "221");
    let shown = page.read_mail("simulated");
    for part in [
        "ann@example.org",
        "bob@example.net",
        "eve@example.net",
        ".dot",
        "bye",
    ] {
        assert!(shown.contains(part), "{part} is not in: {shown}");
    }
    page.close_mail();
}

#[test]
fn it_works_from_a_static_host_and_says_what_a_bridge_would_add() {
    let host = Host::start();
    browse("simulation-static", &host.address(), |page| {
        // The page looks for a bridge, and a static host has none.
        page.tolerate("/limits");
        page.click("radio", "Sandbox");
        for name in [
            "page-bridge-missing",
            "page-bridge-missing.adds",
            "page-bridge-missing.start",
        ] {
            page.shows(&text(name));
        }
        page.click("radio", "Simulation");
        sends_a_mail(page);
        page.and_is_greeted(Page::connect_to_simulation);
        sends_a_mail(page);
    });
}

#[test]
fn it_works_on_when_the_bridge_stops() {
    let mut program = Program::start(&[]);
    let address = program.address().to_owned();
    browse("simulation-bridge-stopped", &address, |page| {
        page.tolerate("net::ERR_");
        page.wait_for("the simulation's greeting", |page| page.replies("220") > 0);
        page.waits_for_annexes();
        assert!(program.terminate().success(), "the bridge stops in order");
        sends_a_mail(page);
    });
}

#[test]
fn a_finding_stands_under_the_character_and_a_key_fixes_it() {
    let host = Host::start();
    browse("simulation-finding", &host.address(), |page| {
        page.tolerate("/limits");
        page.exchange("EHLO me.example", "250");
        page.fill("Command", "MAIL FROM: <ann@example.org>");
        page.shows(&text("rule-space-around-colon"));
        assert_eq!(
            page.underlined("Command"),
            [" "],
            "the space is what is wrong"
        );
        page.press_with(&[key::ALT], key::ENTER);
        page.wait_for("the fixed line", |page| {
            page.holds("Command", "MAIL FROM:<ann@example.org>")
        });
        page.wait_for("the finding to go", |page| {
            !page.text().contains(&text("rule-space-around-colon"))
        });
        page.press(key::ENTER);
        page.wait_for("250", |page| page.replies("250") > 1);
    });
}

#[test]
fn a_wrong_line_can_be_sent_anyway_and_shows_prediction_beside_reply() {
    let host = Host::start();
    browse("simulation-anyway", &host.address(), |page| {
        page.tolerate("/limits");
        page.exchange("EHLO me.example", "250");
        page.fill("Command", "RCPT TO:<bob@example.net>");
        page.press(key::ENTER);
        page.click("button", &text("page-send-anyway"));
        page.wait_for("503", |page| page.replies("503") == 1);
        let predicted = format!("{} 503", text("page-predicted"));
        page.shows_in("log", "Transcript", &predicted);
        page.shows_in("log", "Transcript", &text("page-predicted.same"));
    });
}

#[test]
fn tab_completes_and_arrow_up_brings_back() {
    let host = Host::start();
    browse("simulation-completion", &host.address(), |page| {
        page.tolerate("/limits");
        page.exchange("EHLO me.example", "250");
        page.fill("Command", "MA");
        completes(page, "MAIL FROM:<");
        page.type_blind("ann@example.org> BO");
        completes(page, "MAIL FROM:<ann@example.org> BODY=8BITMIME");
        page.press(key::ENTER);
        page.wait_for("250", |page| page.replies("250") > 1);
        page.press(key::UP);
        page.wait_for("the last line", |page| {
            page.holds("Command", "MAIL FROM:<ann@example.org> BODY=8BITMIME")
        });
        page.press(key::UP);
        page.wait_for("the line before", |page| {
            page.holds("Command", "EHLO me.example")
        });
        page.press(key::DOWN);
        page.press(key::DOWN);
        page.wait_for("the empty line", |page| page.holds("Command", ""));
    });
}

#[test]
fn the_newest_line_stays_in_sight() {
    let host = Host::start();
    browse("simulation-end", &host.address(), |page| {
        page.tolerate("/limits");
        for (width, height) in [(1440, 900), (390, 844)] {
            page.resize(width, height);
            page.and_is_greeted(Page::connect_to_simulation);
            for (line, code) in [
                ("EHLO me.example", "250"),
                ("MAIL FROM:<ann@example.org>", "250"),
                ("RCPT TO:<bob@example.net>", "250"),
                ("DATA", "354"),
            ] {
                page.exchange(line, code);
                page.wait_for(&format!("{line} in sight at {width}"), Page::is_at_end);
            }
            page.write_message(&["Subject: in sight", "", "hello"]);
            page.wait_for(&format!("the message in sight at {width}"), Page::is_at_end);
            page.exchange("QUIT", "221");
            page.wait_for(&format!("the end in sight at {width}"), Page::is_at_end);
        }
    });
}

/// Tab writes the only completion, or opens the list of them, and then takes the first.
fn completes(page: &Page<'_>, line: &str) {
    let list = text("page-completions");
    page.press(key::TAB);
    page.wait_for("a completion", |page| {
        page.holds("Command", line) || page.has("listbox", &list)
    });
    if page.has("listbox", &list) {
        page.press(key::TAB);
    }
    page.wait_for(line, |page| page.holds("Command", line));
    page.wait_for("the list to close", |page| !page.has("listbox", &list));
}

/// RFC 3030: so many octets, as they are, and no dot at the end.
#[test]
fn a_chunk_is_counted_as_it_is_typed_and_sent_as_it_is() {
    let host = Host::start();
    browse("simulation-chunk", &host.address(), |page| {
        page.tolerate("/limits");
        page.exchange("EHLO me.example", "250");
        page.exchange("MAIL FROM:<ann@example.org>", "250");
        page.exchange("RCPT TO:<bob@example.com>", "250");
        page.say("BDAT 27");
        let counted = |name: &str, typed: u64, due: u64| {
            page.shows(&text_with(
                name,
                &[("typed", typed.into()), ("due", due.into())],
            ));
        };
        counted("page-chunk-short", 0, 27);
        page.fill("Chunk", "Subject: in chunks\n\n.dot!");
        counted("page-chunk-fits", 27, 27);
        page.fill("Chunk", "Subject: in chunks\n\n.dot!?");
        counted("page-chunk-long", 28, 27);
        // A part of it may go first.
        page.fill("Chunk", "Subject: in chunks\n");
        page.click("button", &text("page-chunk-send"));
        counted("page-chunk-short", 0, 7);
        page.fill("Chunk", "\n.dot!");
        let before = page.replies("250");
        page.press_with(&[key::CONTROL], key::ENTER);
        page.wait_for("the reply to the chunk", |page| {
            page.replies("250") > before
        });
        page.exchange("BDAT 0 LAST", "250");
        page.exchange("QUIT", "221");
        let shown = page.read_mail("in chunks");
        assert!(shown.contains(".dot!"), "{shown}");
        assert!(!shown.contains("..dot"), "{shown}");
        page.close_mail();
    });
}
