//! TLS of the sandbox: by STARTTLS and from the first byte, directly and through the tunnel.

use std::net::{IpAddr, Ipv4Addr};

use ehlo_bridge::inbox::Inbox;
use ehlo_bridge::sandbox::{Sandbox, Talk};
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::{FromBridge, Policy};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, duplex};
use tokio::net::TcpStream;
use tokio::time::Instant;
use tokio_rustls::rustls::version::{TLS12, TLS13};
use tokio_rustls::rustls::{ALL_VERSIONS, ProtocolVersion};

use crate::relay::limits;
use crate::sandbox::sandbox;
use crate::support::{Page, bridge};
use crate::tls::{ask, reply, secure};
use crate::web::get;

const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// `ann` with `secret`.
const SIGN_IN: &str = "AUTH PLAIN AGFubgBzZWNyZXQ=";

/// A client of a sandbox, at a pipe; what becomes of the sandbox; the fingerprint.
fn client(sandbox: &'static Sandbox) -> (DuplexStream, tokio::task::JoinHandle<&'static str>) {
    let (near, far) = duplex(100_000);
    let ends = tokio::spawn(async move { Talk::new(CLIENT, sandbox).hold(near).await });
    (far, ends)
}

/// A sandbox for as long as the test runs.
fn lasting() -> (&'static Sandbox, Inbox) {
    let limits = limits(&[]);
    let inbox = Inbox::new(&limits);
    let (stopper, sandbox) = sandbox(&limits, &inbox);
    std::mem::forget(stopper);
    (Box::leak(Box::new(sandbox)), inbox)
}

/// A session under TLS, from EHLO to QUIT, with a mail in it.
async fn send_a_mail(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) {
    for (line, code) in [
        // What was said before TLS is forgotten (RFC 3207 §4.2).
        ("MAIL FROM:<>", "503"),
        ("EHLO me.example", "250"),
        ("STARTTLS", "503"),
        (SIGN_IN, "235"),
        ("MAIL FROM:<ann@b.example>", "250"),
        ("RCPT TO:<c@d.example>", "250"),
        ("DATA", "354"),
        (
            "From: <ann@b.example>\r\nDate: Sun, 22 Nov 2026 04:00:00 +0000\r\n\r\nhello\r\n.",
            "250",
        ),
    ] {
        let reply = ask(stream, line).await;
        assert!(reply.starts_with(code), "{line}: {reply}");
        if line.starts_with("EHLO") {
            assert!(
                reply.contains("AUTH ") && !reply.contains("STARTTLS"),
                "{reply}"
            );
        }
    }
    assert!(ask(stream, "QUIT").await.starts_with("221 "));
    // Ended in order: without close_notify this is an error.
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).await.unwrap();
    assert_eq!(rest, b"");
}

#[tokio::test]
async fn starttls_leads_to_a_session_under_tls() {
    for (version, agreed) in [
        (&TLS12, ProtocolVersion::TLSv1_2),
        (&TLS13, ProtocolVersion::TLSv1_3),
    ] {
        let (sandbox, inbox) = lasting();
        let (mut client, ends) = client(sandbox);
        assert!(reply(&mut client).await.starts_with("220 sandbox.example "));
        let hello = ask(&mut client, "EHLO me.example").await;
        assert!(
            hello.contains("STARTTLS") && !hello.contains("AUTH"),
            "{hello}"
        );
        let early = ask(&mut client, SIGN_IN).await;
        assert!(early.starts_with('5'), "{early}");
        assert!(ask(&mut client, "STARTTLS now").await.starts_with("501 "));
        assert!(ask(&mut client, "STARTTLS").await.starts_with("220 "));
        let fingerprint = sandbox.identity.fingerprint();
        let mut client = secure(client, "localhost", fingerprint, &[version])
            .await
            .unwrap();
        assert_eq!(client.get_ref().1.protocol_version(), Some(agreed));
        send_a_mail(&mut client).await;
        drop(client);
        assert_eq!(ends.await.unwrap(), "closed");
        assert_eq!(inbox.mails().len(), 1);
    }
}

