//! Pictures of the page for people to look at, and what a program can see of its looks.

use e2e::browser::browse;
use e2e::certificate::{Certificate, Flaw};
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::{text, text_with};
use e2e::tls_server::{Deed, TlsServer};
use e2e::webdriver::key;

/// Widths and heights of windows: a large one, one at the edge of the wide layout, a tablet and a phone.
const WINDOWS: &[(u32, u32)] = &[(1440, 900), (1100, 800), (768, 1024), (390, 844)];

/// From this width on the regions stand beside each other and scroll by themselves.
const WIDE: u32 = 1100;

/// The two windows that are photographed.
const PICTURES: &[(&str, u32, u32)] = &[("wide", 1440, 900), ("phone", 390, 844)];

#[test]
fn screens() {
    let program = Program::start(&[]);
    browse("screens", program.address(), |page| {
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        look(page, "start");

        page.resize(1440, 900);
        page.exchange("EHLO me.example", "250");
        page.fill("Command", "MAIL FROM: <ann@example.org> BODY=8BITMIME");
        look(page, "finding");
        look_at_sheet(
            page,
            &text_with("page-side-help-errors", &[("count", 1_usize.into())]),
            "help",
        );
        look_at_sheet(page, &text("page-side-session"), "session");
        look_at_sheet(page, &text("page-inbox"), "inbox-empty");

        page.resize(1440, 900);
        page.fill("Command", "");
        page.exchange("MAIL FROM:<ann@example.org> BODY=8BITMIME", "250");
        page.exchange("RCPT TO:<bob@example.net>", "250");
        page.exchange("DATA", "354");
        page.find("textbox", "Message");
        let message = [
            "From: Ann <ann@example.org>",
            "To: Bob <bob@example.net>",
            "Subject: hello",
            "",
            ".dot",
        ];
        page.type_into("Message", &message.join("\n"));
        look(page, "data");

        page.resize(1440, 900);
        page.click("button", "End data");
        page.read_mail("hello");
        look(page, "inbox");
    });
}

#[test]
fn screens_of_signing_in() {
    let program = Program::start(&[]);
    browse("screens-sign-in", program.address(), |page| {
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.start_tls();
        look_at_tokens(page);

        page.resize(1440, 900);
        page.build_sign_in("PLAIN", "ann", "secret");
        look(page, "sign-in");

        page.resize(1440, 900);
        page.build_sign_in("SCRAM-SHA-256", "ann", "secret");
        page.click("button", "Send step");
        page.shows_in("region", "Sign in", &text("page-part-proof"));
        look(page, "sign-in-challenge");

        page.resize(1440, 900);
        page.and_is_greeted(Page::connect_to_simulation);
        page.exchange("EHLO me.example", "250");
        page.fill("Command", "AUTH");
        page.build_sign_in("PLAIN", "ann", "secret");
        page.click("button", "Send step");
        page.shows(&text("page-sign-in.clear"));
        look(page, "sign-in-clear");
    });
}

#[test]
fn screens_of_parts_that_do_not_come() {
    let program = Program::start(&[]);
    browse("screens-missing", program.address(), |page| {
        page.tolerate("annex-");
        page.block(&["*annex-*"]);
        page.go("about:blank");
        page.go(program.address());
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.click("radio", "Sandbox");
        page.shows(&text("page-awaited-bridge"));
        look(page, "missing-bridge");

        page.resize(1440, 900);
        page.click("button", "Connect");
        page.shows(&text("page-end-unspoken"));
        look(page, "missing-bridge-end");

        page.resize(1440, 900);
        page.and_is_greeted(Page::connect_to_simulation);
        page.start_tls();
        page.click("button", "Sign in");
        page.shows(&text("page-awaited-sign-in"));
        look(page, "missing-sign-in");

        page.resize(1440, 900);
        page.click("button", "Certificate");
        page.shows(&text("page-awaited-tls"));
        look(page, "missing-certificate");
    });
}

#[test]
fn screens_of_tls() {
    let server = TlsServer::start(&Certificate::new(Flaw::Expired), Deed::Right);
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("screens-tls", program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own(&server.host(), server.port()));
        page.exchange("EHLO me.example", "250");
        page.exchange("STARTTLS", "220");
        page.find("button", "Go on with this session");
        look(page, "certificate-stop");

        page.resize(1440, 900);
        page.click("button", "Certificate");
        page.find("dialog", "Certificate");
        look(page, "certificate");

        page.resize(1440, 900);
        page.press(key::ESCAPE);
        page.click("button", "Go on with this session");
        page.exchange("EHLO me.example", "250");
        look(page, "after-tls");

        page.resize(390, 844);
        page.click("button", &text("page-side-session"));
        page.run("document.querySelector('.changes').scrollIntoView()", &[]);
        for scheme in ["light", "dark"] {
            page.prefer(scheme);
            page.settle();
            page.check_contrast();
            page.photograph(&format!("phone-{scheme}-tls-changes"));
        }
    });
}

/// Looks at one of the sheets of a phone, from its beginning and from its end. What closes it stays in sight.
fn look_at_sheet(page: &Page<'_>, opens: &str, state: &str) {
    page.resize(390, 844);
    page.click("button", opens);
    for scheme in ["light", "dark"] {
        page.prefer(scheme);
        page.settle();
        page.check_width();
        page.check_contrast();
        page.photograph(&format!("phone-{scheme}-sheet-{state}"));
    }
    page.run(
        "document.querySelector('.side.is-open').scrollTop = 1e6",
        &[],
    );
    page.photograph(&format!("phone-dark-sheet-{state}-end"));
    page.click("button", &text("page-close"));
}

/// Looks at what the server offers: the names of mechanisms have hyphens in them.
fn look_at_tokens(page: &Page<'_>) {
    for &(width, height) in WINDOWS {
        page.resize(width, height);
        page.check_words("log", "Transcript");
        if page.has("region", &text("page-suggestions")) {
            page.check_words("region", &text("page-suggestions"));
        }
        let sheet = !page.has("region", "Capabilities");
        if sheet {
            page.click("button", &text("page-side-session"));
        }
        page.shows_in("region", "Capabilities", "SCRAM-SHA-1");
        page.check_words("region", "Capabilities");
        if width < WIDE {
            page.photograph(&format!("capabilities-{width}"));
        }
        if sheet {
            page.click("button", &text("page-close"));
        }
    }
}

/// Looks at the page in every window and both colour schemes.
fn look(page: &Page<'_>, state: &str) {
    for scheme in ["light", "dark"] {
        page.prefer(scheme);
        for &(width, height) in WINDOWS {
            page.resize(width, height);
            page.settle();
            page.check_width();
            if width >= WIDE {
                page.check_height();
            }
            page.check_contrast();
        }
        for &(name, width, height) in PICTURES {
            page.resize(width, height);
            page.settle();
            page.photograph(&format!("{name}-{scheme}-{state}"));
        }
    }
}
