//! A log of a session that somebody else had, read in the page.

use std::collections::BTreeSet;

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::texts::{text, text_with};
use e2e::webdriver::key;
use serde_json::{Value, json};

/// What swaks printed of a mail that nobody took.
const SWAKS: &str = "=== Trying mx.example.com:587...
=== Connected to mx.example.com.
<-  220 mx.example.com ESMTP Postfix
 -> EHLO client.example.org
<-  250-mx.example.com
<-  250-STARTTLS
<-  250 AUTH PLAIN
 -> STARTTLS
<-  220 2.0.0 Ready to start TLS
=== TLS started with cipher TLSv1.3:TLS_AES_256_GCM_SHA384:256
 ~> EHLO client.example.org
<~  250-mx.example.com
<~  250 AUTH PLAIN
 ~> AUTH PLAIN AGFubgBzZWNyZXQ=
<~  235 2.7.0 Authentication successful
 ~> MAIL FROM:<ann@example.org>
<~  250 2.1.0 Ok
 ~> RCPT TO:<bob@example.com>
<~* 550 5.1.1 <bob@example.com>: Recipient address rejected: User unknown
 ~> QUIT
<~  221 2.0.0 Bye
=== Connection closed with remote host.
";

fn open_reader(page: &Page<'_>) {
    page.tolerate("/limits");
    page.wait_for("the greeting", |page| page.replies("220") > 0);
    page.click("button", &text("page-log"));
    page.find("dialog", &text("page-log"));
}

/// What has the focus is the field of the reader.
fn field_is_focused(page: &Page<'_>) {
    page.wait_for("the field to have the focus", |page| {
        page.focused() == ("textbox".to_owned(), text("page-log.field"))
    });
}

#[test]
fn a_log_is_read_and_the_page_shows_where_the_server_said_no() {
    let host = Host::start();
    browse("logs-swaks", &host.address(), |page| {
        open_reader(page);
        field_is_focused(page);
        page.paste(SWAKS);
        page.press_with(&[key::CONTROL], key::ENTER);
        page.shows(&text("page-peer-log"));
        page.shows(&text("page-log-card.refused"));
        // What went wrong is explained at once, without another press.
        page.shows_in("region", &text("page-explanation"), "550");
        page.shows_in("region", &text("page-explanation"), "5.1.1");
        let shown = page.transcript();
        assert!(shown.contains(&text("page-note-tls.read")), "{shown}");
        assert!(!shown.contains("AGFubgBzZWNyZXQ="), "masked: {shown}");
        assert!(!shown.contains(" ms"), "a log has no times: {shown}");

        // The session that was open before is kept, and the simulation is one press away.
        page.unfold_earlier(1);
        page.click("button", &text("page-log-leave"));
        page.wait_for("the greeting", |page| page.replies("220") == 1);
        page.exchange("NOOP", "250");
        page.unfold_earlier(2);
    });
}

#[test]
fn a_log_that_is_pasted_into_the_command_line_is_no_command() {
    let host = Host::start();
    browse("logs-pasted", &host.address(), |page| {
        page.tolerate("/limits");
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.waits_for_annexes();
        page.click("textbox", "Command");
        page.paste("EHLO client.example.org\nNOOP\n");
        page.wait_for("the first line", |page| {
            page.holds("Command", "EHLO client.example.org")
        });
        assert!(
            !page.has("dialog", &text("page-log")),
            "lines to say are none"
        );

        page.paste(SWAKS);
        field_is_focused(page);
        assert!(page.holds(&text("page-log.field"), SWAKS));
        page.press(key::ESCAPE);
        page.wait_for("the command line to have the focus", |page| {
            page.focused() == ("textbox".to_owned(), "Command".to_owned())
        });
        assert!(
            page.holds("Command", "EHLO client.example.org"),
            "as it was"
        );
    });
}

#[test]
fn what_is_no_log_says_what_to_paste() {
    let host = Host::start();
    browse("logs-none", &host.address(), |page| {
        open_reader(page);
        field_is_focused(page);
        page.paste("Hello,\nmy mail does not arrive.\n");
        page.click("button", &text("page-log-read"));
        page.shows(&text("page-log-no-session"));
        field_is_focused(page);
        page.press(key::ESCAPE);
        page.wait_for("the dialog to go", |page| {
            !page.has("dialog", &text("page-log"))
        });
        page.exchange("NOOP", "250");
    });
}

#[test]
fn a_bounce_is_read_for_what_the_server_said() {
    let host = Host::start();
    browse("logs-bounce", &host.address(), |page| {
        open_reader(page);
        field_is_focused(page);
        page.paste(
            "I'm sorry to have to inform you that your message could not be delivered.\n\n\
             <bob@example.com>: host mx.example.com[192.0.2.9] said: 550 5.1.1 User unknown (in reply to RCPT TO \
             command)\n\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n",
        );
        page.click("button", &text("page-log-read"));
        page.shows_in("region", &text("page-explanation"), &text("enhanced-1-1"));
        assert_eq!(page.codes(), ["550"], "each reply once");
        assert!(
            !page.transcript().contains(&text("page-error")),
            "nobody did anything wrong in a quotation"
        );
    });
}

/// The words about the chosen reply, or about the last one.
fn explained(page: &Page<'_>) -> String {
    page.text_of("region", &text("page-explanation"))
}

