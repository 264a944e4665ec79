//! Sessions in which somebody stops, says too much or says the wrong thing: each ends by its limit, by a clock that runs
//! as fast as it may.

use std::time::Duration;

use ehlo_bridge::clock::Clock;
use ehlo_bridge::guard::{Care, Guard};
use ehlo_bridge::limits::Limits;
use ehlo_bridge::link::{End, farewell};
use ehlo_bridge::relay::{Relay, Tally};
use ehlo_protocol::tunnel::Refusal;
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};
use tokio::time::{Instant, sleep};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use crate::relay::{limits, socket};
use crate::support::lines;

/// What a side does in a session that comes to nothing.
#[derive(Clone, Copy)]
struct Side<'a> {
    says: &'a [u8],
    reads: bool,
}

const fn says(says: &[u8]) -> Side<'_> {
    Side { says, reads: true }
}

const fn deaf(says: &[u8]) -> Side<'_> {
    Side { says, reads: false }
}

/// How a session ends in which each side says its piece and then waits, and after how many seconds.
async fn ends(limits: &Limits, port: u16, page: Side<'_>, server: Side<'_>) -> (End, u64) {
    let (near, far) = duplex(64);
    let mut near_page = socket(near);
    let socket = WebSocketStream::from_raw_socket(far, Role::Client, None).await;
    let (near, outside) = duplex(64);
    let mut tally = Tally::default();
    let started = Instant::now();
    let relay = Relay::new(
        &mut near_page,
        near,
        Guard::new(port == 465, limits, Care::Sizes),
        limits,
        &Clock::default(),
        &mut tally,
    )
    .run(Vec::new());
    let (mut sending, mut receiving) = socket.split();
    let (mut reading, mut writing) = tokio::io::split(outside);
    let others = async {
        let page_says = async {
            for part in page.says.chunks(1000) {
                let _ = sending.send(Message::binary(part.to_vec())).await;
            }
        };
        let page_reads = async {
            while page.reads && receiving.next().await.is_some_and(|item| item.is_ok()) {}
        };
        let server_says = async {
            let _ = writing.write_all(server.says).await;
        };
        let server_reads = async {
            let mut buffer = [0; 64];
            while server.reads && reading.read(&mut buffer).await.is_ok_and(|count| count > 0) {}
        };
        tokio::join!(page_says, page_reads, server_says, server_reads);
        std::future::pending::<()>().await;
    };
    tokio::select! {
        end = relay => (end, started.elapsed().as_secs()),
        () = others => unreachable!(),
    }
}

