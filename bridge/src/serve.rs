//! Starts the bridge, and stops it.

use std::convert::Infallible;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use axum::Router;
use axum::body::Body;
use ehlo_texts::Value;
use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};
use tower_service::Service;
use tracing::warn;

use crate::catalogue;
use crate::dial::Dialler;
use crate::limits::Limits;
use crate::network::Network;
use crate::policy::Policy;
use crate::policy::host::Host;
use crate::policy::origin::{Origin, OwnNames};
use crate::profile::Profile;
use crate::sessions::Sessions;
use crate::settings::Settings;
use crate::stop::{Stop, Stopper, stop};
use crate::token::Token;
use crate::web::{Bridge, Client, routes};

/// A bridge that runs.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where its sandbox listens.
    pub sandbox: Option<SocketAddr>,
    /// The secret of this run.
    pub token: Token,
    origin: Origin,
    sessions: Sessions,
    limits: Limits,
    stopper: Stopper,
    accepting: JoinHandle<()>,
}

/// Starts a bridge: when this returns, it answers.
///
/// # Errors
/// Where a port is taken or the system refuses something.
pub async fn start(settings: Settings, network: Arc<dyn Network>) -> anyhow::Result<Running> {
    let Settings {
        listen,
        profile,
        targets,
        private,
        origins,
        limits,
        ..
    } = settings;
    let listener = listen_on(listen, "--listen").await?;
    let address = listener
        .local_addr()
        .context("the address of the listener")?;
    let sandbox = None;
    let token = Token::generate().map_err(|error| anyhow!("no random numbers: {error}"))?;
    let policy = Policy {
        profile,
        targets,
        private,
        own_addresses: own_addresses(),
        names: OwnNames::new(address, &origins),
        token: token.clone(),
        sandbox,
    };
    let dialler = match profile {
        Profile::Local => Dialler::outbound(network),
        Profile::Sandbox => Dialler::sandbox_only(),
    };
    let (stopper, stop) = stop();
    let sessions = Sessions::default();
    let bridge = Bridge {
        policy,
        limits: limits.clone(),
        dialler,
        sessions: sessions.clone(),
        stop: stop.clone(),
    };
    let accepting = tokio::spawn(accept(
        listener,
        routes(Arc::new(bridge)),
        limits.clone(),
        stop,
    ));
    let origin = origins
        .first()
        .cloned()
        .unwrap_or_else(|| own_origin(address));
    Ok(Running {
        address,
        sandbox,
        token,
        origin,
        sessions,
        limits,
        stopper,
        accepting,
    })
}

impl Running {
    /// The address to open. The token stands in the fragment, which a browser does not send.
    #[must_use]
    pub fn url(&self) -> String {
        format!("{}/#token={}", self.origin, self.token.reveal())
    }

    /// Tunnels that are open.
    #[must_use]
    pub fn sessions(&self) -> usize {
        self.sessions.count()
    }

    /// Stops: takes no new session, tells those that live, waits for them within the time for it.
    pub async fn stop(self) {
        self.stopper.stop();
        let gone = timeout(self.limits.stop_time(), async {
            let _ = self.accepting.await;
            self.sessions.none_left().await;
        });
        if gone.await.is_err() {
            warn!(left = self.sessions.count(), "sessions cut off");
        }
    }
}

async fn listen_on(address: SocketAddr, flag: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.map_err(|error| {
        let values = [
            ("address", Value::from(address.to_string())),
            ("flag", flag.into()),
        ];
        match error.kind() {
            std::io::ErrorKind::AddrInUse => {
                anyhow!(catalogue::text_with("program-port-taken", &values))
            }
            _ => anyhow!(error).context(catalogue::text_with("program-cannot-listen", &values)),
        }
    })
}

/// The addresses of this machine. Without them the policy knows the ranges alone.
fn own_addresses() -> Vec<std::net::IpAddr> {
    match if_addrs::get_if_addrs() {
        Ok(interfaces) => interfaces.iter().map(if_addrs::Interface::ip).collect(),
        Err(error) => {
            warn!(%error, "own addresses unknown");
            Vec::new()
        }
    }
}

/// The origin to open: an unspecified address is reached over loopback.
fn own_origin(address: SocketAddr) -> Origin {
    let host = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        std::net::IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        std::net::IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    Origin::plain(&Host::Address(host), address.port())
}

async fn accept(listener: TcpListener, routes: Router, limits: Limits, mut stop: Stop) {
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
