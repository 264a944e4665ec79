//! From the browser to a real submission server: TLS, a sign-in, a mail. Who listens behind the bridge gets none of it.

use e2e::browser::browse;
use e2e::certificate::{Certificate, Flaw};
use e2e::dovecot::Dovecot;
use e2e::page::Page;
use e2e::postfix::Postfix;
use e2e::program::Program;
use e2e::recorder::Recorder;
use e2e::records;
use e2e::texts::text;
use ehlo_protocol::base64::encode;

/// Searched for on the wire.
const PASSWORD: &str = "C4nary-Zx81q-password";

#[test]
fn each_mechanism_sends_a_mail_by_postfix_and_dovecot() {
    let dovecot = Dovecot::start(&[("ann", PASSWORD)]);
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let postfix = Postfix::start_submission(&["bob@example.net"], &certificate, &dovecot);
    let token = Dovecot::token("ann");
    let ways = [
        ("PLAIN", PASSWORD),
        ("SCRAM-SHA-256", PASSWORD),
        ("CRAM-MD5", PASSWORD),
        ("OAUTHBEARER", token.as_str()),
    ];
    let wires = ways.map(|_| Recorder::start(postfix.port()));
    let targets: Vec<String> = wires.iter().map(Recorder::target).collect();
    let arguments: Vec<&str> = targets
        .iter()
        .flat_map(|target| ["--allow-target", target.as_str()])
        .collect();
    let program = Program::start(&arguments);
    browse("submission", program.address(), |page| {
        for ((mechanism, secret), wire) in ways.iter().zip(&wires) {
            page.and_is_greeted(|page| page.connect_to_own("127.0.0.1", wire.port()));
            start_tls_all_the_same(page);
            page.build_sign_in(mechanism, "ann", secret);
            page.click("button", "Sign in to the end");
            page.wait_for(&format!("235 to {mechanism}"), |page| {
                page.replies("235") == 1
            });
            page.exchange("MAIL FROM:<ann@example.org>", "250");
            page.exchange("RCPT TO:<bob@example.net>", "250");
            page.exchange("DATA", "354");
            page.write_message(&[&format!("Subject: {mechanism}"), "", "hello"]);
            page.exchange("QUIT", "221");
            page.shows(&text("page-end-goodbye"));
        }
    });
    let delivered = postfix.delivered("bob@example.net", ways.len());
    for ((mechanism, secret), mail) in ways.iter().zip(&delivered) {
        let subject = format!("Subject: {mechanism}\n");
        assert!(mail.content.starts_with(subject.as_bytes()), "{mechanism}");
        for wire in &wires {
            let capture = wire.capture();
            assert!(
                capture.contains(b"STARTTLS\r\n"),
                "what is in clear is heard"
            );
            for said in [
                (*secret).to_owned(),
                encode(format!("\0ann\0{secret}").as_bytes()),
                subject.clone(),
            ] {
                assert!(
                    !capture.contains(said.trim_end().as_bytes()),
                    "{said} on the wire"
                );
            }
            let (to_server, from_server) = capture.after_starttls();
            for side in [to_server, from_server] {
                assert!(records::types(side).expect("TLS and nothing else").len() > 8);
            }
        }
        assert!(!(program.log() + &program.output()).contains(secret));
    }
}

#[test]
fn dovecot_refuses_a_token_and_the_page_reads_out_why() {
    let dovecot = Dovecot::start(&[("ann", PASSWORD)]);
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let postfix = Postfix::start_submission(&["bob@example.net"], &certificate, &dovecot);
    let program = Program::start(&["--allow-target", &postfix.target()]);
    browse("submission-token", program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own("127.0.0.1", postfix.port()));
        start_tls_all_the_same(page);
        page.build_sign_in("XOAUTH2", "ann", "no-token-of-ours");
        page.click("button", "Send step");
        page.shows_in("region", "Sign in", &text("page-part-status"));
        page.shows_in("region", "Explanation", &text("page-explain-token-refused"));
        page.photograph("wide-light-refused-by-dovecot");
        page.click("button", "Send step");
        page.wait_for("535", |page| page.replies("535") == 1);
        page.shows_in("region", "Explanation", &text("sign-in-wrong-password"));
        page.build_sign_in("XOAUTH2", "ann", &Dovecot::token("ann"));
        page.click("button", "Sign in to the end");
        page.wait_for("235", |page| page.replies("235") == 1);
    });
}

/// Starts TLS with a server whose certificate nobody knows, goes on all the same, and introduces itself.
fn start_tls_all_the_same(page: &Page<'_>) {
    page.exchange("EHLO me.example", "250");
    page.exchange("STARTTLS", "220");
    page.click("button", &text("page-go-on"));
    page.shows_in("log", "Transcript", "TLS 1.3");
    page.exchange("EHLO me.example", "250");
}
