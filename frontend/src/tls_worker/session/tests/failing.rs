//! Handshakes that come to nothing.

use super::*;

#[test]
fn a_server_without_the_key_of_its_certificate_gets_nowhere() {
    for version in [&TLS13, &TLS12] {
        let authority = Authority::new("a root");
        let identity = Identity::of(&params(&[HOST]), Some(&authority));
        let other = KeyPair::generate().unwrap();
        let server = server(identity.chain, &other, &[version]);
        let talk = Talk::begin(settings(vec![authority.anchor()]), server).run();
        assert_eq!(talk.failure().cause, Cause::BadSignature);
        assert_eq!(talk.report().chain.len(), 1, "one can still look at it");
    }
}

#[test]
fn a_certificate_that_is_none_ends_the_session() {
    let key = KeyPair::generate().unwrap();
    let server = server(vec![vec![0x30, 0x03, 1, 2, 3].into()], &key, &[&TLS13]);
    let talk = Talk::begin(settings(Vec::new()), server).run();
    assert_eq!(talk.failure().cause, Cause::BadCertificate);
}

/// What comes of a server that answers the first octets with these.
fn failure_after(answer: &[u8], step: usize) -> Failure {
    let mut session = Session::start(settings(Vec::new())).unwrap();
    for part in answer.chunks(step) {
        session.receive(part, NOW_MS);
    }
    let mut failure = None;
    while let Some(event) = session.poll() {
        if let Event::Failed(found, report) = event {
            assert_eq!(report, None);
            failure = Some(found);
        }
    }
    failure.unwrap_or_else(|| panic!("no failure after {answer:?}"))
}

/// A ServerHello of an old version (RFC 2246 §7.4.1.3).
fn old_server_hello(minor: u8) -> Vec<u8> {
    let body = [&[3, minor][..], &[7; 32], &[0], &[0, 0x2f], &[0]].concat();
    let length = u8::try_from(body.len()).unwrap();
    let handshake = [&[2, 0, 0, length][..], &body].concat();
    let record_length = u8::try_from(handshake.len()).unwrap();
    [&[0x16, 3, minor, 0, record_length][..], &handshake].concat()
}

#[test]
fn each_way_to_fail_has_its_own_cause() {
    for (answer, cause) in [
        (b"220 mx.example.com\r\n".to_vec(), Cause::NotTls),
        (b"HTTP/1.1 400 Bad Request\r\n".to_vec(), Cause::NotTls),
        (vec![0x15, 3, 3, 0, 2, 2, 40], Cause::Alert),
        (vec![0x15, 3, 3, 0, 2, 2, 70], Cause::OldVersion),
        (vec![0x15, 3, 3, 0, 2, 2, 71], Cause::OldVersion),
        (old_server_hello(1), Cause::OldVersion),
        (old_server_hello(2), Cause::OldVersion),
        (vec![0x16, 3, 3, 0, 4, 99, 0, 0, 0], Cause::Broken),
    ] {
        for step in [1, answer.len()] {
            assert_eq!(failure_after(&answer, step).cause, cause, "{answer:?}");
        }
    }
    assert_eq!(
        failure_after(b"220 mx.example.com\r\n", 100).detail,
        "220 mx.example.com\r\n"
    );
    assert_eq!(
        failure_after(&[0x15, 3, 3, 0, 2, 2, 40], 7).detail,
        "HandshakeFailure"
    );
    assert!(failure_after(&b"220-x\r\n".repeat(1000), 9000).detail.len() < 1000);
}

#[test]
fn after_a_failure_nothing_happens_any_more() {
    let mut session = Session::start(settings(Vec::new())).unwrap();
    session.receive(b"220 hello\r\n", NOW_MS);
    while session.poll().is_some() {}
    session.receive(&[0x15, 3, 3, 0, 2, 2, 40], NOW_MS);
    session.say(b"QUIT\r\n");
    session.go_on();
    assert_eq!(session.poll(), None);
}

#[test]
fn a_host_that_is_no_name_fails_at_once() {
    for host in ["", "a b", "-", "mx..example.com"] {
        let settings = Settings {
            host: host.to_owned(),
            ..settings(Vec::new())
        };
        assert!(Session::start(settings).is_err(), "{host:?}");
    }
}
