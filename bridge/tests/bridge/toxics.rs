//! A proxy between the bridge and a server that spoils the connection in the eight classic ways.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::time::sleep;

use crate::support::{closed_port, server};

/// What happens to what the server says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Toxic {
    /// Nothing.
    None,
    /// Every part comes so much later.
    Latency(Duration),
    /// So many octets pass in a hundredth of a second.
    Bandwidth(usize),
    /// The end comes so much later.
    SlowClose(Duration),
    /// Nothing passes, and the connection stays.
    Timeout,
    /// So many octets pass, then the connection is reset.
    ResetPeer(usize),
    /// Parts of so many octets, a thousandth of a second apart.
    Slicer(usize),
    /// So many octets pass, then the connection is closed.
    LimitData(usize),
    /// Nobody listens.
    Down,
}

/// A proxy to `upstream`.
pub(crate) async fn spoiled(upstream: SocketAddr, toxic: Toxic) -> SocketAddr {
    if matches!(toxic, Toxic::Down) {
        return closed_port().await;
    }
    server(move |near: TcpStream| async move {
        let far = TcpStream::connect(upstream).await.unwrap();
        for stream in [&near, &far] {
            stream.set_nodelay(true).unwrap();
        }
        if matches!(toxic, Toxic::ResetPeer(_)) {
            near.set_zero_linger().unwrap();
        }
        let (near_read, near_write) = near.into_split();
        let (far_read, far_write) = far.into_split();
        let up = tokio::spawn(carry(near_read, far_write));
        spoil(far_read, near_write, toxic).await;
        up.abort();
    })
    .await
}

async fn carry(mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
    let _ = tokio::io::copy(&mut from, &mut to).await;
}

async fn spoil(mut from: OwnedReadHalf, mut to: OwnedWriteHalf, toxic: Toxic) {
    let mut passed = 0;
    let mut buffer = [0; 4096];
    while let Ok(count @ 1..) = from.read(&mut buffer).await {
        let mut part = &buffer[..count];
        match toxic {
            Toxic::Timeout => std::future::pending::<()>().await,
            Toxic::Latency(time) => sleep(time).await,
            Toxic::LimitData(most) | Toxic::ResetPeer(most) if passed + count >= most => {
                let _ = to.write_all(&part[..most - passed]).await;
                // What was said is on its way before the end comes.
                sleep(Duration::from_millis(50)).await;
                if matches!(toxic, Toxic::ResetPeer(_)) {
                    // Without the orderly end that dropping it would write.
                    to.forget();
                }
                return;
            }
            _ => {}
        }
        passed += count;
        let (size, pause) = match toxic {
            Toxic::Slicer(size) => (size, 1),
            Toxic::Bandwidth(size) => (size, 10),
            _ => (part.len(), 0),
        };
        while !part.is_empty() {
            let (slice, rest) = part.split_at(size.min(part.len()));
            if to.write_all(slice).await.is_err() {
                return;
            }
            part = rest;
            if pause > 0 {
                sleep(Duration::from_millis(pause)).await;
            }
        }
    }
    if let Toxic::SlowClose(time) = toxic {
        sleep(time).await;
    }
}
