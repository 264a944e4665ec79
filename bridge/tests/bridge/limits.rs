//! The limits of the HTTP side, and that `/limits` publishes every one.

use ehlo_bridge::limits::Limits;
use ehlo_bridge::profile::Profile;
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::Policy;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::bridge;
use crate::web::get;

#[tokio::test]
async fn every_limit_and_the_policy_are_published() {
    let mut settings = Settings {
        targets: vec!["127.0.0.1:2600".parse().unwrap()],
        ..Settings::local()
    };
    settings.limits.set("idle-time", 7).unwrap();
    let running = bridge(settings).await;
    let answer = get(&running, "/limits").await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let policy: Policy = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(
        (policy.profile.as_str(), policy.token_required),
        ("local", true)
    );
    assert_eq!(policy.ports, [25, 465, 587, 2525]);
    assert_eq!(policy.targets, ["127.0.0.1:2600"]);
    assert!(policy.logs.contains("Never"));
    for entry in Limits::TABLE {
        let limit = policy
            .limits
            .iter()
            .find(|limit| limit.name == entry.name)
            .unwrap();
        assert_eq!(
            limit.value,
            if entry.name == "idle-time" {
                7
            } else {
                entry.value
            }
        );
        assert_eq!(limit.unit, entry.unit);
    }
    assert!(
        policy
            .limits
            .iter()
            .any(|limit| limit.name == "data-frame" && limit.value == 65_536)
    );
    assert!(!answer.body.contains(running.token.reveal()));
    running.stop().await;
}

#[tokio::test]
async fn a_client_that_says_nothing_or_says_it_slowly_is_left() {
    let mut settings = Settings::local();
    settings.limits.set("request-time", 1).unwrap();
    let running = bridge(settings).await;
    for head in ["", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: "] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        // Ends, and not by a page.
        let _ = stream.read_to_end(&mut answer).await;
        assert!(!answer.starts_with(b"HTTP/1.1 200"));
    }
    running.stop().await;
}

#[tokio::test]
async fn a_head_as_long_as_the_limit_is_read_and_a_longer_one_is_refused() {
    let running = bridge(Settings::local()).await;
    for (length, status) in [
        (8000, "HTTP/1.1 200"),
        (8192, "HTTP/1.1 200"),
        (8193, "HTTP/1.1 431"),
    ] {
        let start = format!(
            "GET /limits HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nX: ",
            running.address
        );
        let head = format!("{start}{}\r\n\r\n", "x".repeat(length - start.len() - 4));
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let _ = stream.write_all(head.as_bytes()).await;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(std::str::from_utf8(&answer).unwrap(), status, "{length}");
    }
    running.stop().await;
}

#[tokio::test]
async fn one_connection_more_than_there_are_places_is_told_to_come_back() {
    let mut settings = Settings::local();
    settings.limits.set("http-connections", 4).unwrap();
    let running = bridge(settings).await;
    let mut silent = Vec::new();
    for taken in 0..6 {
        // Accepted in the order of their coming.
        let answer = get(&running, "/healthz").await;
        if taken < 4 {
            assert_eq!(answer.status, 200, "{taken} are taken");
        } else {
            assert_eq!(answer.status, 503, "{taken} are taken");
            assert_eq!(answer.header("retry-after"), Some("10"));
        }
        silent.push(TcpStream::connect(running.address).await.unwrap());
    }
    running.stop().await;
}

#[tokio::test]
async fn a_connection_is_not_kept_for_ever() {
    let mut settings = Settings::local();
    settings.limits.set("http-time", 1).unwrap();
    settings.limits.set("request-time", 60).unwrap();
    let running = bridge(settings).await;
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", running.address);
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.ends_with("ok\n"), "{answer}");
    running.stop().await;
}

#[tokio::test]
async fn one_client_has_so_many_connections_and_others_have_theirs() {
    for trusted in [false, true] {
        let mut settings = Settings::local();
        settings.limits.set("http-connections", 10).unwrap();
        settings
            .limits
            .set("http-connections-per-address", 3)
            .unwrap();
        if trusted {
            settings.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        }
        let running = bridge(settings).await;
        let mut silent = Vec::new();
        for taken in 0..5 {
            // A proxy's connections are many people's.
            let wanted = if taken < 3 || trusted { 200 } else { 503 };
            let answer = get(&running, "/healthz").await;
            assert_eq!(answer.status, wanted, "{taken} are taken");
            silent.push(TcpStream::connect(running.address).await.unwrap());
        }
        running.stop().await;
    }
}

#[test]
fn no_client_of_a_public_bridge_takes_the_sandbox_from_all_others() {
    let held = |limits: &Limits| limits.sandbox_connections() * limits.sandbox_message();
    let local = Limits::of(Profile::Local);
    for profile in Profile::ALL {
        let limits = Limits::of(profile);
        assert!(held(&limits) <= held(&local), "{profile}");
        // To the sandbox all that comes through tunnels is one client.
        let most = limits.sandbox_connections() / 6;
        let own = profile == Profile::Local;
        assert!(own || limits.sessions_per_address() <= most, "{profile}");
    }
}
