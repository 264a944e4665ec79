//! The HTTP side: the page, its headers, and who may see it.

use ehlo_bridge::page;
use ehlo_bridge::policy::origin::Origin;
use ehlo_bridge::serve::Running;
use ehlo_bridge::settings::Settings;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::support::bridge;

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

/// Asks as a browser does that opened the bridge's address.
pub(crate) async fn get(running: &Running, path: &str) -> Answer {
    ask(
        running,
        "GET",
        path,
        &[("Host", &running.address.to_string())],
    )
    .await
}

/// Asks with exactly these headers.
pub(crate) async fn ask(
    running: &Running,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Answer {
    let headers: String = headers
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let mut stream = TcpStream::connect(running.address).await.unwrap();
    let request = format!("{method} {path} HTTP/1.1\r\n{headers}Connection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let answer = String::from_utf8_lossy(&answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Answer {
        status,
        head: head.to_owned(),
        body: body.to_owned(),
    }
}

#[tokio::test]
async fn every_answer_has_the_strict_headers() {
    let running = bridge(Settings::local()).await;
    for path in [
        "/",
        "/limits",
        "/tunnel",
        "/no-such-file",
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
    ] {
        let answer = get(&running, path).await;
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
             font-src 'self'; worker-src 'self'; connect-src 'self' ws://{}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            running.address
        );
        assert_eq!(
            answer.header("content-security-policy"),
            Some(policy.as_str()),
            "{path}"
        );
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{path}");
        }
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
    }
    running.stop().await;
}

#[tokio::test]
async fn the_limits_may_be_read_by_the_pages_that_may_open_a_tunnel() {
    let settings = Settings {
        origins: vec!["https://good.example".parse::<Origin>().unwrap()],
        ..Settings::local()
    };
    let running = bridge(settings).await;
    let own = running.address.to_string();
    for (origins, allowed) in [
        (&["https://good.example"][..], Some("https://good.example")),
        (&["https://evil.test"], None),
        (&["https://good.example.evil.test"], None),
        (&["http://good.example"], None),
        (&["null"], None),
        (&["https://good.example", "https://evil.test"], None),
        (&[], None),
    ] {
        let mut headers = vec![("Host", own.as_str())];
        headers.extend(origins.iter().map(|origin| ("Origin", *origin)));
        let answer = ask(&running, "GET", "/limits", &headers).await;
        assert_eq!(answer.status, 200);
        assert_eq!(
            answer.header("access-control-allow-origin"),
            allowed,
            "{origins:?}"
        );
        assert_eq!(answer.header("vary"), Some("origin"));
        // The inbox is shown to nobody else.
        let inbox = ask(&running, "GET", "/inbox", &headers).await;
        assert_eq!(inbox.header("access-control-allow-origin"), None);
    }
    running.stop().await;
}

#[tokio::test]
async fn only_its_own_names_are_answered() {
    let settings = Settings {
        origins: vec!["https://good.example".parse::<Origin>().unwrap()],
        ..Settings::local()
    };
    let running = bridge(settings).await;
    let port = running.address.port();
    for (hosts, status) in [
        (vec![format!("127.0.0.1:{port}")], 200),
        (vec![format!("localhost:{port}")], 200),
        (vec![format!("[::1]:{port}")], 200),
        (vec!["good.example".to_owned()], 200),
        (vec!["127.0.0.1".to_owned()], 403),
        (vec![format!("evil.test:{port}")], 403),
        (
            vec![format!("127.0.0.1:{port}"), "evil.test".to_owned()],
            403,
        ),
        (vec![], 403),
    ] {
        let headers: Vec<(&str, &str)> = hosts.iter().map(|host| ("Host", host.as_str())).collect();
        assert_eq!(
            ask(&running, "GET", "/limits", &headers).await.status,
            status,
            "{hosts:?}"
        );
        assert_eq!(
            ask(&running, "GET", "/healthz", &headers).await.status,
            200,
            "{hosts:?}"
        );
    }
    let own = format!("127.0.0.1:{port}");
    let answer = ask(
        &running,
        "GET",
        "http://evil.test/limits",
        &[("Host", &own)],
    )
    .await;
    assert_eq!(answer.status, 403);
    let answer = ask(&running, "GET", "/limits", &[("Host", "good.example")]).await;
    assert!(
        answer
            .header("content-security-policy")
            .unwrap()
            .contains("connect-src 'self' wss://good.example;")
    );
    running.stop().await;
}

#[tokio::test]
async fn the_page_is_served_or_the_way_to_build_it_is_said() {
    let running = bridge(Settings::local()).await;
    let answer = get(&running, "/").await;
    assert_eq!(
        answer.header("content-type"),
        Some("text/html; charset=utf-8")
    );
    if page::is_there() {
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, Some("no-cache"))
        );
        let tag = answer.header("etag").unwrap();
        let own = running.address.to_string();
        let again = ask(
            &running,
            "GET",
            "/",
            &[("Host", &own), ("If-None-Match", tag)],
        )
        .await;
        assert_eq!((again.status, again.body.as_str()), (304, ""));
    } else {
        assert_eq!(answer.status, 503);
        assert!(answer.body.contains("cargo xtask play"), "{}", answer.body);
    }
    assert_eq!(get(&running, "/no-such-file").await.status, 404);
    assert_eq!(get(&running, "/healthz").await.body, "ok\n");
    running.stop().await;
}

#[tokio::test]
async fn a_tunnel_is_no_page() {
    let running = bridge(Settings::local()).await;
    let own = running.address.to_string();
    assert_eq!(get(&running, "/tunnel").await.status, 403);
    let origin = format!("http://{own}");
    let answer = ask(
        &running,
        "GET",
        "/tunnel",
        &[("Host", &own), ("Origin", &origin)],
    )
    .await;
    assert!((400..500).contains(&answer.status));
    running.stop().await;
}
