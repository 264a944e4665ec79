//! The sandbox: a real SMTP server on loopback that keeps what it is sent and sends nothing on.
//!
//! What it says is the business of `protocol::server`; here are its sockets, its times, its TLS and its door. Any
//! program of this machine can reach it, any web page too, so it is as careful as a server on the open network.

mod door;
mod identity;
mod place;
mod talk;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use crate::inbox::Inbox;
use crate::limits::Limits;
use crate::loopback::Loopback;
use crate::parting::part;
use crate::stop::Stop;

pub use identity::Identity;
pub use place::Place;
pub use talk::Talk;

/// What every client of the sandbox meets.
#[derive(Clone)]
pub struct Sandbox {
    /// Who it is under TLS.
    pub identity: Identity,
    /// Where mails go.
    pub inbox: Inbox,
    /// How much of everything.
    pub limits: Limits,
    /// The word that the bridge stops.
    pub stop: Stop,
}

impl Sandbox {
    /// Accepts clients, in clear and under TLS, until the bridge stops, and then waits for the last one to be told.
    pub async fn run(self, clear: Loopback, tls: Loopback) {
        let places = Arc::new(Semaphore::new(self.limits.sandbox_connections()));
        let mut clients = JoinSet::new();
        let mut stop = self.stop.clone();
        loop {
            let (accepted, first) = tokio::select! {
                biased;
                () = stop.stopped() => break,
                Some(_) = clients.join_next() => continue,
                accepted = clear.accept() => (accepted, First::Greeting),
                accepted = tls.accept() => (accepted, First::Tls),
            };
            let (stream, peer) = match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    warn!(%error, "accept failed");
                    sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            match (places.clone().try_acquire_owned(), first) {
                (Ok(place), _) => {
                    let sandbox = self.clone();
                    clients.spawn(async move {
                        sandbox.receive(stream, peer, first).await;
                        drop(place);
                    });
                }
                (Err(_), First::Greeting) => {
                    let time = self.limits.close_time();
                    clients.spawn(async move { turn_away(stream, FULL, time).await });
                }
                // A handshake only to say so would cost more than what it refuses.
                (Err(_), First::Tls) => drop(stream),
            }
        }
        while clients.join_next().await.is_some() {}
    }

    async fn receive(&self, stream: TcpStream, peer: SocketAddr, first: First) {
        let client = peer.ip();
        info!(%client, "sandbox session begins");
        let mut talk = Talk::new(client, self);
        // A reply waits for nothing.
        let end = match stream.set_nodelay(true) {
            Err(_) => "lost",
            Ok(()) => match first {
                First::Tls => talk.hold_under_tls(stream).await,
                First::Greeting => match spoke_first(stream) {
                    Err(_) => "lost",
                    Ok((stream, true)) => {
                        // A client waits for the greeting; a web page's request does not. Whatever it is, none of it
                        // is read.
                        turn_away(stream, EARLY, self.limits.close_time()).await;
                        "spoke-first"
                    }
                    Ok((stream, false)) => talk.hold(stream).await,
                },
            },
        };
        info!(%client, mails = talk.mails(), end, "sandbox session ends");
    }
}

/// What comes first on a listener.
#[derive(Clone, Copy)]
enum First {
    Greeting,
    Tls,
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
        part(&mut stream).await
    })
    .await;
}

/// What the sandbox calls itself: a name that nobody has (RFC 2606).
const HOST: &str = "sandbox.example";

/// All places are taken.
const FULL: &[u8] = b"421 4.3.2 Too many connections, closing\r\n";

/// The client did not wait for the greeting (RFC 5321 §3.1).
const EARLY: &[u8] = b"421 4.7.0 Wait for the greeting, closing\r\n";

/// Pause after a failed accept, so that a machine without descriptors to give is not kept busy.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
