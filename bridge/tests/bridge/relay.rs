//! The relay alone: an eight-byte pipe on both sides.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use ehlo_bridge::clock::Clock;
use ehlo_bridge::guard::{Care, Guard};
use ehlo_bridge::limits::{BULK, DATA_FRAME, Limits};
use ehlo_bridge::link::End;
use ehlo_bridge::profile::Profile;
use ehlo_bridge::relay::{Relay, Tally};
use ehlo_bridge::websocket::{Kind, Socket};
use ehlo_protocol::tunnel::Ending;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{
    AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, DuplexStream, ReadBuf, duplex,
};
use tokio::time::sleep;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use crate::support::{lines, records};

/// The bridge's end of a WebSocket over a pipe.
pub(crate) fn socket(pipe: DuplexStream) -> Socket<DuplexStream> {
    Socket::new(pipe, Vec::new(), DATA_FRAME)
}

/// Runs a relay to `port` between a page and a server that the test plays, over pipes of `room` bytes.
async fn relay<P, S>(
    limits: &Limits,
    port: u16,
    room: usize,
    page: impl FnOnce(WebSocketStream<DuplexStream>) -> P,
    server: impl FnOnce(DuplexStream) -> S,
) -> (End, Tally)
where
    P: Future<Output = ()>,
    S: Future<Output = ()>,
{
    let (near, far) = duplex(room);
    let mut socket = socket(near);
    let (near, outside) = duplex(room);
    // The socket goes with the relay, so that the page sees its end.
    let relay = async move {
        let mut tally = Tally::default();
        let guard = Guard::new(port == 465, limits, Care::Sizes);
        let end = Relay::new(
            &mut socket,
            near,
            guard,
            limits,
            &Clock::default(),
            &mut tally,
        )
        .run(Vec::new())
        .await;
        (end, tally)
    };
    let page = page(WebSocketStream::from_raw_socket(far, Role::Client, None).await);
    let (ended, (), ()) = tokio::join!(relay, page, server(outside));
    ended
}

pub(crate) fn limits(changes: &[(&str, u64)]) -> Limits {
    let mut limits = Limits::of(Profile::Local);
    for (name, value) in changes {
        limits.set(name, *value).unwrap();
    }
    limits
}

async fn bytes(socket: &mut WebSocketStream<DuplexStream>, count: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while bytes.len() < count {
        match socket.next().await {
            Some(Ok(Message::Binary(more))) => bytes.extend_from_slice(&more),
            other => panic!("{other:?} after {bytes:?}"),
        }
    }
    bytes
}

#[tokio::test]
async fn a_server_that_sends_much_is_read_in_larger_parts() {
    const MUCH: usize = 9 << 20;
    let (end, _) = relay(
        &limits(&[]),
        25,
        1 << 20,
        async |mut page| {
            page.send(Message::binary(b"STARTTLS\r\n".to_vec()))
                .await
                .unwrap();
            assert_eq!(bytes(&mut page, 16).await, b"220 mx\r\n220 go\r\n");
            page.send(Message::binary(records(10))).await.unwrap();
            let (mut sent, mut most, mut most_of_bulk) = (16, 0, 0);
            while let Some(Ok(Message::Binary(part))) = page.next().await {
                if sent < BULK {
                    most = most.max(part.len());
                } else {
                    most_of_bulk = most_of_bulk.max(part.len());
                }
                sent += part.len() as u64;
                if sent > MUCH as u64 {
                    break;
                }
            }

            assert_eq!((most, most_of_bulk), (65_440, 130_880));
        },
        async |mut server| {
            server.write_all(b"220 mx\r\n").await.unwrap();
            let mut command = [0; 10];
            server.read_exact(&mut command).await.unwrap();
            server.write_all(b"220 go\r\n").await.unwrap();
            server.read_exact(&mut command).await.unwrap();
            // The page goes once it has enough.
            let _ = server.write_all(&records(MUCH + (1 << 20))).await;
        },
    )
    .await;
    assert_eq!(end, End::Page);
}

#[tokio::test]
async fn eight_bytes_at_a_time_are_enough() {
    let body = records(10_000);
    let (end, tally) = relay(
        &limits(&[]),
        25,
        8,
        async |mut page| {
            // Said before the greeting, which comes after it.
            page.send(Message::binary(b"STARTTLS\r\n".to_vec()))
                .await
                .unwrap();
            assert_eq!(
                bytes(&mut page, 39).await,
                b"220-mx.example.com\r\n220 ESMTP\r\n220 go\r\n"
            );
            let (mut sending, mut receiving) = page.split();
            let both = async {
                for part in body.chunks(997) {
                    sending.send(Message::binary(part.to_vec())).await.unwrap();
                }
            };
            let back = async {
                let mut back = Vec::new();
                while let Some(Ok(Message::Binary(more))) = receiving.next().await {
                    back.extend_from_slice(&more);
                }
                assert!(back == body);
            };
            tokio::join!(both, back);
        },
        async |mut server| {
            server
                .write_all(b"220-mx.example.com\r\n220 ESMTP\r\n")
                .await
                .unwrap();
            let mut command = [0; 10];
            server.read_exact(&mut command).await.unwrap();
            assert_eq!(&command, b"STARTTLS\r\n");
            server.write_all(b"220 go\r\n").await.unwrap();
            let (mut read, mut write) = tokio::io::split(server);
            tokio::io::copy(&mut (&mut read).take(10_000), &mut write)
                .await
                .unwrap();
        },
    )
    .await;
    assert_eq!(end, End::Server(Ending::Eof));
    assert_eq!(
        tally,
        Tally {
            from_page: 10_010,
            from_server: 10_039
        }
    );
}

