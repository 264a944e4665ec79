//! A session in which one thing goes wrong at one place: what the page is told, and that nothing is left behind
//! (SECURITY.md, F5 to F16).

use std::net::SocketAddr;
use std::time::Duration;

use ehlo_protocol::tunnel::{Ender, Ending, FromBridge, Refusal};
use futures_util::StreamExt;
use futures_util::future::join_all;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Page, bridge, opening, server};
use crate::toxics::{Toxic, spoiled};

/// A whole session, step by step: what the server says first or in answer to each thing the page says.
const STEPS: [(&str, &str); 12] = [
    ("", "220-mx.example.com\r\n220 ESMTP\r\n"),
    (
        "EHLO me.example\r\n",
        "250-mx\r\n250-SIZE 1000\r\n250 HELP\r\n",
    ),
    ("NOOP\r\n", "250 ok\r\n"),
    ("MAIL FROM:<a@b.example>\r\n", "250 ok\r\n"),
    ("RCPT TO:<c@d.example>\r\n", "250 ok\r\n"),
    ("RCPT TO:<e@f.example>\r\n", "550 no\r\n"),
    ("DATA\r\n", "354 go\r\n"),
    ("Subject: x\r\n\r\nhi\r\n.\r\n", "250 taken\r\n"),
    ("RSET\r\n", "250 ok\r\n"),
    ("HELP\r\n", "214-ask\r\n214 me\r\n"),
    ("VRFY ann\r\n", "252 who knows\r\n"),
    ("QUIT\r\n", "221 bye\r\n"),
];

/// What a server does at its step instead of all it should say.
#[derive(Clone, Copy, Debug)]
enum Fault {
    Close,
    Reset,
    Stall,
}

/// A server that goes through the steps, and at one of them says half and then does as it should not.
async fn faulty(at: usize, fault: Fault) -> SocketAddr {
    server(move |stream: TcpStream| async move {
        let mut stream = BufReader::new(stream);
        for (step, (asked, answer)) in STEPS.iter().enumerate() {
            let mut heard = vec![0; asked.len()];
            if stream.read_exact(&mut heard).await.is_err() {
                return;
            }
            if step < at {
                stream.write_all(answer.as_bytes()).await.unwrap();
                continue;
            }
            let (half, _) = answer.split_at(answer.len() - 3);
            stream.write_all(half.as_bytes()).await.unwrap();
            // The half is on its way before the reset overtakes it.
            sleep(Duration::from_millis(50)).await;
            match fault {
                Fault::Close => {}
                Fault::Reset => stream.get_ref().set_zero_linger().unwrap(),
                Fault::Stall => std::future::pending::<()>().await,
            }
            return;
        }
    })
    .await
}

/// Plays the page's side until the bridge says that it is over. Gives what came, and how it ended.
async fn play(page: &mut Page) -> (String, FromBridge) {
    let mut heard = String::new();
    let mut steps = STEPS.iter();
    let mut wanted = steps.next().map_or(0, |(_, answer)| answer.len());
    loop {
        match page.socket.next().await {
            Some(Ok(Message::Binary(bytes))) => {
                heard.push_str(std::str::from_utf8(&bytes).unwrap());
                if heard.len() >= wanted
                    && let Some((say, answer)) = steps.next()
                {
                    page.send(say.as_bytes()).await;
                    wanted += answer.len();
                }
            }
            Some(Ok(Message::Ping(_))) => {}
            Some(Ok(Message::Text(text))) => return (heard, serde_json::from_str(&text).unwrap()),
            other => panic!("{other:?} after {heard}"),
        }
    }
}