#[tokio::test]
async fn a_transaction_in_clear_does_not_go_on_under_tls() {
    let (sandbox, inbox) = lasting();
    let (mut client, _) = client(sandbox);
    reply(&mut client).await;
    for line in [
        "EHLO me.example",
        "MAIL FROM:<evil@b.example>",
        "RCPT TO:<c@d.example>",
    ] {
        assert!(ask(&mut client, line).await.starts_with("250"), "{line}");
    }
    // Refused inside a transaction, or else the transaction is gone: never both.
    if ask(&mut client, "STARTTLS").await.starts_with("220") {
        let fingerprint = sandbox.identity.fingerprint();
        let mut client = secure(client, "localhost", fingerprint, ALL_VERSIONS)
            .await
            .unwrap();
        assert!(ask(&mut client, "DATA").await.starts_with("503 "));
        ask(&mut client, "EHLO me.example").await;
        assert!(ask(&mut client, "DATA").await.starts_with("503 "));
    }
    assert!(inbox.mails().is_empty());
}

#[tokio::test]
async fn the_certificate_is_for_every_name_of_the_sandbox_and_for_no_other() {
    let (sandbox, _) = lasting();
    let fingerprint = sandbox.identity.fingerprint();
    assert_eq!(fingerprint.len(), 64);
    for (name, right) in [
        ("sandbox.example", true),
        ("localhost", true),
        ("127.0.0.1", true),
        ("::1", true),
        ("mx.example.com", false),
        ("127.0.0.2", false),
    ] {
        let (near, far) = duplex(100_000);
        tokio::spawn(async move { Talk::new(CLIENT, sandbox).hold_under_tls(near).await });
        let made = secure(far, name, fingerprint, ALL_VERSIONS).await;
        assert_eq!(made.is_ok(), right, "{name}: {:?}", made.err());
    }
    // Another run has another one.
    assert_ne!(
        fingerprint,
        lasting().0.identity.fingerprint(),
        "two runs share a key"
    );
}

