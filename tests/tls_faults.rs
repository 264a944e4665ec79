//! What the page says of servers that get TLS wrong, and that it says nothing to them.

use e2e::browser::browse;
use e2e::certificate::{AUTHORITY, Certificate, Flaw, OTHER_NAME};
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::{text, text_with};
use e2e::tls_server::{Deed, TlsServer};

/// Connects and says EHLO; STARTTLS is for the caller.
fn greet(page: &Page<'_>, server: &TlsServer) {
    page.and_is_greeted(|page| page.connect_to_own(&server.host(), server.port()));
    page.exchange("EHLO me.example", "250");
}

#[test]
fn a_certificate_that_is_wrong_stops_the_session_and_the_page_says_why() {
    // The flaw, the text of the page and what stands in it.
    let flaws = [
        (Flaw::UnknownIssuer, "unknown-issuer", AUTHORITY),
        (Flaw::Expired, "expired", ""),
        (Flaw::NotYetValid, "not-yet-valid", ""),
        (Flaw::WrongName, "wrong-name", OTHER_NAME),
        (Flaw::SelfSigned, "self-signed", ""),
    ];
    let servers = flaws.map(|(flaw, ..)| TlsServer::start(&Certificate::new(flaw), Deed::Right));
    let targets: Vec<String> = servers.iter().map(TlsServer::target).collect();
    let arguments: Vec<&str> = targets
        .iter()
        .flat_map(|target| ["--allow-target", target])
        .collect();
    let program = Program::start(&arguments);
    browse("tls-certificates", program.address(), |page| {
        for ((_, fault, detail), server) in flaws.iter().zip(&servers) {
            greet(page, server);
            page.exchange("STARTTLS", "220");
            page.shows(&text_with(
                "page-stop-certificate",
                &[("host", server.host().into())],
            ));
            let name = format!("page-fault-{fault}");
            let sentence = text_with(&name, &[("detail", "|".into())]);
            for part in sentence.split('|').map(str::trim).chain([*detail]) {
                page.shows_in("region", &text("page-certificate"), part);
            }
            page.shows(&text(&format!("{name}.risk")));
            page.photograph(&format!("certificate-{fault}"));
            assert_eq!(server.heard_in_clear(), b"EHLO me.example\r\nSTARTTLS\r\n");
            page.click("button", &text("page-end-session"));
            page.shows(&text("page-end-tls-declined"));
            assert_eq!(server.heard_under_tls(), b"", "{fault}");
        }
        // Who goes on does so for this session only.
        let (server, _) = servers.split_first().expect("there is a server");
        greet(page, server);
        page.start_tls_all_the_same();
        page.exchange("EHLO me.example", "250");
        page.exchange("QUIT", "221");
        assert_eq!(server.heard_under_tls(), b"EHLO me.example\r\nQUIT\r\n");
        greet(page, server);
        page.exchange("STARTTLS", "220");
        page.shows(&text("page-go-on"));
    });
}

/// One server for each deed, and what the page says of it.
fn page_says(name: &str, deeds: &[(Deed, &str)]) {
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let servers: Vec<TlsServer> = deeds
        .iter()
        .map(|(deed, _)| TlsServer::start(&certificate, deed.clone()))
        .collect();
    let targets: Vec<String> = servers.iter().map(TlsServer::target).collect();
    let arguments: Vec<&str> = targets
        .iter()
        .flat_map(|target| ["--allow-target", target])
        .collect();
    let program = Program::start(&arguments);
    browse(name, program.address(), |page| {
        for ((deed, said), server) in deeds.iter().zip(&servers) {
            greet(page, server);
            page.say("STARTTLS");
            page.shows(&text(said));
            page.photograph(&format!("{name}-{said}"));
            // Nothing was said in clear behind STARTTLS but the handshake, and nothing under TLS.
            let heard = server.heard_in_clear();
            assert_eq!(heard, b"EHLO me.example\r\nSTARTTLS\r\n", "{deed:?}");
            assert_eq!(server.heard_under_tls(), b"", "{deed:?}");
            page.wait_for("Connect to be ready", Page::is_ready_to_connect);
        }
    });
}

