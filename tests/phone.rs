//! The page on a phone: its sheets, and a header that leaves room for the conversation.

use e2e::browser::browse;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::text;
use e2e::webdriver::key;
use serde_json::json;

/// The narrowest phones in wide use, and wider ones.
const WIDTHS: &[u32] = &[360, 375, 390];

/// What may be taken from the conversation by the header, in pixels: three rows of 44, and the space around them.
const HIGHEST: u64 = 170;

/// What one operates in the header that is lower than a finger needs. A choice is drawn by its label.
const LOW: &str = "return [...document.querySelectorAll('.top button, .top input[type=text], .top label.check, .top .segment')] \
    .filter((one) => one.checkVisibility() && !one.closest('[popover]')) \
    .filter((one) => one.getBoundingClientRect().height < 44) \
    .map((one) => `${one.innerText} ${one.getBoundingClientRect().height}`)";

fn sheet_is_open(page: &Page<'_>) -> bool {
    page.has("button", &text("page-close"))
}

#[test]
fn a_sheet_closes_by_a_tap_outside_and_by_escape_and_gives_the_focus_back() {
    let program = Program::start(&[]);
    browse("phone-sheets", program.address(), |page| {
        page.resize(375, 740);
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        for name in ["page-side-session", "page-side-help", "page-inbox"] {
            let opener = ("button".to_owned(), text(name));
            let given_back = |page: &Page<'_>| !sheet_is_open(page) && page.focused() == opener;

            page.click("button", &opener.1);
            page.wait_for("the focus in the sheet", |page| {
                page.focused() == ("button".to_owned(), text("page-close"))
            });
            page.press(key::ESCAPE);
            page.wait_for("the focus back after Escape", given_back);

            page.click("button", &opener.1);
            page.wait_for("the sheet", sheet_is_open);
            // What lies under the finger at the top of the page.
            page.run("document.elementFromPoint(180, 20).click()", &[]);
            page.wait_for("the focus back after a tap", given_back);

            page.click("button", &opener.1);
            page.click("button", &text("page-close"));
            page.wait_for("the focus back after Close", given_back);
        }

        // What was chosen in a sheet has the focus, not what opened it.
        page.click("button", &text("page-side-help"));
        let suggestion = "document.querySelector('.side.is-open .suggestion').click()";
        page.run(suggestion, &[]);
        page.wait_for("the command line to have the focus", |page| {
            !sheet_is_open(page) && page.focused() == ("textbox".to_owned(), "Command".to_owned())
        });

        // Escape in a dialog over a sheet closes the dialog alone.
        page.fill("Command", "");
        for line in [
            "EHLO me.example",
            "MAIL FROM:<>",
            "RCPT TO:<bob@example.com>",
            "DATA",
        ] {
            page.say(line);
        }
        page.type_into("Message", "Subject: x\n\nx");
        page.click("button", &text("page-end-data"));
        page.wait_for("the mail", |page| page.has("button", "Inbox (1)"));
        page.click("button", "Inbox (1)");
        page.read_mail("x");
        page.close_mail();
        assert!(sheet_is_open(page));
    });
}

#[test]
fn with_a_server_of_ones_own_the_header_takes_three_rows() {
    let program = Program::start(&[]);
    browse("phone-header", program.address(), |page| {
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        for choice in ["Simulation", "Sandbox", "Your server"] {
            page.click("radio", choice);
            for width in WIDTHS {
                page.resize(*width, 740);
                page.settle();
                page.check_width();
                let high = page.run("return Math.round(document.querySelector('.top').getBoundingClientRect().height)", &[]);
                assert!(
                    high.as_u64() <= Some(HIGHEST),
                    "{choice} at {width}: {high}"
                );
                assert_eq!(page.run(LOW, &[]), json!([]), "{choice} at {width}");
                if choice == "Your server" {
                    // Twenty letters of a host are in sight.
                    let script = "return document.querySelector('.field .host').clientWidth";
                    let wide = page.run(script, &[]);
                    assert!(wide.as_u64() >= Some(190), "{wide} at {width}");
                }
            }
        }
        // What is wrong is said below the fields, which keep their places.
        page.click("button", "Connect");
        page.shows(&text("page-host-missing"));
        let cut = "const [host, port] = document.querySelectorAll('.field'); \
            return host.getBoundingClientRect().right <= port.getBoundingClientRect().left";
        assert_eq!(page.run(cut, &[]), true, "the fields lie over each other");
    });
}
