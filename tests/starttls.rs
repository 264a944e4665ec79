//! TLS that a person switches on by hand: as a model in the simulation, and for real with the sandbox.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::text;

#[test]
fn starttls_in_the_simulation_is_a_model_and_says_so() {
    let host = Host::start();
    browse("starttls-simulation", &host.address(), |page| {
        page.tolerate("/limits");
        page.shows(&text("page-no-tls"));
        page.exchange("EHLO me.example", "250");
        page.exchange("STARTTLS", "220");
        page.shows_in("log", "Transcript", &text("page-note-tls.model"));
        page.shows(&text("page-tls-model"));
        page.exchange("EHLO me.example", "250");
        page.click("button", "Certificate");
        page.shows_in("dialog", "Certificate", &text("page-certificate.model"));
    });
}

#[test]
fn starttls_with_the_sandbox_is_real_and_pinned() {
    let program = Program::start(&[]);
    browse("starttls-sandbox", program.address(), |page| {
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");
        page.exchange("STARTTLS", "220");
        page.shows("TLS 1.3");
        page.exchange("EHLO me.example", "250");
        page.exchange("MAIL FROM:<ann@example.org>", "250");
        page.exchange("RCPT TO:<bob@example.net>", "250");
        page.exchange("DATA", "354");
        page.write_message(&["Subject: sealed", "", "hello"]);
        page.click("button", "Certificate");
        page.shows_in("dialog", "Certificate", &text("page-certificate-pinned"));
        page.press(e2e::webdriver::key::ESCAPE);
        page.exchange("QUIT", "221");
        page.shows(&text("page-end-goodbye"));
    });
}

#[test]
fn tls_from_the_start_comes_before_the_greeting() {
    let program = Program::start(&[]);
    browse("starttls-from-start", program.address(), |page| {
        page.click("radio", "Sandbox");
        page.click("checkbox", "TLS from the start");
        page.and_is_greeted(Page::connect);
        page.shows("TLS 1.3");
        page.exchange("EHLO me.example", "250");
        page.exchange("QUIT", "221");
        page.shows(&text("page-end-goodbye"));
    });
}
