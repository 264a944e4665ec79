//! The real servers that the page is tested against, tried without a page: what they offer, and to whom.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::certificate::{Certificate, Flaw};
use e2e::dovecot::{Dovecot, MECHANISMS};
use e2e::postfix::Postfix;
use e2e::recorder::Recorder;
use e2e::records;
use e2e::tls_client::Client;

#[test]
fn postfix_and_dovecot_sign_a_client_in_and_take_its_mail() {
    let dovecot = Dovecot::start(&[("ann", "secret")]);
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let postfix = Postfix::start_submission(&["bob@example.net"], &certificate, &dovecot);
    let wire = Recorder::start(postfix.port());
    let (mut client, greeting) = Client::connect(wire.port());
    assert!(
        greeting.starts_with("220 postfix.example ESMTP"),
        "{greeting}"
    );
    let clear = client.exchange("EHLO me.example", "250");
    assert!(
        clear.contains("STARTTLS\r\n") && !clear.contains("AUTH"),
        "{clear}"
    );
    let mut client = client.start_tls();
    let secret = client.exchange("EHLO me.example", "250");
    let offered: Vec<&str> = secret
        .lines()
        .find_map(|line| line.get(4..)?.strip_prefix("AUTH "))
        .expect("AUTH is offered")
        .split(' ')
        .collect();
    for mechanism in MECHANISMS {
        assert!(offered.contains(&mechanism), "{mechanism}: {offered:?}");
    }
    client.exchange("MAIL FROM:<ann@example.org>", "250");
    client.exchange("RCPT TO:<bob@example.net>", "554");
    client.exchange("RSET", "250");
    let plain = |password: &str| {
        format!(
            "AUTH PLAIN {}",
            STANDARD.encode(format!("\0ann\0{password}"))
        )
    };
    client.exchange(&plain("wrong"), "535");
    client.exchange(&plain("secret"), "235");
    client.exchange("MAIL FROM:<ann@example.org>", "250");
    client.exchange("RCPT TO:<bob@example.net>", "250");
    client.exchange("DATA", "354");
    client.exchange("Subject: hi\r\n\r\n..dot\r\n.", "250");
    client.exchange("QUIT", "221");
    let delivered = postfix.delivered("bob@example.net", 1);
    assert_eq!(delivered[0].content, b"Subject: hi\n\n.dot\n");
    let capture = wire.capture();
    let (to_server, from_server) = capture.after_starttls();
    assert!(records::types(to_server).expect("TLS only").len() > 8);
    assert!(records::types(from_server).expect("TLS only").len() > 8);
    assert!(!capture.contains(STANDARD.encode("\0ann\0secret").as_bytes()));
}

#[test]
fn dovecot_knows_its_tokens() {
    let dovecot = Dovecot::start(&[("ann", "secret")]);
    let certificate = Certificate::new(Flaw::UnknownIssuer);
    let postfix = Postfix::start_submission(&["bob@example.net"], &certificate, &dovecot);
    let (mut client, _) = Client::connect(postfix.port());
    client.exchange("EHLO me.example", "250");
    let mut client = client.start_tls();
    client.exchange("EHLO me.example", "250");
    let xoauth2 = |token: &str| {
        let text = format!("user=ann\x01auth=Bearer {token}\x01\x01");
        format!("AUTH XOAUTH2 {}", STANDARD.encode(text))
    };
    let challenge = client.exchange(&xoauth2("no-token-of-ours"), "334 ");
    let refusal = STANDARD
        .decode(challenge["334 ".len()..].trim_end())
        .expect("Base64");
    let refusal = String::from_utf8(refusal).expect("JSON is UTF-8");
    assert!(
        refusal.starts_with('{') && refusal.contains("status"),
        "{refusal}"
    );
    client.exchange("", "535");
    client.exchange(&xoauth2(&Dovecot::token("ann")), "235");
}
