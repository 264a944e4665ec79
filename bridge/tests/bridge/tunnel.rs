//! Sessions through a real WebSocket to servers on loopback.

use ehlo_protocol::tunnel::{Ender, Ending, FromBridge, Refusal};
use futures_util::SinkExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::{Page, bridge, lines, opening, records, server};

const GREETING: &[u8] = b"220 mx.example.com ESMTP\r\n";

/// Greets, then gives back what it is sent.
async fn echo(mut stream: TcpStream) {
    let _ = stream.write_all(GREETING).await;
    let (mut read, mut write) = stream.split();
    let _ = tokio::io::copy(&mut read, &mut write).await;
}

#[tokio::test]
async fn a_session_carries_bytes_both_ways_until_the_server_ends_it() {
    let server = server(async |mut stream: TcpStream| {
        stream
            .write_all(b"220-mx.example.com\r\n220 ESMTP\r\n")
            .await
            .unwrap();
        let mut command = [0; 9];
        stream.read_exact(&mut command).await.unwrap();
        assert_eq!(&command, b"EHLO me\r\n");
        stream.write_all(b"250 mx.example.com\r\n").await.unwrap();
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    assert_eq!(page.read(31).await, b"220-mx.example.com\r\n220 ESMTP\r\n");
    page.send(b"EHLO ").await;
    page.send(b"me\r\n").await;
    assert_eq!(page.read(20).await, b"250 mx.example.com\r\n");
    match page.hear().await {
        FromBridge::Closed {
            by: Ender::Server,
            code: Ending::Eof,
            message,
        } => assert!(!message.contains('«')),
        other => panic!("{other:?}"),
    }
    page.closed(CloseCode::Normal).await;
    running.stop().await;
}

#[tokio::test]
async fn a_server_that_resets_is_said_to_be_lost() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(GREETING).await.unwrap();
        let mut first = [0; 1];
        stream.read_exact(&mut first).await.unwrap();
        stream.set_zero_linger().unwrap();
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    assert_eq!(page.read(GREETING.len()).await, GREETING);
    page.send(b"QUIT\r\n").await;
    let FromBridge::Closed {
        by: Ender::Server,
        code: Ending::Reset,
        ..
    } = page.hear().await
    else {
        panic!("not reset")
    };
    running.stop().await;
}

#[tokio::test]
async fn what_the_page_says_before_the_greeting_waits_and_is_not_lost() {
    let (accepted, mut waiting) = mpsc::channel::<TcpStream>(1);
    let server = server(move |stream| {
        let accepted = accepted.clone();
        async move { accepted.send(stream).await.unwrap() }
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    let mut stream = waiting.recv().await.unwrap();
    page.send(b"EHLO ").await;
    page.send(b"early\r\n").await;
    // The bridge has read both frames, and neither has come here.
    page.ping().await;
    let nothing = stream.try_read(&mut [0; 64]).map_err(|error| error.kind());
    assert_eq!(nothing, Err(std::io::ErrorKind::WouldBlock));
    stream.write_all(b"220-mx\r\n").await.unwrap();
    assert_eq!(page.read(8).await, b"220-mx\r\n");
    page.ping().await;
    let nothing = stream.try_read(&mut [0; 64]).map_err(|error| error.kind());
    assert_eq!(nothing, Err(std::io::ErrorKind::WouldBlock));
    stream.write_all(b"220 mx\r\n").await.unwrap();
    let mut command = [0; 12];
    stream.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"EHLO early\r\n");
    running.stop().await;
}

#[tokio::test]
async fn a_page_that_closes_closes_the_connection_after_its_last_word() {
    let (sender, mut received) = mpsc::channel(1);
    let server = server(move |mut stream: TcpStream| {
        let sender = sender.clone();
        async move {
            stream.write_all(GREETING).await.unwrap();
            let mut all = Vec::new();
            let _ = stream.read_to_end(&mut all).await;
            sender.send(all).await.unwrap();
        }
    })
    .await;
    let running = bridge(opening(&[server])).await;
    for polite in [true, false] {
        let mut page = Page::open(&running, server).await;
        page.read(GREETING.len()).await;
        page.send(b"QUIT\r\n").await;
        if polite {
            page.socket.close(None).await.unwrap();
        } else {
            drop(page);
        }
        assert_eq!(received.recv().await.unwrap(), b"QUIT\r\n");
    }
    running.stop().await;
}

#[tokio::test]
async fn a_greeting_of_554_is_shown_and_the_page_may_answer() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(b"554 no service here\r\n").await.unwrap();
        let mut command = [0; 6];
        stream.read_exact(&mut command).await.unwrap();
        stream.write_all(b"221 bye\r\n").await.unwrap();
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    assert_eq!(page.read(21).await, b"554 no service here\r\n");
    page.send(b"QUIT\r\n").await;
    assert_eq!(page.read(9).await, b"221 bye\r\n");
    running.stop().await;
}

#[tokio::test]
async fn a_large_body_comes_back_whole() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(GREETING).await.unwrap();
        stream.read_exact(&mut [0; 10]).await.unwrap();
        stream.write_all(b"220 go\r\n").await.unwrap();
        let (mut read, mut write) = stream.split();
        let _ = tokio::io::copy(&mut read, &mut write).await;
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    page.read(GREETING.len()).await;
    page.send(b"STARTTLS\r\n").await;
    page.read(8).await;
    let body = records(3_000_000);
    let (mut sending, receiving) = futures_util::StreamExt::split(page.socket);
    let sent = body.clone();
    let writer = tokio::spawn(async move {
        for part in sent.chunks(65_536) {
            sending.send(Message::binary(part.to_vec())).await.unwrap();
        }
        sending
    });
    let mut back = Vec::new();
    let mut receiving = receiving;
    while back.len() < body.len() {
        match futures_util::StreamExt::next(&mut receiving).await {
            Some(Ok(Message::Binary(more))) => back.extend_from_slice(&more),
            other => panic!("{other:?}"),
        }
    }
    assert!(back == body, "the body came back changed");
    drop((writer.await.unwrap(), receiving));
    running.stop().await;
}

