//! What whoever looks after the bridge sees: counters, readiness, and how it stops and goes on.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ehlo_bridge::clock::Clock;
use ehlo_bridge::network::{Exchange, Later, Network};
use ehlo_bridge::profile::Profile;
use ehlo_bridge::serve::{Running, start};
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::{FromBridge, Refusal};
use futures_util::StreamExt;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Page, bridge, opening, server};
use crate::web::get;

/// Greets, and says no more.
async fn greet(mut stream: TcpStream) {
    let _ = stream.write_all(b"220 mx\r\n").await;
    std::future::pending::<()>().await;
}

async fn metrics(running: &Running) -> String {
    get(running, "/metrics").await.body
}

/// A network whose every dial is a fault of ours.
struct Broken;

impl Network for Broken {
    fn resolve<'a>(&'a self, _name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async { panic!("a fault in a resolver") })
    }

    fn exchanges<'a>(&'a self, _domain: &'a str) -> Later<'a, io::Result<Vec<Exchange>>> {
        Box::pin(async { Ok(Vec::new()) })
    }

    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>> {
        Box::pin(TcpStream::connect(address))
    }
}

#[tokio::test]
async fn a_panic_ends_its_own_session_with_a_name_and_is_counted() {
    let server = server(greet).await;
    let running = start(opening(&[server]), Arc::new(Broken), Clock::default())
        .await
        .unwrap();
    let mut other = Page::open(&running, server).await;
    other.read(8).await;
    for count in 1..=3 {
        let mut page = Page::new(&running).await;
        page.ask("mx.example.com", 25).await;
        page.refused(Refusal::InternalError).await;
        assert!(
            metrics(&running)
                .await
                .contains(&format!("ehlo_panics_total {count}\n"))
        );
    }
    other.ping().await;
    assert_eq!(running.sessions(), 1);
    running.stop().await;
}

#[tokio::test]
async fn counters_say_what_happened() {
    let server = server(greet).await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    page.read(8).await;
    let mut refused = Page::new(&running).await;
    refused.ask("mx.example.com", 22).await;
    refused.refused(Refusal::PortNotAllowed).await;
    let text = metrics(&running).await;
    for line in [
        "ehlo_sessions_open 1",
        "ehlo_sessions_total 2",
        "ehlo_refusals_total{code=\"port-not-allowed\"} 1",
        "ehlo_dial_seconds_count 1",
        "ehlo_open_seconds_count 2",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n{text}");
    }
    running.stop().await;
}

#[tokio::test]
async fn counters_of_a_public_bridge_are_on_an_address_of_their_own() {
    let settings = Settings {
        profile: Profile::Sandbox,
        metrics: Some("127.0.0.1:0".parse().unwrap()),
        ..Settings::local()
    };
    let running = bridge(settings).await;
    assert_eq!(get(&running, "/metrics").await.status, 404);
    let answer = get_at(running.metrics.unwrap(), "/metrics").await;
    assert!(answer.contains("ehlo_sessions_open 0\n"), "{answer}");
    // And nothing else is there.
    let answer = get_at(running.metrics.unwrap(), "/inbox").await;
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    running.stop().await;
}