/// Commands behind STARTTLS that must never be read: in clear they are an attacker's, under TLS they would be the
/// client's own (CVE-2011-0411, the NO STARTTLS family).
#[tokio::test]
async fn commands_injected_behind_starttls_are_never_read() {
    let (sandbox, inbox) = lasting();
    let fingerprint = sandbox.identity.fingerprint();
    let mail = "EHLO evil.example\r\nMAIL FROM:<evil@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nevil\r\n.\r\n";
    for injected in [
        "NOOP\r\n".to_owned(),
        // Half a line, to be finished by the client's own first line.
        "RSET".to_owned(),
        "\r\n".to_owned(),
        "\n".to_owned(),
        "STARTTLS\r\n".to_owned(),
        "AUTH PLAIN\r\n".to_owned(),
        mail.to_owned(),
        "NOOP\r\n".repeat(2000),
    ] {
        let said = format!("EHLO me.example\r\nSTARTTLS\r\n{injected}");
        let asked = said.find("STARTTLS\r\n").unwrap() + "STARTTLS\r\n".len();
        // In one segment with the line, however the line itself is cut.
        for cut in 0..asked {
            let (mut client, _) = client(sandbox);
            reply(&mut client).await;
            let (first, second) = said.split_at(cut);
            client.write_all(first.as_bytes()).await.unwrap();
            // The sandbox has read the first part when it waits again.
            tokio::task::yield_now().await;
            client.write_all(second.as_bytes()).await.unwrap();
            assert!(reply(&mut client).await.starts_with("250-"));
            assert!(reply(&mut client).await.starts_with("220 "));
            let mut client = secure(client, "localhost", fingerprint, ALL_VERSIONS)
                .await
                .unwrap_or_else(|error| panic!("{injected:?} cut at {cut}: {error}"));
            // The first replies are to the client's own lines, and nothing of what was said in clear counts.
            let first = ask(&mut client, "MAIL FROM:<me@b.example>").await;
            assert!(first.starts_with("503 "), "{injected:?} at {cut}: {first}");
            let hello = ask(&mut client, "EHLO me.example").await;
            assert!(
                hello.starts_with("250-sandbox.example greets me.example"),
                "{injected:?} at {cut}: {hello}"
            );
        }
        // In a segment of its own behind the 220: no handshake, so no session.
        for cut in asked..said.len().min(asked + 50) {
            let (mut client, ends) = client(sandbox);
            reply(&mut client).await;
            client.write_all(&said.as_bytes()[..asked]).await.unwrap();
            reply(&mut client).await;
            assert!(reply(&mut client).await.starts_with("220 "));
            client
                .write_all(&said.as_bytes()[asked..cut])
                .await
                .unwrap();
            tokio::task::yield_now().await;
            // It may be gone already.
            let _ = client.write_all(&said.as_bytes()[cut..]).await;
            let _ = client.shutdown().await;
            let mut heard = Vec::new();
            let _ = client.read_to_end(&mut heard).await;
            assert!(
                heard.is_empty() || heard.first() == Some(&ALERT),
                "{injected:?} at {cut}: {:?}",
                String::from_utf8_lossy(&heard)
            );
            assert_eq!(ends.await.unwrap(), "tls-failed", "{injected:?} at {cut}");
        }
    }
    assert!(inbox.mails().is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_handshake_has_its_time() {
    let (sandbox, _) = lasting();
    // Nothing at all, and the head of a record that never comes.
    for part in [&b""[..], b"\x16\x03\x01\x02\x00\x01"] {
        let (mut client, ends) = client(sandbox);
        reply(&mut client).await;
        ask(&mut client, "EHLO me.example").await;
        ask(&mut client, "STARTTLS").await;
        let started = Instant::now();
        client.write_all(part).await.unwrap();
        assert_eq!(ends.await.unwrap(), "tls-stalled");
        assert_eq!(started.elapsed().as_secs(), 10);
    }
}

#[tokio::test]
async fn the_second_port_speaks_tls_first_and_nothing_else() {
    let running = bridge(Settings::local()).await;
    let sandbox = running.sandbox.clone();
    let stream = TcpStream::connect(sandbox.tls).await.unwrap();
    let mut client = secure(stream, "127.0.0.1", &sandbox.fingerprint, ALL_VERSIONS)
        .await
        .unwrap();
    assert!(reply(&mut client).await.starts_with("220 "));
    send_a_mail(&mut client).await;
    // A web page's request, and a client that took the wrong port.
    for said in [
        "POST / HTTP/1.1\r\nHost: x\r\n\r\nEHLO me\r\n",
        "EHLO me.example\r\n",
    ] {
        let mut client = TcpStream::connect(sandbox.tls).await.unwrap();
        client.write_all(said.as_bytes()).await.unwrap();
        let mut heard = Vec::new();
        let _ = client.read_to_end(&mut heard).await;
        assert!(
            heard.is_empty() || heard.first() == Some(&ALERT),
            "{said:?}: {heard:?}"
        );
    }
    running.stop().await;
}

#[tokio::test]
async fn a_client_in_a_handshake_does_not_hold_the_stop() {
    let running = bridge(Settings::local()).await;
    let _silent = TcpStream::connect(running.sandbox.tls).await.unwrap();
    let mut asked = TcpStream::connect(running.sandbox.clear).await.unwrap();
    reply(&mut asked).await;
    ask(&mut asked, "EHLO me.example").await;
    ask(&mut asked, "STARTTLS").await;
    let started = Instant::now();
    running.stop().await;
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_page_has_tls_with_the_sandbox_through_the_tunnel() {
    let running = bridge(Settings::local()).await;
    let policy: Policy = serde_json::from_str(&get(&running, "/limits").await.body).unwrap();
    let sandbox = policy.sandbox.unwrap();
    for port in [sandbox.port, sandbox.tls_port] {
        let mut page = Page::new(&running).await;
        page.ask("localhost", port).await;
        assert!(matches!(page.hear().await, FromBridge::Opened { .. }));
        let mut client = page.into_stream();
        if port == sandbox.port {
            reply(&mut client).await;
            ask(&mut client, "EHLO me.example").await;
            assert!(ask(&mut client, "STARTTLS").await.starts_with("220 "));
        }
        let mut client = secure(client, "localhost", &sandbox.fingerprint, ALL_VERSIONS)
            .await
            .unwrap();
        if port == sandbox.tls_port {
            assert!(reply(&mut client).await.starts_with("220 "));
        }
        send_a_mail(&mut client).await;
    }
    running.stop().await;
}

/// First octet of a TLS record that holds an alert.
const ALERT: u8 = 21;
