//! TLS that a person switches on by hand: as a model in the simulation, and for real with the sandbox.

use e2e::browser::browse;
use e2e::certificate::{Certificate, Flaw, OTHER_NAME};
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::text;
use e2e::tls_server::{Deed, TlsServer};

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
        page.shows_in("dialog", "Certificate", &text("page-tls-name.none"));
        page.shows_in("dialog", "Certificate", &text("page-tls-alpn.none"));
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

#[test]
fn nothing_is_said_to_a_wrong_certificate_before_the_user_goes_on() {
    let server = TlsServer::start(&Certificate::new(Flaw::WrongName), Deed::Right);
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("starttls-stop", program.address(), |page| {
        let begin = |page: &Page<'_>| {
            page.and_is_greeted(|page| page.connect_to_own(&server.host(), server.port()));
            page.exchange("EHLO me.example", "250");
            page.exchange("STARTTLS", "220");
            page.find("button", "Go on with this session");
        };
        begin(page);
        page.shows_in("region", "Certificate", OTHER_NAME);
        assert!(!page.has("textbox", "Command"), "there is nothing to say");
        page.click("button", "End the session");
        page.shows(&text("page-end-tls-declined"));
        assert_eq!(server.heard_under_tls(), b"");

        begin(page);
        page.click("button", "Go on with this session");
        page.exchange("EHLO me.example", "250");
        page.shows("TLS 1.3");
        page.shows_in("region", "Capabilities", &text("page-tls-changes"));
        page.exchange("QUIT", "221");
        assert!(server.heard_under_tls().ends_with(b"QUIT\r\n"));
    });
}

#[test]
fn what_is_injected_behind_the_220_ends_the_session_and_is_shown() {
    let injected = b"250-tls.example\r\n250 AUTH PLAIN\r\n".to_vec();
    let certificate = Certificate::new(Flaw::SelfSigned);
    let server = TlsServer::start(&certificate, Deed::Injects(injected));
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("starttls-injected", program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own(&server.host(), server.port()));
        page.exchange("EHLO me.example", "250");
        page.exchange("STARTTLS", "220");
        page.shows(&text("page-end-tls-injected"));
        page.shows("250 AUTH PLAIN");
    });
    assert!(server.heard_in_clear().ends_with(b"STARTTLS\r\n"));
    assert_eq!(server.heard_under_tls(), b"");
}

#[test]
fn who_disconnects_ends_tls_before_the_connection() {
    let server = TlsServer::start(&Certificate::new(Flaw::WrongName), Deed::Right);
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("starttls-goodbye", program.address(), |page| {
        for goodbyes in 1..=2 {
            page.and_is_greeted(|page| page.connect_to_own(&server.host(), server.port()));
            page.exchange("EHLO me.example", "250");
            page.start_tls_all_the_same();
            page.exchange("EHLO me.example", "250");
            page.click("button", "Disconnect");
            page.shows(&text("page-end-you"));
            page.wait_for("the end of TLS", |_| server.goodbyes() == goodbyes);
        }
        page.and_is_greeted(|page| page.connect_to_own(&server.host(), server.port()));
        page.exchange("EHLO me.example", "250");
        page.exchange("STARTTLS", "220");
        page.click("button", "End the session");
        page.shows(&text("page-end-tls-declined"));
        page.wait_for("the end of TLS", |_| server.goodbyes() == 3);
    });
}
