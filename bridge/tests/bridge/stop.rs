//! The bridge stops: live sessions are told, new ones find nobody.

use std::time::Duration;

use ehlo_protocol::tunnel::Refusal;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;

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