#[test]
fn replies_injected_behind_the_220_end_the_session_and_are_shown() {
    let line = |count: usize| "250 injected\r\n".repeat(count).into_bytes();
    page_says(
        "tls-injected",
        &[
            (Deed::Injects(line(1)), "page-end-tls-injected"),
            (Deed::Injects(b"250 inje".to_vec()), "page-end-tls-injected"),
            (Deed::Injects(b"2".to_vec()), "page-end-tls-injected"),
            (
                Deed::Injects(b"220 mx\r\n250-A\r\n250 B\r\n235 ok\r\n".to_vec()),
                "page-end-tls-injected",
            ),
            (Deed::Injects(line(64 * 1024 / 14)), "page-end-tls-injected"),
            (
                Deed::Injects(vec![0x16, 3, 3, 0, 4, 2, 0, 0, 0]),
                "page-end-tls-injected",
            ),
        ],
    );
}

#[test]
fn a_handshake_that_comes_to_nothing_is_told_from_any_other() {
    page_says(
        "tls-handshake",
        &[
            (Deed::Cuts, "page-end-tls-cut"),
            (Deed::RefusesVersion, "page-end-tls-old-version"),
            (Deed::AnswersInTls10, "page-end-tls-old-version"),
            (Deed::Babbles, "refusal-tls-expected"),
            (Deed::Stalls, "page-end-tls-stalled"),
        ],
    );
}

#[test]
fn a_454_leaves_the_session_in_clear_and_the_page_says_so() {
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let server = TlsServer::start(&certificate, Deed::RefusesStartTls);
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("tls-refused", program.address(), |page| {
        greet(page, &server);
        page.exchange("STARTTLS", "454");
        page.shows(&text("page-no-tls"));
        page.photograph("tls-refused");
        page.exchange("QUIT", "221");
    });
    assert_eq!(server.heard_under_tls(), b"");
}

#[test]
fn tls_that_was_offered_before_and_is_not_now_is_missed() {
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let server = TlsServer::start(&certificate, Deed::OffersOnce);
    let other = TlsServer::start(&certificate, Deed::OffersOnce);
    let program = Program::start(&[
        "--allow-target",
        &server.target(),
        "--allow-target",
        &other.target(),
    ]);
    browse("tls-gone", program.address(), |page| {
        for server in [&server, &other] {
            greet(page, server);
            page.exchange("NOOP", "250");
            assert!(!page.text().contains(&text("page-tls-gone")));
        }
        greet(page, &server);
        page.shows(&text("page-tls-gone"));
        page.photograph("tls-gone");
    });
    assert!(!server.heard_in_clear().is_empty());
}

#[test]
fn a_server_that_goes_without_ending_tls_is_said_to_have_done_so() {
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let server = TlsServer::start(&certificate, Deed::GoesWithoutGoodbye);
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("tls-unclosed", program.address(), |page| {
        greet(page, &server);
        page.start_tls_all_the_same();
        page.say("EHLO me.example");
        page.shows(&text("page-tls-unclosed"));
    });
}

#[test]
fn a_web_server_behind_tls_is_no_mail_server() {
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let web = TlsServer::start_implicit(&certificate, Deed::IsAWebServer);
    let mail = TlsServer::start_implicit(&certificate, Deed::Right);
    let program = Program::start(&[
        "--allow-target",
        &web.target(),
        "--allow-target",
        &mail.target(),
    ]);
    browse("tls-web-server", program.address(), |page| {
        page.connect_to_own(&web.host(), web.port());
        page.click("button", &text("page-go-on"));
        page.wait_for("Connect to be ready", Page::is_ready_to_connect);
        page.shows(&text("page-end-tls-no-greeting"));
        page.photograph("tls-web-server");
        assert_eq!(web.heard_under_tls(), b"");
        // The same with a mail server there.
        page.connect_to_own(&mail.host(), mail.port());
        page.click("button", &text("page-go-on"));
        page.wait_for("the greeting", |page| page.replies("220") == 1);
        page.exchange("EHLO me.example", "250");
        page.exchange("QUIT", "221");
    });
}
