//! HTTP connections: how many, how long, who is behind them, and how they end.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use futures_util::future::BoxFuture;
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::HeaderName;
use hyper::server::conn::http1::{self, Parts};
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tracing::warn;

use crate::certificate::Certificate;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::parting::part;
use crate::proxy::{Proxies, header};
use crate::sessions::{Seat, Sessions};
use crate::stop::Stop;
use crate::web::{Site, Tunnel};

/// What every connection of a listener meets.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) site: Site,
    pub(crate) limits: Limits,
    pub(crate) proxies: Arc<Proxies>,
    /// Whether the proxies begin with a line of their own.
    pub(crate) proxy_protocol: bool,
    pub(crate) certificate: Option<Certificate>,
    pub(crate) metrics: Arc<Metrics>,
    /// The places of all listeners together.
    pub(crate) places: Sessions,
    pub(crate) stop: Stop,
}

impl Door {
    /// Accepts connections for ever. One that finds no place, or a bridge that stops, is told so at once: nobody waits
    /// for those who are slow.
    pub(crate) async fn accept(self, listener: TcpListener) {
        let door = Arc::new(self);
        let telling = Arc::new(Semaphore::new(MOST_TOLD));
        loop {
            let (stream, peer) = match listener.accept().await {
                Ok(accepted) => accepted,
                Err(error) => {
                    warn!(%error, "accept failed");
                    sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            // A proxy's connections are many people's.
            let most = door.limits.http_connections();
            let of_one = if door.proxies.trust(peer.ip()) {
                most
            } else {
                door.limits.http_connections_per_address()
            };
            let place = door.places.take(peer.ip(), most, of_one);
            match place {
                Ok(place) if !door.stop.is_stopped() => {
                    let holding = door.clone();
                    tokio::spawn(holding.hold(stream, peer, place));
                }
                _ => {
                    door.metrics.turned_away();
                    // Told in clear: a handshake only to say so would cost more than what it refuses.
                    if door.certificate.is_none()
                        && let Ok(place) = telling.clone().try_acquire_owned()
                    {
                        let time = door.limits.close_time();
                        tokio::spawn(async move {
                            let _ = timeout(time, turn_away(stream)).await;
                            drop(place);
                        });
                    }
                }
            }
        }
    }

    /// Holds one connection: HTTP, and the tunnel that may come of it. What HTTP needs is gone before the tunnel begins.
    async fn hold(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, place: Seat) {
        let tunnel = Box::pin(self.serve(stream, peer, place)).await;
        if let Some(tunnel) = tunnel {
            tunnel.await;
        }
    }

    /// The proxy's word, the TLS handshake, HTTP. Gives the tunnel that it leads to.
    async fn serve(
        self: Arc<Self>,
        mut stream: TcpStream,
        peer: SocketAddr,
        place: Seat,
    ) -> Option<BoxFuture<'static, ()>> {
        // Replies are small and a person waits for each.
        stream.set_nodelay(true).ok()?;
        let mut client = peer.ip().to_canonical();
        if self.proxy_protocol && self.proxies.trust(client) {
            let word = timeout(self.limits.request_time(), header::read(&mut stream));
            let spoken_for = word.await.ok()?.ok()?;
            client = spoken_for.unwrap_or(client).to_canonical();
        }
        // Each kind of connection is boxed by itself, so that TCP takes no more room than it needs.
        match &self.certificate {
            None => Box::pin(self.answer(stream, client, place)).await,
            Some(certificate) => {
                let handshake = Box::pin(certificate.acceptor().accept(stream));
                let stream = timeout(self.limits.tls_time(), handshake).await.ok()?;
                Box::pin(self.answer(Box::new(stream.ok()?), client, place)).await
            }
        }
    }

    /// Answers requests, up to the one that leads to a tunnel.
    async fn answer<S>(
        &self,
        stream: S,
        client: IpAddr,
        place: Seat,
    ) -> Option<BoxFuture<'static, ()>>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let limits = &self.limits;
        let mut stop = self.stop.clone();
        let granted = OnceLock::<Tunnel>::new();
        let service = service_fn(|request: Request<Incoming>| {
            let forwarded = request.headers().get_all(&FORWARDED_FOR);
            let forwarded = forwarded.iter().map(|value| value.as_bytes());
            let behind = self.proxies.client(client, forwarded);
            let granted = &granted;
            async move {
                let mut answer = self.site.answer(behind, request).await;
                if let Some(tunnel) = answer.extensions_mut().remove() {
                    // HTTP ends with the answer that it lies in, so there is one.
                    let _ = granted.set(tunnel);
                }
                Ok::<_, Infallible>(answer)
            }
        });
        let mut connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.request_time())
            .max_buf_size(limits.request_head())
            .serve_connection(TokioIo::new(stream), service);
        // Shuts the connection down behind the last answer, but not where that was asked for an upgrade.
        let over = tokio::select! {
            // The request for a tunnel has mostly come, and its answer is all that there is to do.
            biased;
            over = &mut connection => Some(over),
            () = stop.stopped() => None,
            () = sleep(limits.http_time()) => None,
        };
        let over = match over {
            Some(over) => over,
            None => {
                Pin::new(&mut connection).graceful_shutdown();
                // An answer that nobody reads ends with its connection.
                timeout(limits.write_time(), &mut connection).await.ok()?
            }
        };
        let Parts { io, read_buf, .. } = connection.into_parts();
        let mut stream = io.into_inner();
        let Some(tunnel) = granted.into_inner().filter(|_| over.is_ok()) else {
            // Also where a client said nothing more, or a request that is none: TLS ends with a word.
            let _ = timeout(limits.close_time(), stream.shutdown()).await;
            return None;
        };
        // A copy: the buffer that it lies in is large, and mostly there is nothing in it.
        Some(Box::pin(tunnel.hold(stream, read_buf.to_vec(), place)))
    }
}

async fn turn_away(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(BUSY).await?;
    part(&mut stream).await
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The answer where there is no place.
const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\n\
    Cache-Control: no-store\r\nContent-Length: 0\r\n\r\n";

/// Connections that are told at one time that there is no place; others are closed without a word.
const MOST_TOLD: usize = 64;

/// Pause after a failed accept, so that a machine without descriptors to give is not kept busy.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