#[tokio::test]
async fn a_broken_frame_ends_its_own_tunnel_and_no_other() {
    let server = server(echo).await;
    let running = bridge(opening(&[server])).await;
    let mut other = Page::open(&running, server).await;
    other.read(GREETING.len()).await;
    let long = format!(
        r#"{{"type":"open","host":"{}","port":25}}"#,
        "a".repeat(4096)
    );
    for text in [
        "",
        "{",
        "null",
        "[]",
        "\u{0}",
        r#"{"type":"open"}"#,
        r#"{"type":"close"}"#,
        r#"{"type":"open","host":"a"}"#,
        r#"{"type":"open","host":"a","port":65536}"#,
        r#"{"type":"open","host":"a","port":-1}"#,
        r#"{"type":"open","host":"a","port":"25"}"#,
        r#"{"type":"open","host":"a","port":25,"x":1}"#,
        r#"{"type":"open","host":"a","host":"b","port":25}"#,
        &long,
    ] {
        let mut page = Page::new(&running).await;
        page.say(text).await;
        page.refused(Refusal::BadRequest).await;
    }
    let mut page = Page::new(&running).await;
    page.send(b"EHLO me\r\n").await;
    page.refused(Refusal::BadRequest).await;

    let mut page = Page::open(&running, server).await;
    page.read(GREETING.len()).await;
    page.say(r#"{"type":"open","host":"a","port":25}"#).await;
    page.refused(Refusal::BadRequest).await;

    other.send(b"NOOP\r\n").await;
    assert_eq!(other.read(6).await, b"NOOP\r\n");
    running.stop().await;
}

#[tokio::test]
async fn a_frame_may_be_as_long_as_the_limit_and_no_longer() {
    let server = server(echo).await;
    let running = bridge(opening(&[server])).await;
    for (length, fits) in [(65_535, true), (65_536, true), (65_537, false)] {
        let mut page = Page::open(&running, server).await;
        page.read(GREETING.len()).await;
        // The bridge may close while the rest of a frame that it refuses is under way.
        let _ = page.socket.send(Message::binary(lines(length))).await;
        if fits {
            assert_eq!(page.read(length).await.len(), length);
        } else {
            page.refused_by(Refusal::BadRequest, CloseCode::Size).await;
        }
    }
    running.stop().await;
}

#[tokio::test]
async fn a_server_that_says_what_is_no_smtp_is_not_shown() {
    let server = server(async |mut stream: TcpStream| {
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        let _ = stream.read(&mut [0; 1]).await;
    })
    .await;
    let running = bridge(opening(&[server])).await;
    Page::open(&running, server)
        .await
        .refused(Refusal::NotSmtp)
        .await;
    running.stop().await;
}

#[tokio::test]
async fn a_server_that_never_greets_is_left() {
    let server = server(async |mut stream: TcpStream| {
        let _ = stream.read(&mut [0; 1]).await;
    })
    .await;
    let mut settings = opening(&[server]);
    settings.limits.set("greeting-time", 1).unwrap();
    let running = bridge(settings).await;
    Page::open(&running, server)
        .await
        .refused(Refusal::GreetingTimeout)
        .await;
    running.stop().await;
}

#[tokio::test]
async fn a_server_that_ends_inside_its_greeting_is_shown_as_far_as_it_came() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(b"220 mx.exa").await.unwrap();
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    assert_eq!(page.read(10).await, b"220 mx.exa");
    let FromBridge::Closed {
        code: Ending::Eof, ..
    } = page.hear().await
    else {
        panic!("not closed")
    };
    running.stop().await;
}

#[tokio::test]
async fn an_open_frame_may_be_as_long_as_the_limit_and_no_longer() {
    let server = server(echo).await;
    let running = bridge(opening(&[server])).await;
    for (length, fits) in [(4095, true), (4096, true), (4097, false)] {
        let token = running.token.reveal();
        let mut open = format!(
            r#"{{"type":"open","host":"127.0.0.1","port":{},"token":"{token}"}}"#,
            server.port()
        );
        open.push_str(&" ".repeat(length - open.len()));
        let mut page = Page::new(&running).await;
        page.say(&open).await;
        if fits {
            let FromBridge::Opened { .. } = page.hear().await else {
                panic!("not opened")
            };
        } else {
            page.refused(Refusal::BadRequest).await;
        }
    }
    running.stop().await;
}