#[tokio::test]
async fn a_server_that_closes_resets_or_stalls_at_any_step_is_shown_as_far_as_it_came() {
    let cases = (0..STEPS.len())
        .flat_map(|at| [Fault::Close, Fault::Reset, Fault::Stall].map(|fault| (at, fault)));
    let ends = cases.map(async |(at, fault)| {
        let server = faulty(at, fault).await;
        let mut settings = opening(&[server]);
        settings.limits.set("greeting-time", 1).unwrap();
        settings.limits.set("idle-time", 1).unwrap();
        let running = bridge(settings).await;
        let mut page = Page::open(&running, server).await;
        let started = Instant::now();
        let (heard, end) = timeout(Duration::from_secs(20), play(&mut page))
            .await
            .unwrap_or_else(|_| panic!("{at} {fault:?}: no end"));
        let took = started.elapsed().as_millis();
        println!("{fault:?} at step {at}: {end:?} after {took} ms");
        let mut all: String = STEPS[..=at].iter().map(|(_, answer)| *answer).collect();
        all.truncate(all.len() - 3);
        if at == 0 {
            // Of a greeting only whole lines are shown while the rest may come.
            assert!(all.starts_with(&heard) && heard.len() >= 20, "{heard}");
        } else {
            assert_eq!(heard, all, "{at} {fault:?}");
        }
        match (fault, end) {
            (
                Fault::Close,
                FromBridge::Closed {
                    by: Ender::Server,
                    code: Ending::Eof,
                    ..
                },
            )
            | (
                Fault::Reset,
                FromBridge::Closed {
                    by: Ender::Server,
                    code: Ending::Reset,
                    ..
                },
            ) => {}
            (Fault::Stall, FromBridge::Refused { code, .. }) => {
                let wanted = if at == 0 {
                    [Refusal::GreetingTimeout, Refusal::IdleTimeout]
                } else {
                    [Refusal::IdleTimeout; 2]
                };
                assert!(wanted.contains(&code), "{at}: {code:?}");
            }
            (fault, end) => panic!("{at} {fault:?}: {end:?}"),
        }
        drop(page);
        left_behind(&running).await;
        running.stop().await;
    });
    join_all(ends).await;
}

/// Every session is over within a second of its end.
async fn left_behind(running: &ehlo_bridge::serve::Running) {
    let started = Instant::now();
    while running.sessions() > 0 {
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "a session is left"
        );
        sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test]
async fn a_slow_or_sliced_connection_comes_to_the_same_as_a_good_one() {
    let upstream = faulty(STEPS.len(), Fault::Close).await;
    for toxic in [
        Toxic::None,
        Toxic::Slicer(1),
        Toxic::Bandwidth(16),
        Toxic::Latency(Duration::from_millis(30)),
        Toxic::SlowClose(Duration::from_millis(300)),
    ] {
        let proxy = spoiled(upstream, toxic).await;
        let running = bridge(opening(&[proxy])).await;
        let mut page = Page::open(&running, proxy).await;
        let started = Instant::now();
        let (heard, end) = play(&mut page).await;
        let took = started.elapsed().as_millis();
        println!("{toxic:?}: {end:?} after {took} ms");
        let all: String = STEPS.iter().map(|(_, answer)| *answer).collect();
        assert_eq!(heard, all, "{toxic:?}");
        let FromBridge::Closed {
            code: Ending::Eof, ..
        } = end
        else {
            panic!("{toxic:?}: {end:?}")
        };
        running.stop().await;
    }
}

#[tokio::test]
async fn a_spoiled_connection_ends_with_its_name() {
    let upstream = faulty(STEPS.len(), Fault::Close).await;
    for (toxic, wanted) in [
        (Toxic::LimitData(60), "closed eof"),
        (Toxic::ResetPeer(60), "closed reset"),
        (Toxic::Timeout, "greeting-timeout"),
        (Toxic::Down, "connection-refused"),
    ] {
        let proxy = spoiled(upstream, toxic).await;
        let mut settings = opening(&[proxy]);
        settings.limits.set("greeting-time", 1).unwrap();
        let running = bridge(settings).await;
        let mut page = Page::new(&running).await;
        let started = Instant::now();
        page.ask("127.0.0.1", proxy.port()).await;
        let end = match page.hear().await {
            FromBridge::Opened { .. } => play(&mut page).await.1,
            end => end,
        };
        let end = match end {
            FromBridge::Refused { code, .. } => code.name(),
            FromBridge::Closed {
                code: Ending::Eof, ..
            } => "closed eof",
            FromBridge::Closed { .. } => "closed reset",
            FromBridge::Opened { .. } => "opened",
        };
        let took = started.elapsed().as_millis();
        println!("{toxic:?}: {end} after {took} ms");
        assert_eq!(end, wanted, "{toxic:?}");
        running.stop().await;
    }
}