#[tokio::test(start_paused = true)]
async fn every_silence_has_its_time() {
    let defaults = limits(&[]);
    let greeting = b"220 mx\r\n";
    let much = lines(300_000);
    let flood = [greeting.as_slice(), &much].concat();
    let hello = [&[22, 3, 1, 0, 5, 1][..], b"hell"].concat();
    for (what, port, page, server, end, seconds) in [
        (
            "no greeting",
            25,
            says(b""),
            says(b""),
            Refusal::GreetingTimeout.into(),
            60,
        ),
        (
            "half a greeting",
            25,
            says(b""),
            says(b"220-mx\r\n220 m"),
            Refusal::GreetingTimeout.into(),
            60,
        ),
        (
            "much said before no greeting",
            25,
            says(&much),
            says(b""),
            Refusal::GreetingTimeout.into(),
            60,
        ),
        (
            "nothing after the greeting",
            25,
            says(b""),
            says(greeting),
            Refusal::IdleTimeout.into(),
            300,
        ),
        (
            "no answer",
            25,
            says(b"EHLO me\r\n"),
            says(greeting),
            Refusal::IdleTimeout.into(),
            300,
        ),
        (
            "the server stops reading",
            25,
            says(&much),
            deaf(greeting),
            Refusal::Stalled.into(),
            30,
        ),
        (
            "the page stops reading",
            25,
            deaf(b""),
            says(&flood),
            End::PageStalled,
            30,
        ),
        (
            "the page is gone without a word",
            25,
            deaf(b""),
            says(greeting),
            End::PageGone,
            40,
        ),
        (
            "nobody begins TLS",
            465,
            says(b""),
            says(b""),
            Refusal::IdleTimeout.into(),
            300,
        ),
        (
            "TLS without an answer",
            465,
            says(&hello),
            says(b""),
            Refusal::GreetingTimeout.into(),
            60,
        ),
        (
            "TLS with an answer",
            465,
            says(&hello),
            says(&hello),
            Refusal::IdleTimeout.into(),
            300,
        ),
    ] {
        assert_eq!(
            ends(&defaults, port, page, server).await,
            (end, seconds),
            "{what}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_session_that_goes_on_and_on_ends_too() {
    let limits = limits(&[("session-time", 100), ("idle-time", 30)]);
    let (end, seconds) = {
        let (near, far) = duplex(64);
        let mut near_page = socket(near);
        let mut page = WebSocketStream::from_raw_socket(far, Role::Client, None).await;
        let (near, mut server) = duplex(64);
        let mut tally = Tally::default();
        let started = Instant::now();
        let relay = Relay::new(
            &mut near_page,
            near,
            Guard::new(false, &limits, Care::Sizes),
            &limits,
            &Clock::default(),
            &mut tally,
        )
        .run(Vec::new());
        let drip = async {
            server.write_all(b"220 mx\r\n").await.unwrap();
            loop {
                sleep(Duration::from_secs(20)).await;
                server.write_all(b"2").await.unwrap();
            }
        };
        let reads = async { while page.next().await.is_some() {} };
        tokio::select! {
            end = relay => (end, started.elapsed().as_secs()),
            () = drip => unreachable!(),
            () = reads => unreachable!(),
        }
    };
    assert_eq!((end, seconds), (Refusal::SessionTimeout.into(), 100));
}

#[tokio::test(start_paused = true)]
async fn bytes_are_counted_to_the_last() {
    for (count, end) in [
        (99, Refusal::IdleTimeout),
        (100, Refusal::IdleTimeout),
        (101, Refusal::ByteLimit),
    ] {
        let mut greeting = b"220 ".to_vec();
        greeting.resize(count - 2, b'x');
        greeting.extend(b"\r\n");
        let from_server = limits(&[("bytes-from-server", 100)]);
        assert_eq!(
            ends(&from_server, 25, says(b""), says(&greeting)).await.0,
            end.into(),
            "{count} from the server"
        );
        let from_page = limits(&[("bytes-from-page", 100)]);
        let command = vec![b'x'; count];
        assert_eq!(
            ends(&from_page, 25, says(&command), says(b"220 mx\r\n"))
                .await
                .0,
            end.into(),
            "{count} from the page"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn each_side_of_port_465_must_speak_tls() {
    let limits = limits(&[]);
    let hello = [22, 3, 1, 0, 1, 1];
    for (page, server) in [
        (b"EHLO me\r\n".as_slice(), b"".as_slice()),
        (b"", b"220 mx\r\n"),
        (&hello, b"220 mx\r\n"),
    ] {
        assert_eq!(
            ends(&limits, 465, says(page), says(server)).await.0,
            Refusal::TlsExpected.into()
        );
    }
}

/// What a session has taken when one side has stopped reading for good, in pipes where the other side has much room.
async fn taken(limits: &Limits, page_reads: bool) -> Tally {
    let (near, far) = duplex(if page_reads { 10_000_000 } else { 64 });
    let mut near_page = socket(near);
    let mut page = WebSocketStream::from_raw_socket(far, Role::Client, None).await;
    let (near, mut server) = duplex(if page_reads { 64 } else { 10_000_000 });
    let mut tally = Tally::default();
    let guard = Guard::new(false, limits, Care::Sizes);
    let relay = Relay::new(
        &mut near_page,
        near,
        guard,
        limits,
        &Clock::default(),
        &mut tally,
    )
    .run(Vec::new());
    let flood = async {
        server.write_all(b"220 mx\r\n").await.unwrap();
        if page_reads {
            page.next().await.unwrap().unwrap();
            for _ in 0..100 {
                page.send(Message::binary(lines(60_000))).await.unwrap();
            }
        } else {
            server.write_all(&lines(6_000_000)).await.unwrap();
        }
        std::future::pending::<()>().await;
    };
    let end = tokio::select! {
        end = relay => end,
        () = flood => unreachable!(),
    };
    let wanted = if page_reads {
        Refusal::Stalled.into()
    } else {
        End::PageStalled
    };
    assert_eq!(end, wanted);
    tally
}

#[tokio::test(start_paused = true)]
async fn nothing_piles_up_before_a_side_that_does_not_read() {
    let defaults = limits(&[]);
    // What is being written, and no second read.
    assert!(taken(&defaults, true).await.from_page <= 65_440);
    // The greeting and one read.
    assert!(taken(&defaults, false).await.from_server <= 8 + 65_440);
    let small = limits(&[("read-buffer", 1024)]);
    assert!(taken(&small, true).await.from_page <= 1024);
    assert!(taken(&small, false).await.from_server <= 8 + 1024);
}

#[tokio::test(start_paused = true)]
async fn a_page_that_does_not_take_its_last_words_is_left() {
    for seconds in [1, 2, 5] {
        let limits = limits(&[("close-time", seconds)]);
        let (near, _far) = duplex(64);
        let mut near_page = socket(near);
        let started = Instant::now();
        farewell(&mut near_page, &limits, Refusal::NotSmtp.into()).await;
        assert_eq!(started.elapsed().as_secs(), seconds);
    }
}
