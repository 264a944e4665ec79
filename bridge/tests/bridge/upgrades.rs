//! From HTTP to a tunnel, over one connection: what stands before and behind the request, and who keeps which place.

use ehlo_bridge::serve::Running;
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::{FromBridge, FromPage, PATH, Refusal, SUBPROTOCOL};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::Role;

use crate::support::{Page, bridge, opening, server};
use crate::web::get;

/// A request for a tunnel, with what a test changes.
fn upgrade(running: &Running, method: &str, version: &str, more: &str) -> String {
    let address = running.address;
    format!(
        "{method} {PATH} {version}\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: Upgrade\r\n\
         Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\
         Sec-WebSocket-Protocol: {SUBPROTOCOL}\r\n{more}\r\n"
    )
}

/// One frame as a browser writes it, with a mask that changes nothing.
fn frame(kind: u8, octets: &[u8]) -> Vec<u8> {
    let length = u16::try_from(octets.len()).unwrap().to_be_bytes();
    [&[0x80 | kind, 0x80 | 126], &length[..], &[0; 4], octets].concat()
}

/// Reads an answer up to the end of its head.
async fn head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

#[tokio::test]
async fn what_stands_around_an_upgrade_is_read_once_and_in_its_order() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(b"220 mx\r\n").await.unwrap();
        let (mut from, mut to) = stream.split();
        let _ = tokio::io::copy(&mut from, &mut to).await;
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let before = format!("GET /healthz HTTP/1.1\r\nHost: {}\r\n\r\n", running.address);
    let open = serde_json::to_vec(&FromPage::Open {
        host: server.ip().to_string(),
        port: server.port(),
        token: Some(running.token.reveal().to_owned()),
    })
    .unwrap();
    let behind = [
        frame(1, &open),
        frame(2, b"EHLO client\r\n"),
        frame(2, b"NOOP\r\n"),
    ]
    .concat();
    let request = [
        before.as_bytes(),
        upgrade(&running, "GET", "HTTP/1.1", "").as_bytes(),
        &behind,
    ]
    .concat();
    let (whole, border) = (request.len(), request.len() - behind.len());
    // In one write, and cut around the places where one thing ends and the next begins.
    for cut in [
        whole,
        1,
        before.len(),
        before.len() + 9,
        border - 1,
        border,
        border + 1,
        border + 20,
        whole - 1,
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        let (first, second) = request.split_at(cut);
        stream.write_all(first).await.unwrap();
        tokio::task::yield_now().await;
        stream.write_all(second).await.unwrap();
        let answer = head(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{cut}: {answer}");
        let mut body = [0; 3];
        stream.read_exact(&mut body).await.unwrap();
        assert_eq!(&body, b"ok\n", "{cut}");
        let answer = head(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 101"), "{cut}: {answer}");
        let socket = WebSocketStream::from_raw_socket(stream, Role::Client, None).await;
        let mut page = Page::of(socket, "");
        assert!(matches!(page.hear().await, FromBridge::Opened { .. }));
        let said = b"220 mx\r\nEHLO client\r\nNOOP\r\n";
        assert_eq!(page.read(said.len()).await, said, "{cut}");
    }
    running.stop().await;
}

#[tokio::test]
async fn an_upgrade_wants_get_and_http_1_1_and_no_body() {
    let running = bridge(Settings::local()).await;
    for (method, version, more, answer) in [
        ("GET", "HTTP/1.1", "", "HTTP/1.1 101"),
        ("GET", "HTTP/1.1", "Content-Length: 0\r\n", "HTTP/1.1 101"),
        ("GET", "HTTP/1.0", "", "HTTP/1.0 400"),
        ("POST", "HTTP/1.1", "", "HTTP/1.1 405"),
        ("HEAD", "HTTP/1.1", "", "HTTP/1.1 405"),
        ("GET", "HTTP/1.1", "Content-Length: 5\r\n", "HTTP/1.1 400"),
        (
            "GET",
            "HTTP/1.1",
            "Content-Length: 5\r\nExpect: 100-continue\r\n",
            "HTTP/1.1 400",
        ),
        (
            "GET",
            "HTTP/1.1",
            "Transfer-Encoding: chunked\r\n",
            "HTTP/1.1 400",
        ),
        (
            "GET",
            "HTTP/1.1",
            "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
            "HTTP/1.1 400",
        ),
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let request = upgrade(&running, method, version, more);
        stream.write_all(request.as_bytes()).await.unwrap();
        let head = head(&mut stream).await;
        assert!(
            head.starts_with(answer),
            "{method} {version} {more:?}: {head}"
        );
    }
    assert_eq!(running.sessions(), 0);
    running.stop().await;
}

#[tokio::test]
async fn who_is_refused_a_session_and_lingers_holds_a_place() {
    let mut settings = Settings::local();
    for (limit, value) in [("sessions", 1), ("http-connections", 4), ("close-time", 10)] {
        settings.limits.set(limit, value).unwrap();
    }
    let running = bridge(settings).await;
    let first = Page::new(&running).await.ping_once().await;
    let mut lingering = Vec::new();
    for taken in 0..4 {
        assert_eq!(get(&running, "/healthz").await.status, 200, "{taken}");
        let mut page = Page::new(&running).await;
        match page.hear().await {
            FromBridge::Refused { code, .. } => assert_eq!(code, Refusal::TooManySessions),
            other => panic!("not refused: {other:?}"),
        }
        // Its closing handshake stays unanswered.
        lingering.push(page);
    }
    assert_eq!(get(&running, "/healthz").await.status, 503);
    drop((first, lingering));
    while get(&running, "/healthz").await.status != 200 {
        tokio::task::yield_now().await;
    }
    running.stop().await;
}

#[tokio::test]
async fn a_session_takes_no_place_of_a_connection() {
    let mut settings = Settings::local();
    settings.limits.set("http-connections", 4).unwrap();
    let running = bridge(settings).await;
    let mut pages = Vec::new();
    for _ in 0..10 {
        pages.push(Page::new(&running).await.ping_once().await);
    }
    assert_eq!(get(&running, "/healthz").await.status, 200);
    assert_eq!(running.sessions(), 10);
    running.stop().await;
}

#[tokio::test]
async fn a_connection_in_any_phase_ends_when_the_bridge_stops() {
    let mut settings = Settings::local();
    settings.limits.set("request-time", 1).unwrap();
    let running = bridge(settings).await;
    let host = running.address;
    let mut streams = Vec::new();
    for said in [
        String::new(),
        format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n"),
        format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("POST /healthz HTTP/1.1\r\nHost: {host}\r\nContent-Length: 9\r\n\r\n"),
        upgrade(&running, "GET", "HTTP/1.1", "")[..40].to_owned(),
        upgrade(&running, "GET", "HTTP/1.1", ""),
        upgrade(&running, "POST", "HTTP/1.1", ""),
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(said.as_bytes()).await.unwrap();
        // What has come to an answer is awaited, so that each is in its phase.
        if said.ends_with("\r\n\r\n") {
            head(&mut stream).await;
        }
        streams.push((said, stream));
    }
    running.stop().await;
    for (said, mut stream) in streams {
        let mut rest = Vec::new();
        let end = stream.read_to_end(&mut rest);
        let end = tokio::time::timeout(std::time::Duration::from_secs(10), end).await;
        assert!(end.is_ok(), "{said}");
    }
}

#[tokio::test]
async fn who_closes_is_answered_and_who_hangs_up_is_not() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(b"220 mx\r\n").await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let open = serde_json::to_vec(&FromPage::Open {
        host: server.ip().to_string(),
        port: server.port(),
        token: Some(running.token.reveal().to_owned()),
    })
    .unwrap();
    for (last, answer) in [
        (frame(8, &1000_u16.to_be_bytes()), &b"\x88\x02\x03\xe8"[..]),
        (Vec::new(), b""),
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        let request = upgrade(&running, "GET", "HTTP/1.1", "");
        stream.write_all(request.as_bytes()).await.unwrap();
        assert!(head(&mut stream).await.starts_with("HTTP/1.1 101 "));
        stream.write_all(&frame(1, &open)).await.unwrap();
        let mut heard = Vec::new();
        while !heard.ends_with(b"220 mx\r\n") {
            heard.push(stream.read_u8().await.unwrap());
        }
        stream.write_all(&last).await.unwrap();
        stream.shutdown().await.unwrap();
        let mut rest = Vec::new();
        stream.read_to_end(&mut rest).await.unwrap();
        assert_eq!(rest, answer);
    }
    running.stop().await;
}