#[tokio::test]
async fn replies_that_come_in_one_piece_come_to_the_same() {
    let all: String = STEPS.iter().map(|(_, answer)| *answer).collect();
    let said = all.clone();
    let server = server(move |mut stream: TcpStream| {
        let said = said.clone();
        async move {
            stream.write_all(said.as_bytes()).await.unwrap();
            let _ = stream.read(&mut [0; 1]).await;
        }
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    assert_eq!(page.read(all.len()).await, all.as_bytes());
    running.stop().await;
}

#[tokio::test]
async fn a_greeting_that_says_no_is_shown_and_the_end_after_it() {
    for greeting in [
        "554 no\r\n",
        "421 later\r\n",
        "421-busy\r\n421 later\r\n",
        "521 never\r\n",
    ] {
        let server = server(move |mut stream: TcpStream| async move {
            stream.write_all(greeting.as_bytes()).await.unwrap();
        })
        .await;
        let running = bridge(opening(&[server])).await;
        let mut page = Page::open(&running, server).await;
        assert_eq!(page.read(greeting.len()).await, greeting.as_bytes());
        let FromBridge::Closed {
            code: Ending::Eof, ..
        } = page.hear().await
        else {
            panic!("{greeting}: not closed")
        };
        running.stop().await;
    }
}

#[tokio::test]
async fn a_page_that_goes_in_any_way_takes_its_connection_with_it() {
    let (sender, mut gone) = mpsc::channel(1);
    let server = server(move |stream: TcpStream| {
        let sender = sender.clone();
        async move {
            let mut stream = BufReader::new(stream);
            stream.write_all(b"220 mx\r\n").await.unwrap();
            let mut lines = String::new();
            while stream
                .read_line(&mut lines)
                .await
                .is_ok_and(|count| count > 0)
            {}
            sender.send(lines).await.unwrap();
        }
    })
    .await;
    let running = bridge(opening(&[server])).await;
    for way in ["close", "drop", "reset"] {
        let mut page = Page::open(&running, server).await;
        page.read(8).await;
        page.send(b"NOOP\r\n").await;
        page.ping().await;
        let started = Instant::now();
        match way {
            "close" => page.socket.close(None).await.unwrap(),
            "reset" => page.socket.get_ref().set_zero_linger().unwrap(),
            _ => {}
        }
        drop(page);
        assert_eq!(gone.recv().await.unwrap(), "NOOP\r\n", "{way}");
        // The bound is one second; a busy machine gets two.
        let took = started.elapsed();
        println!("the page goes by {way}: its connection is gone after {took:?}");
        assert!(took < Duration::from_secs(2), "{way}");
        left_behind(&running).await;
    }
    running.stop().await;
}

#[tokio::test]
async fn a_flood_of_empty_frames_is_only_that() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(b"220 mx\r\n").await.unwrap();
        let _ = stream.read(&mut [0; 1]).await;
        stream.write_all(b"250 ok\r\n").await.unwrap();
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let mut page = Page::open(&running, server).await;
    page.read(8).await;
    // One masked binary frame without a payload, a million times.
    let flood = [0x82, 0x80, 1, 2, 3, 4].repeat(10_000);
    for _ in 0..100 {
        page.socket.get_mut().write_all(&flood).await.unwrap();
    }
    page.ping().await;
    page.send(b"NOOP\r\n").await;
    assert_eq!(page.read(8).await, b"250 ok\r\n");
    running.stop().await;
}
