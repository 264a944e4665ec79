//! The bridge stops: live sessions are told, answers come to their end, new ones find nobody.

use std::io::{self, Read};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use ehlo_bridge::clock::Clock;
use ehlo_bridge::network::{Exchange, Later, Network};
use ehlo_bridge::serve::start;
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::Refusal;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::support::{Page, bridge, opening, server};

#[tokio::test]
async fn live_sessions_are_told_and_the_port_is_free_again() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(b"220 mx\r\n").await.unwrap();
        std::future::pending::<()>().await;
    })
    .await;
    let running = bridge(opening(&[server])).await;
    let address = running.address;
    let mut talking = Page::open(&running, server).await;
    talking.read(8).await;
    let asking = Page::new(&running).await;
    let stopping = tokio::spawn(running.stop());
    talking.refused(Refusal::ShuttingDown).await;
    asking.refused(Refusal::ShuttingDown).await;
    stopping.await.unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn a_page_that_does_not_answer_does_not_hold_the_stop() {
    let server = server(async |_stream: TcpStream| std::future::pending().await).await;
    let mut settings = opening(&[server]);
    settings.limits.set("close-time", 1).unwrap();
    let running = bridge(settings).await;
    // Never reads again, so the closing handshake has no answer.
    let _page = Page::open(&running, server).await;
    running.stop().await;
}

#[tokio::test]
async fn the_time_to_stop_is_kept_whoever_lingers() {
    let server = server(async |_stream: TcpStream| std::future::pending().await).await;
    let mut settings = opening(&[server]);
    settings.limits.set("close-time", 10).unwrap();
    settings.limits.set("stop-time", 1).unwrap();
    let running = bridge(settings).await;
    let _page = Page::open(&running, server).await;
    timeout(Duration::from_secs(9), running.stop())
        .await
        .unwrap();
}

/// A network whose name server takes its time.
struct Slow;

impl Network for Slow {
    fn resolve<'a>(&'a self, _name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(std::future::pending())
    }

    fn exchanges<'a>(&'a self, _domain: &'a str) -> Later<'a, io::Result<Vec<Exchange>>> {
        Box::pin(async {
            sleep(Duration::from_millis(500)).await;
            let host = "mx.example.com".to_owned();
            let preference = 10;
            Ok(vec![Exchange { preference, host }])
        })
    }

    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>> {
        Box::pin(TcpStream::connect(address))
    }
}

#[tokio::test]
async fn an_answer_under_way_comes_to_its_end() {
    let running = start(Settings::local(), Arc::new(Slow), Clock::default())
        .await
        .unwrap();
    let address = running.address;
    let token = running.token.reveal();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /dns/mx/example.com HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {token}\r\n\r\n"
    );
    stream.write_all(request.as_bytes()).await.unwrap();
    sleep(Duration::from_millis(100)).await;
    running.stop().await;
    // The bridge has stopped: what has not come by now never comes.
    let mut answer = [0; 2048];
    let count = stream.into_std().unwrap().read(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer[..count]);
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    assert!(answer.contains("mx.example.com"), "{answer}");
}
