//! The sandbox: a real SMTP server on loopback that keeps what it is sent and sends nothing on.
//!
//! What it says is the business of `protocol::server`; here are its socket, its times and its door. Any program of this
//! machine can reach it, any web page too, so it is as careful as a server on the open network.

mod door;
mod talk;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use crate::inbox::Inbox;
use crate::limits::Limits;
use crate::stop::Stop;

pub use talk::Talk;

/// Accepts clients of the sandbox until the bridge stops, and then waits for the last one to be told.
pub async fn run(listener: TcpListener, inbox: Inbox, limits: Limits, mut stop: Stop) {
    let places = Arc::new(Semaphore::new(limits.sandbox_connections()));
    let mut clients = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.stopped() => break,
            Some(_) = clients.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                warn!(%error, "accept failed");
                sleep(ACCEPT_PAUSE).await;
                continue;
            }
        };
        match places.clone().try_acquire_owned() {
            Ok(place) => {
                let (inbox, limits, stop) = (inbox.clone(), limits.clone(), stop.clone());
                clients.spawn(async move {
                    receive(stream, peer, inbox, &limits, stop).await;
                    drop(place);
                });
            }
            Err(_) => {
                let time = limits.close_time();
                clients.spawn(async move { turn_away(stream, FULL, time).await });
            }
        }
    }
    while clients.join_next().await.is_some() {}
}

async fn receive(stream: TcpStream, peer: SocketAddr, inbox: Inbox, limits: &Limits, stop: Stop) {
    let client = peer.ip();
    info!(%client, "sandbox session begins");
    // A reply waits for nothing.
    let Ok((stream, early)) = stream.set_nodelay(true).and_then(|()| spoke_first(stream)) else {
        return;
    };
    if early {
        // A client waits for the greeting; a web page's request does not. Whatever it is, none of it is read.
        turn_away(stream, EARLY, limits.close_time()).await;
        info!(%client, end = "spoke-first", "sandbox session ends");
        return;
    }
    let mut talk = Talk::new(client, inbox, limits, stop);
    let end = talk.hold(stream).await;
    info!(%client, mails = talk.mails(), end, "sandbox session ends");
}

/// Whether bytes came before the greeting.
fn spoke_first(stream: TcpStream) -> std::io::Result<(TcpStream, bool)> {
    // Asked of the socket itself: tokio would answer from what it has been told so far.
    let stream = stream.into_std()?;
    let early = stream.peek(&mut [0]).is_ok_and(|count| count > 0);
    Ok((TcpStream::from_std(stream)?, early))
}

async fn turn_away(mut stream: TcpStream, reply: &'static [u8], time: Duration) {
    let _ = timeout(time, async {
        stream.write_all(reply).await?;
        talk::part(&mut stream).await
    })
    .await;
}

/// All places are taken.
const FULL: &[u8] = b"421 4.3.2 Too many connections, closing\r\n";

/// The client did not wait for the greeting (RFC 5321 §3.1).
const EARLY: &[u8] = b"421 4.7.0 Wait for the greeting, closing\r\n";

/// Pause after a failed accept, so that a machine without descriptors to give is not kept busy.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