#[test]
fn a_reply_is_explained_by_what_it_answers() {
    let host = Host::start();
    browse("logs-senses", &host.address(), |page| {
        let region = text("page-explanation");
        page.tolerate("/limits");
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        for variant in ["code-220-greeting", "code-220-greeting.advice"] {
            page.shows_in("region", &region, &text(variant));
        }
        let said = explained(page);
        for elsewhere in ["code-220.meaning", "code-220.advice", "code-220-starttls"] {
            assert!(!said.contains(&text(elsewhere)), "{elsewhere}: {said}");
        }

        page.exchange("EHLO me.example", "250");
        page.shows_in("region", &region, &text("code-250-hello"));
        page.shows_in("region", &region, &text("code-250-hello.advice"));
        let title = text("code-250-hello.title");
        page.shows_in("log", "Transcript", &title);
        page.shows_in("log", "Transcript", &text("code-220-greeting.title"));
        assert!(!page.transcript().contains(&text("code-250")));
        page.exchange("NOOP", "250");
        page.shows_in("region", &region, &text("code-250.meaning"));
        assert!(!explained(page).contains(&text("code-250-hello")));
        page.shows_in("log", "Transcript", &text("code-250"));

        page.click("button", &text("page-log"));
        field_is_focused(page);
        page.paste(SWAKS);
        page.press_with(&[key::CONTROL], key::ENTER);
        page.shows_in("region", &region, &text("code-550-recipient"));
        page.shows_in("region", &region, &text("code-550-recipient.advice"));
        page.shows_in("log", "Transcript", &text("code-550-recipient.title"));
        let said = explained(page);
        for elsewhere in ["code-550.meaning", "code-550.advice", "code-550-message"] {
            assert!(!said.contains(&text(elsewhere)), "{elsewhere}: {said}");
        }
    });
}

/// The numbers of the lines `NOOP 1` and so on that are drawn.
fn drawn(page: &Page<'_>) -> BTreeSet<u64> {
    let script = "return [...document.querySelectorAll('[role=log] .entry.client')] \
        .map((row) => row.innerText.match(/NOOP ([0-9]+)/)).filter(Boolean).map((found) => Number(found[1]))";
    let numbers = page.run(script, &[]);
    let numbers = numbers.as_array().map(Vec::as_slice).unwrap_or_default();
    numbers.iter().filter_map(Value::as_u64).collect()
}

/// The words of the button that brings more rows on a side, if some are hidden there.
fn more(page: &Page<'_>, side: &str) -> Option<String> {
    let words = page.run(
        "return [...document.querySelectorAll('button')].map((button) => button.innerText)",
        &[],
    );
    let words = words.as_array().cloned().unwrap_or_default();
    words
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .find(|words| {
            let hidden = words
                .split(' ')
                .filter_map(|word| word.parse::<u64>().ok())
                .next_back();
            hidden.is_some_and(|hidden| {
                let values = [("portion", 400_u64.into()), ("count", hidden.into())];
                let name = format!("page-transcript-{side}");
                [format!("{name}.some"), name]
                    .iter()
                    .any(|name| text_with(name, &values) == *words)
            })
        })
}

/// Where the row with these words stands in the window, in pixels.
fn height_of(page: &Page<'_>, words: &str) -> i64 {
    let script = "const rows = document.querySelectorAll('[role=log] .entry'); \
        const row = [...rows].find((row) => row.querySelector('.wire')?.textContent === arguments[0]); \
        return Math.round(row.getBoundingClientRect().top)";
    page.run(script, &[json!(words)])
        .as_i64()
        .unwrap_or(i64::MIN)
}

#[test]
fn every_line_of_a_long_log_is_reached_and_few_are_drawn() {
    const NOOPS: u64 = 1_000;
    let host = Host::start();
    browse("logs-long", &host.address(), |page| {
        open_reader(page);
        field_is_focused(page);
        let mut log = "S: 220 mx.example.com\nC: EHLO a.example\nS: 250 mx.example.com\n\
            C: VRFY bob\nS: 550 5.1.1 nobody of this name\n"
            .to_owned();
        for number in 1..=NOOPS {
            log.push_str(&format!("C: NOOP {number}\nS: 250 ok\n"));
        }
        page.paste(&log);
        page.press_with(&[key::CONTROL], key::ENTER);
        // What the server refused is shown, however far from the end it is.
        page.shows_in("log", "Transcript", "nobody of this name");
        assert_eq!(more(page, "earlier"), None);
        page.wait_for("the refused line in sight", |page| {
            (0..900).contains(&height_of(page, "VRFY bob"))
        });

        let mut seen = drawn(page);
        while let Some(later) = more(page, "later") {
            page.click("button", &later);
            page.wait_for("more lines", |page| !drawn(page).is_subset(&seen));
            seen.extend(drawn(page));
            let script = "return document.querySelectorAll('[role=log] .entry').length";
            let rows = page.run(script, &[]);
            assert!(rows.as_u64() <= Some(1_200), "{rows} rows are drawn");
        }
        assert!(seen.into_iter().eq(1..=NOOPS), "some line was never drawn");
        // From wherever one has gone, what was refused is a press away.
        let refused = "550 5.1.1 nobody of this name";
        assert!(!page.transcript().contains(refused));
        page.click("button", refused);
        page.shows_in("log", "Transcript", refused);
        page.click("button", &text("page-transcript-later.all"));
        page.wait_for("the last line", |page| drawn(page).last() == Some(&NOOPS));

        // What one looks at stays where it is.
        page.run(
            "document.querySelector('.transcript-scroll').scrollTop = 0",
            &[],
        );
        let first = *drawn(page).first().expect("lines");
        let words = format!("NOOP {first}");
        let before = height_of(page, &words);
        let earlier = more(page, "earlier").expect("the first lines are not drawn");
        page.click("button", &earlier);
        page.wait_for("earlier lines", |page| drawn(page).first() < Some(&first));
        let moved = height_of(page, &words) - before;
        assert!(moved.abs() <= 60, "the row has moved by {moved} pixels");
        page.click("button", &text("page-transcript-earlier.all"));
        page.shows_in("log", "Transcript", "nobody of this name");
    });
}
