//! STARTTLS as the client sees it: what is read, what may be said, what is known afterwards.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use ehlo_protocol::client::Client;
use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::phase::Phase;
use ehlo_protocol::session::Mode;
use ehlo_protocol::tls::TlsVersion;

fn at_starttls() -> Client {
    let mut client = Client::new(Mode::Smtp, Profile::Strict);
    client.connected(0);
    client.receive(b"220 mx.example.com\r\n", 0);
    client.send_line(b"EHLO client.example.org", 0);
    client.receive(b"250-mx.example.com\r\n250 STARTTLS\r\n", 0);
    client.send_line(b"STARTTLS", 0);
    client
}

#[test]
fn what_stands_behind_the_220_to_starttls_is_never_read() {
    let injected = b"250-mx.example.com\r\n250 AUTH PLAIN\r\n25";
    let all = [&b"220 Go ahead\r\n"[..], injected].concat();
    for size in 1..=all.len() {
        let mut client = at_starttls();
        for part in all.chunks(size) {
            client.receive(part, 0);
        }
        assert_eq!(client.session().phase, Phase::StartingTls);
        assert_eq!(client.take_early(), injected, "in parts of {size}");
        assert_eq!(client.take_early(), b"", "it is given once");
        client.tls_established_with(TlsVersion::Tls13, 0);
        assert_eq!(client.session().phase, Phase::Greeted);
        assert_eq!(client.session().capabilities, None);
    }
}

#[test]
fn nothing_may_be_said_between_starttls_and_tls() {
    let mut client = at_starttls();
    assert!(client.session().awaits_tls());
    let mut refused = client.clone();
    refused.receive(b"454 4.7.0 Not now\r\n", 0);
    assert!(!refused.session().awaits_tls(), "in clear, as before");
    client.receive(b"220 Go ahead\r\n", 0);
    assert!(client.session().awaits_tls());
    client.tls_established(0);
    assert!(!client.session().awaits_tls());
}

#[test]
fn tls_from_the_start_comes_before_the_greeting() {
    let mut client = Client::new(Mode::Smtp, Profile::Strict);
    client.connected(0);
    client.tls_from_the_start(Some(TlsVersion::Tls12), 5);
    let session = client.session();
    assert_eq!(session.phase, Phase::Connected);
    assert!(session.tls && !session.started_tls);
    assert_eq!(session.tls_version, Some(TlsVersion::Tls12));
    assert_eq!(client.transcript().len(), 2);
}
