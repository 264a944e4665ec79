//! HTTP connections: how many, how long, who is behind them, and how they end.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::header::HeaderName;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower_service::Service;
use tracing::warn;

use crate::certificate::Certificate;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::proxy::{Proxies, header};
use crate::sessions::Sessions;
use crate::stop::Stop;
use crate::web::Client;

/// What every connection of a listener meets.
#[derive(Clone)]
pub(crate) struct Door {
    pub(crate) routes: Router,
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
                    tokio::spawn(async move {
                        holding.hold(stream, peer).await;
                        drop(place);
                    });
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

    /// Holds one connection: the proxy's word, the TLS handshake, HTTP.
    async fn hold(self: Arc<Self>, mut stream: TcpStream, peer: SocketAddr) {
        // Replies are small and a person waits for each.
        if stream.set_nodelay(true).is_err() {
            return;
        }
        let mut client = peer.ip().to_canonical();
        if self.proxy_protocol && self.proxies.trust(client) {
            match timeout(self.limits.request_time(), header::read(&mut stream)).await {
                Ok(Ok(spoken_for)) => client = spoken_for.unwrap_or(client).to_canonical(),
                Ok(Err(_)) | Err(_) => return,
            }
        }
        match &self.certificate {
            // Each kind of connection is boxed by itself, so that TCP takes no more room than it needs.
            None => Box::pin(self.serve(stream, client)).await,
            Some(certificate) => {
                let handshake = Box::pin(certificate.acceptor().accept(stream));
                if let Ok(Ok(stream)) = timeout(self.limits.tls_time(), handshake).await {
                    Box::pin(self.serve(stream, client)).await;
                }
            }
        }
    }

    async fn serve(
        &self,
        stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
        client: IpAddr,
    ) {
        let limits = &self.limits;
        let mut stop = self.stop.clone();
        let service = service_fn(move |mut request: Request<Incoming>| {
            let forwarded = request.headers().get_all(&FORWARDED_FOR);
            let forwarded = forwarded.iter().map(|value| value.as_bytes());
            let behind = self.proxies.client(client, forwarded);
            request.extensions_mut().insert(Client(behind));
            let mut routes = self.routes.clone();
            async move {
                Service::call(&mut routes, request.map(Body::new)).await as Result<_, Infallible>
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(limits.request_time())
            .max_buf_size(limits.request_head())
            .serve_connection(TokioIo::new(stream), service)
            .with_upgrades();
        tokio::pin!(connection);
        tokio::select! {
            // A tunnel leaves its connection here at once, and lives on in a task of its own.
            _ = connection.as_mut() => return,
            () = stop.stopped() => {}
            () = sleep(limits.http_time()) => {}
        }
        connection.as_mut().graceful_shutdown();
        // An answer that nobody reads ends with its connection.
        let _ = timeout(limits.write_time(), connection).await;
    }
}

async fn turn_away(mut stream: TcpStream) -> std::io::Result<()> {
    stream.write_all(BUSY).await?;
    stream.shutdown().await?;
    // What is left unread would have the system reset the connection, and the answer with it.
    let mut rest = [0; 1024];
    for _ in 0..MOST_READS_AT_THE_END {
        if stream.read(&mut rest).await? == 0 {
            break;
        }
    }
    Ok(())
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The answer where there is no place.
const BUSY: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\n\
    Cache-Control: no-store\r\nContent-Length: 0\r\n\r\n";

/// Connections that are told at one time that there is no place; others are closed without a word.
const MOST_TOLD: usize = 64;

/// A client that goes on and on after the answer is left.
const MOST_READS_AT_THE_END: usize = 64;

/// Pause after a failed accept, so that a machine without descriptors to give is not kept busy.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
