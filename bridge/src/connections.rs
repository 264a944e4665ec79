//! HTTP connections: how many, how long, and how they end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tower_service::Service;
use tracing::warn;

use crate::limits::Limits;
use crate::stop::Stop;
use crate::web::Client;

/// Accepts connections until the bridge stops.
pub(crate) async fn accept(listener: TcpListener, routes: Router, limits: Limits, mut stop: Stop) {
    let places = Arc::new(Semaphore::new(limits.http_connections()));
    loop {
        let accepted = tokio::select! {
            biased;
            () = stop.stopped() => return,
            accepted = async {
                let place = places.clone().acquire_owned().await;
                (place, listener.accept().await)
            } => accepted,
        };
        match accepted {
            (place, Ok((stream, peer))) => {
                let connection =
                    hold_connection(stream, peer, routes.clone(), limits.clone(), stop.clone());
                tokio::spawn(async move {
                    connection.await;
                    drop(place);
                });
            }
            (_, Err(error)) => {
                warn!(%error, "accept failed");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn hold_connection(
    stream: TcpStream,
    peer: SocketAddr,
    routes: Router,
    limits: Limits,
    mut stop: Stop,
) {
    // Replies are small and a person waits for each.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let service = service_fn(move |mut request: Request<Incoming>| {
        request
            .extensions_mut()
            .insert(Client(peer.ip().to_canonical()));
        let mut routes = routes.clone();
        async move { Service::call(&mut routes, request.map(Body::new)).await as Result<_, Infallible> }
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

/// Pause after a failed accept, so that a machine without descriptors to give is not kept busy.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);
