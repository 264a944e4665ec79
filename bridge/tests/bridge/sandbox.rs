//! The sandbox, over pipes and over TCP, with clients that behave and clients that do not.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use ehlo_bridge::inbox::Inbox;
use ehlo_bridge::limits::Limits;
use ehlo_bridge::loopback::Loopback;
use ehlo_bridge::sandbox::{Identity, Sandbox, Talk};
use ehlo_bridge::settings::Settings;
use ehlo_bridge::stop::{self, Stopper};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

use crate::relay::limits;
use crate::support::bridge;

const CLIENT: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A sandbox with these limits and this inbox, and what stops it.
pub(crate) fn sandbox(limits: &Limits, inbox: &Inbox) -> (Stopper, Sandbox) {
    let (stopper, stop) = stop::stop();
    let sandbox = Sandbox {
        identity: Identity::generate().unwrap(),
        inbox: inbox.clone(),
        limits: limits.clone(),
        stop,
    };
    (stopper, sandbox)
}

/// Says all of it in pipes of `room` bytes, then closes. Gives what the sandbox said, and how it ended.
async fn talk(limits: &Limits, inbox: &Inbox, room: usize, said: &[u8]) -> (String, &'static str) {
    let (near, far) = duplex(room);
    let (_stopper, sandbox) = sandbox(limits, inbox);
    let mut talk = Talk::new(CLIENT, &sandbox);
    let (mut read, mut write) = tokio::io::split(far);
    let client = async {
        let mut heard = String::new();
        let say = async {
            let _ = write.write_all(said).await;
            let _ = write.shutdown().await;
        };
        let (_, _) = tokio::join!(say, read.read_to_string(&mut heard));
        heard
    };
    // The pipe's end goes with the talk, so that the client sees it.
    let (end, heard) = tokio::join!(async move { talk.hold(near).await }, client);
    (heard, end)
}

/// The codes of the replies, in order.
fn codes(heard: &str) -> Vec<&str> {
    let lines = heard.lines().filter(|line| line.get(3..4) != Some("-"));
    lines.filter_map(|line| line.get(..3)).collect()
}

fn mail(message: &str) -> String {
    format!(
        "EHLO me.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nRCPT TO:<e@f.example>\r\nDATA\r\n\
         {message}.\r\nQUIT\r\n"
    )
}

const MESSAGE: &str =
    "From: <a@b.example>\r\nDate: Sun, 22 Nov 2026 04:00:00 +0000\r\nSubject: hello\r\n\r\n";

#[tokio::test]
async fn a_mail_arrives_however_small_the_pipe() {
    let limits = limits(&[]);
    let inbox = Inbox::new(&limits);
    for room in [8, 64, 100_000] {
        let said = mail(&format!("{MESSAGE}one\r\n..two\r\n"));
        let (heard, end) = talk(&limits, &inbox, room, said.as_bytes()).await;
        assert_eq!(
            codes(&heard),
            ["220", "250", "250", "250", "250", "354", "250", "221"],
            "{heard}"
        );
        assert_eq!(end, "closed");
    }
    let mails = inbox.mails();
    assert_eq!(mails.len(), 3);
    for mail in mails {
        assert_eq!(
            (mail.hello.as_str(), mail.reverse_path.as_str()),
            ("me.example", "a@b.example")
        );
        assert_eq!(mail.recipients, ["c@d.example", "e@f.example"]);
        let raw = crate::support::decode(&mail.raw_base64);
        assert!(raw.ends_with(&format!("{MESSAGE}one\r\n.two\r\n")), "{raw}");
        assert!(
            raw.contains("([127.0.0.1])") && mail.accepted_ms > 1_700_000_000_000,
            "{raw}"
        );
    }
}

#[tokio::test]
async fn who_speaks_another_protocol_is_sent_away_and_not_read() {
    let limits = limits(&[]);
    let inbox = Inbox::new(&limits);
    let body = mail(MESSAGE);
    for first in [
        "GET / HTTP/1.1\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\n\r\n",
        "PUT /x HTTP/1.0\r\n",
        "OPTIONS * HTTP/1.1\r\n",
        "CONNECT a:25 HTTP/1.1\r\n",
        "HEAD / HTTP/1.1\n",
        "PRI * HTTP/2.0\r\n",
        "Host: 127.0.0.1\r\n",
        "Content-Type: text/plain\r\n",
        "\u{16}\u{3}\u{1}",
        "é",
        "EHLO é\r\n",
    ] {
        for room in [8, 100_000] {
            let (heard, end) =
                talk(&limits, &inbox, room, format!("{first}{body}").as_bytes()).await;
            assert_eq!(
                (codes(&heard).as_slice(), end),
                (["220", "421"].as_slice(), "not-smtp"),
                "{first:?}: {heard}"
            );
        }
    }
    assert!(inbox.mails().is_empty());
}