async fn get_at(address: SocketAddr, path: &str) -> String {
    use tokio::io::AsyncReadExt;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn readiness_ends_when_all_places_are_taken() {
    let server = server(greet).await;
    let mut settings = opening(&[server]);
    settings.limits.set("sessions", 1).unwrap();
    let running = bridge(settings).await;
    assert_eq!(get(&running, "/readyz").await.status, 200);
    let page = Page::open(&running, server).await;
    assert_eq!(get(&running, "/readyz").await.status, 503);
    assert_eq!(get(&running, "/healthz").await.status, 200);
    drop(page);
    running.stop().await;
}

#[tokio::test]
async fn a_hundred_live_sessions_are_told_and_newcomers_are_sent_away() {
    let server = server(greet).await;
    let mut settings = opening(&[server]);
    settings.limits.set("sessions", 100).unwrap();
    settings.limits.set("sessions-per-address", 100).unwrap();
    settings.limits.set("close-time", 3).unwrap();
    let running = bridge(settings).await;
    let address = running.address;
    let mut pages = Vec::new();
    for _ in 0..100 {
        let mut page = Page::open(&running, server).await;
        page.read(8).await;
        pages.push(page);
    }
    let started = Instant::now();
    let stopping = tokio::spawn(running.stop());
    // Nobody has answered the closing handshakes yet, so the bridge still waits.
    sleep(Duration::from_millis(300)).await;
    let answer = get_at(address, "/").await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    assert!(answer.contains("Retry-After: "), "{answer}");
    for page in pages {
        page.refused(Refusal::ShuttingDown).await;
    }
    stopping.await.unwrap();
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_page_that_is_gone_without_a_word_loses_its_place() {
    let server = server(greet).await;
    let mut settings = opening(&[server]);
    settings.limits.set("ping-time", 1).unwrap();
    let running = bridge(settings).await;
    let gone = Page::open(&running, server).await;
    let mut there = Page::open(&running, server).await;
    there.read(8).await;
    let started = Instant::now();
    // Reading answers the pings; the other one is never read from again.
    let reading = async { while let Some(Ok(Message::Ping(_))) = there.socket.next().await {} };
    let waiting = async {
        while running.sessions() > 1 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::select! {
        () = reading => panic!("the page that is there was left"),
        () = waiting => {}
    }
    assert!(started.elapsed() < Duration::from_secs(5));
    let text = metrics(&running).await;
    assert!(
        text.contains("ehlo_session_ends_total{by=\"page\"} 1\n"),
        "{text}"
    );
    drop(gone);
    running.stop().await;
}

#[tokio::test]
async fn loopback_is_listened_to_at_both_its_addresses() {
    let running = bridge(Settings::local()).await;
    let port = running.address.port();
    let Ok(mut stream) = TcpStream::connect(("::1", port)).await else {
        // A system without IPv6 has one address only.
        assert!(std::net::TcpListener::bind("[::1]:0").is_err());
        return;
    };
    let request = format!("GET /limits HTTP/1.0\r\nHost: [::1]:{port}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    tokio::io::AsyncReadExt::read_exact(&mut stream, &mut answer)
        .await
        .unwrap();
    assert_eq!(&answer[8..], b" 200");
    running.stop().await;
}

#[tokio::test]
async fn the_sandbox_is_at_both_addresses_of_loopback() {
    use tokio::io::AsyncReadExt;
    let running = bridge(Settings::local()).await;
    if std::net::TcpListener::bind("[::1]:0").is_err() {
        // A system without IPv6 has one address only.
        return;
    }
    for address in ["127.0.0.1", "::1"] {
        let mut stream = TcpStream::connect((address, running.sandbox.clear.port()))
            .await
            .unwrap();
        let mut greeting = [0; 4];
        stream.read_exact(&mut greeting).await.unwrap();
        assert_eq!(&greeting, b"220 ", "{address}");
        // And under TLS something listens too: what is no handshake ends it.
        let mut stream = TcpStream::connect((address, running.sandbox.tls.port()))
            .await
            .unwrap();
        stream.write_all(b"QUIT\r\n").await.unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"220"), "{address}");
    }
    running.stop().await;
}

#[tokio::test]
async fn two_tabs_are_apart_and_one_more_than_the_cap_is_told_so() {
    let server = server(greet).await;
    let mut settings = opening(&[server]);
    settings.limits.set("sessions-per-address", 50).unwrap();
    settings.limits.set("sessions", 200).unwrap();
    let running = bridge(settings).await;
    let mut tabs = Vec::new();
    for _ in 0..50 {
        tabs.push(Page::open(&running, server).await);
    }
    let more = Page::new(&running).await;
    more.refused(Refusal::TooManySessions).await;
    let mut first = tabs.remove(0);
    first.read(8).await;
    first.say("no frame of ours").await;
    first.refused(Refusal::BadRequest).await;
    for tab in &mut tabs {
        tab.read(8).await;
        tab.ping().await;
    }
    let mut again = Page::new(&running).await;
    again.ask("127.0.0.1", server.port()).await;
    let FromBridge::Opened { .. } = again.hear().await else {
        panic!("the place was not given back")
    };
    running.stop().await;
}