#[tokio::test]
async fn a_page_that_takes_nothing_is_heard_all_the_same() {
    let (end, _) = relay(
        &limits(&[]),
        25,
        64,
        async |mut page| {
            assert_eq!(bytes(&mut page, 8).await, b"220 mx\r\n");
            // The server's flood waits for this page, which only speaks.
            sleep(Duration::from_millis(50)).await;
            page.send(Message::binary(lines(10_000))).await.unwrap();
            while let Some(Ok(_)) = page.next().await {}
        },
        async |server| {
            let (mut read, mut write) = tokio::io::split(server);
            write.write_all(b"220 mx\r\n").await.unwrap();
            let flood = async {
                let _ = write.write_all(&lines(300_000)).await;
            };
            let heard = async {
                let mut heard = vec![0; 10_000];
                read.read_exact(&mut heard).await.unwrap();
                assert!(heard == lines(10_000));
            };
            tokio::join!(flood, heard);
        },
    )
    .await;
    assert_eq!(end, End::Server(Ending::Eof));
}

#[tokio::test(start_paused = true)]
async fn what_is_held_for_the_greeting_has_a_limit() {
    // Nine frames of 1,000 are said, three are taken before the bridge stops reading; none is lost.
    let limits = limits(&[("held-bytes", 3000)]);
    let (end, tally) = relay(
        &limits,
        25,
        64,
        async |mut page| {
            for _ in 0..9 {
                page.send(Message::binary(lines(1000))).await.unwrap();
            }
            assert_eq!(bytes(&mut page, 8).await, b"220 mx\r\n");
            page.close(None).await.unwrap();
        },
        async |mut server| {
            sleep(Duration::from_secs(10)).await;
            server.write_all(b"220 mx\r\n").await.unwrap();
            let mut all = Vec::new();
            server.read_to_end(&mut all).await.unwrap();
            assert_eq!(all.len(), 9000);
        },
    )
    .await;
    assert_eq!(
        (end, tally),
        (
            End::Page,
            Tally {
                from_page: 9000,
                from_server: 8
            }
        )
    );
}

/// A page that never speaks and takes everything. It keeps what each write gave it.
#[derive(Clone, Default)]
struct Writes(Arc<Mutex<Vec<Vec<u8>>>>);

impl AsyncRead for Writes {
    fn poll_read(
        self: Pin<&mut Self>,
        _context: &mut Context<'_>,
        _buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Poll::Pending
    }
}

impl AsyncWrite for Writes {
    fn poll_write(
        self: Pin<&mut Self>,
        _context: &mut Context<'_>,
        octets: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.0.lock().unwrap().push(octets.to_vec());
        Poll::Ready(Ok(octets.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

#[tokio::test(start_paused = true)]
async fn a_greeting_that_is_there_already_goes_with_the_word_before_it() {
    const WORD: &[u8] = b"\x81\x04open";
    const GREETING: &[u8] = b"\x82\x0a220 ready\n";
    for (pause, writes) in [
        (None, vec![[WORD, GREETING].concat()]),
        (
            Some(Duration::from_secs(1)),
            vec![WORD.to_vec(), GREETING.to_vec()],
        ),
    ] {
        let page = Writes::default();
        let mut socket = Socket::new(page.clone(), Vec::new(), DATA_FRAME);
        socket.queue(Kind::Text, b"open");
        let (near, mut server) = duplex(64);
        let speaks = async move {
            if let Some(pause) = pause {
                sleep(pause).await;
            }
            server.write_all(b"220 ready\n").await.unwrap();
        };
        let limits = limits(&[]);
        let mut tally = Tally::default();
        let guard = Guard::new(false, &limits, Care::Sizes);
        let relay = Relay::new(
            &mut socket,
            near,
            guard,
            &limits,
            &Clock::default(),
            &mut tally,
        )
        .run(Vec::new());
        let ((), end) = tokio::join!(speaks, relay);
        assert_eq!(end, End::Server(Ending::Eof));
        assert_eq!(*page.0.lock().unwrap(), writes, "{pause:?}");
    }
}