#[tokio::test]
async fn a_message_may_be_as_large_as_the_limit_and_no_larger() {
    let limits = limits(&[("sandbox-message", 1024)]);
    for (length, code) in [(1023, "250"), (1024, "250"), (1025, "552")] {
        let inbox = Inbox::new(&limits);
        let mut message = MESSAGE.to_owned();
        while length - message.len() > 80 {
            message.push_str(&format!("{}\r\n", "x".repeat(68)));
        }
        message.push_str(&format!("{}\r\n", "x".repeat(length - message.len() - 2)));
        let (heard, _) = talk(&limits, &inbox, 64, mail(&message).as_bytes()).await;
        assert_eq!(codes(&heard)[6], code, "{length}: {heard}");
        assert_eq!(inbox.mails().len(), usize::from(code == "250"), "{length}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_client_is_told_and_left() {
    for (changes, seconds) in [
        (&[("sandbox-idle-time", 100)][..], 100),
        (&[("sandbox-session-time", 50)], 50),
    ] {
        let limits = limits(changes);
        let inbox = Inbox::new(&limits);
        let (near, mut far) = duplex(1000);
        let (_stopper, sandbox) = sandbox(&limits, &inbox);
        let started = Instant::now();
        let mut talk = Talk::new(CLIENT, &sandbox);
        let client = async {
            let mut heard = String::new();
            far.read_to_string(&mut heard).await.unwrap();
            drop(far);
            heard
        };
        let (end, heard) = tokio::join!(async move { talk.hold(near).await }, client);
        assert_eq!(
            (codes(&heard).as_slice(), end),
            (["220", "421"].as_slice(), "idle")
        );
        assert_eq!(started.elapsed().as_secs(), seconds);
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_reads_is_left() {
    let limits = limits(&[]);
    let inbox = Inbox::new(&limits);
    let (near, mut far) = duplex(64);
    let (_stopper, sandbox) = sandbox(&limits, &inbox);
    let started = Instant::now();
    let mut talk = Talk::new(CLIENT, &sandbox);
    let flood = async {
        let _ = far.write_all("NOOP\r\n".repeat(1000).as_bytes()).await;
        std::future::pending::<()>().await;
    };
    let end = tokio::select! {
        end = async move { talk.hold(near).await } => end,
        () = flood => unreachable!(),
    };
    assert_eq!((end, started.elapsed().as_secs()), ("stalled", 30));
}

#[tokio::test]
async fn what_comes_before_the_greeting_is_not_read() {
    let limits = limits(&[]);
    let inbox = Inbox::new(&limits);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut client = TcpStream::connect(listener.local_addr().unwrap())
        .await
        .unwrap();
    client.write_all(mail(MESSAGE).as_bytes()).await.unwrap();
    let (_stopper, sandbox) = sandbox(&limits, &inbox);
    let tls = TcpListener::bind("127.0.0.1:0").await.unwrap();
    // Accepts only now, when the bytes are there.
    let running = tokio::spawn(sandbox.run(Loopback::of(listener).await, Loopback::of(tls).await));
    let mut heard = String::new();
    client.read_to_string(&mut heard).await.unwrap();
    assert_eq!(codes(&heard), ["421"], "{heard}");
    assert!(inbox.mails().is_empty());
    running.abort();
}

async fn client(address: SocketAddr) -> BufReader<TcpStream> {
    BufReader::new(TcpStream::connect(address).await.unwrap())
}

async fn line(client: &mut BufReader<TcpStream>) -> String {
    let mut line = String::new();
    client.read_line(&mut line).await.unwrap();
    line
}

#[tokio::test]
async fn one_client_more_than_there_are_places_is_sent_away() {
    let mut settings = Settings::local();
    settings.limits.set("sandbox-connections", 2).unwrap();
    let running = bridge(settings).await;
    let mut first = client(running.sandbox.clear).await;
    let mut second = client(running.sandbox.clear).await;
    assert!(line(&mut first).await.starts_with("220 "));
    assert!(line(&mut second).await.starts_with("220 "));
    let mut third = client(running.sandbox.clear).await;
    assert!(line(&mut third).await.starts_with("421 "));
    assert_eq!(line(&mut third).await, "");
    first.write_all(b"QUIT\r\n").await.unwrap();
    assert!(line(&mut first).await.starts_with("221 "));
    assert_eq!(line(&mut first).await, "");
    second.write_all(b"NOOP\r\n").await.unwrap();
    assert!(line(&mut second).await.starts_with("250 "));
    running.stop().await;
}

#[tokio::test]
async fn clients_are_told_when_the_bridge_stops() {
    let running = bridge(Settings::local()).await;
    let mut client = client(running.sandbox.clear).await;
    assert!(line(&mut client).await.starts_with("220 "));
    let stopping = tokio::spawn(running.stop());
    assert!(line(&mut client).await.starts_with("421 "));
    assert_eq!(line(&mut client).await, "");
    drop(client);
    stopping.await.unwrap();
}
