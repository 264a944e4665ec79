//! The client and the sink understand each other, with a relay between them too.

use std::net::SocketAddr;

use ehlo_load::client::{Session, Target, Upgrade, Upload};
use ehlo_load::{relay, sink, tunnel};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

fn start() -> std::io::Result<SocketAddr> {
    let listener = sink::listen()?;
    let address = listener.local_addr()?;
    tokio::spawn(sink::serve(listener));
    Ok(address)
}

#[tokio::test]
async fn octets_go_both_ways_and_are_counted() {
    let server = start().unwrap();
    let listener = sink::listen().unwrap();
    let between = listener.local_addr().unwrap();
    tokio::spawn(relay::relay(listener, server));
    for address in [server, between] {
        let mut session = Session::open(&Target::direct(address), 512).await.unwrap();
        session.noop().await.unwrap();
        let lines = Upload::lines(16_384, false);
        let sent = session.message(&lines, 1 << 20).await.unwrap();
        assert!((900_000..=1 << 20).contains(&sent), "{sent}");
        session.noop().await.unwrap();
        session.start_tls().await.unwrap();
        let upload = Upload::records(1400, false);
        for octets in [0, 1 << 20] {
            let sent = session.upload(&upload, octets).await.unwrap();
            assert_eq!(sent, upload.times(octets) * upload.octets());
            let taken = session.download(octets).await.unwrap();
            assert_eq!(taken, octets.max(16_384));
        }
        session.close().await;
    }
}

#[tokio::test]
async fn sessions_come_and_go_through_a_bare_tunnel() {
    let server = start().unwrap();
    let listener = sink::listen().unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(tunnel::serve(listener));
    let open = format!(
        r#"{{"type":"open","host":"{}","port":{}}}"#,
        server.ip(),
        server.port()
    );
    let upgrade = Some(Upgrade {
        open: Some(open),
        ..Upgrade::ours()
    });
    let target = Target { address, upgrade };
    for _ in 0..3 {
        let mut session = Session::open(&target, 512).await.unwrap();
        for _ in 0..3 {
            session.noop().await.unwrap();
        }
        session.close().await;
    }
    let mut session = Session::open(&target, 512).await.unwrap();
    session.ask(b"QUIT\r\n", b"221").await.unwrap();
    assert!(session.noop().await.is_err());
}

#[tokio::test]
async fn a_message_ends_at_its_lone_dot_however_it_is_cut() {
    let address = start().unwrap();
    let message = b"DATA\r\n.dot\r\n.\r.\r\n.\n\r\n.\r\nNOOP\r\nDATA\r\n.\r\nQUIT\r\n";
    for step in [1, 2, 5, message.len()] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        for part in message.chunks(step) {
            stream.write_all(part).await.unwrap();
            tokio::task::yield_now().await;
        }
        let mut answers = String::new();
        stream.read_to_string(&mut answers).await.unwrap();
        let codes: Vec<&str> = answers.lines().filter_map(|line| line.get(..3)).collect();
        let expected = ["220", "354", "250", "250", "354", "250", "221"];
        assert_eq!(codes, expected, "by {step}");
    }
}

#[tokio::test]
async fn a_reply_that_is_not_expected_is_told() {
    let address = start().unwrap();
    let mut session = Session::open(&Target::direct(address), 512).await.unwrap();
    let error = session.ask(b"NOOP\r\n", b"221").await.unwrap_err();
    assert_eq!(error.to_string(), "the server said \"250 OK\"");
}
