//! Starts the bridge, and stops it.

use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context, anyhow};
use ehlo_texts::Value;
use tokio::net::TcpListener;
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::timeout;
use tracing::{info, warn};

use crate::bridge::Bridge;
use crate::catalogue;
use crate::certificate::Certificate;
use crate::clock::Clock;
use crate::connections::Door;
use crate::dial::Dialler;
use crate::inbox::Inbox;
use crate::ledger::Memory;
use crate::limits::Limits;
use crate::loopback::{self, Loopback};
use crate::network::Network;
use crate::policy::Policy;
use crate::policy::host::Host;
use crate::policy::origin::{Origin, OwnNames};
use crate::profile::Profile;
use crate::proxy::Proxies;
use crate::quotas::Quotas;
use crate::sandbox::{Identity, Place, Sandbox};
use crate::sessions::Sessions;
use crate::settings::Settings;
use crate::stop::{Stopper, stop};
use crate::token::Token;
use crate::web::Site;

/// A bridge that runs.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    /// Where its sandbox listens.
    pub sandbox: Place,
    /// Where counters are served, where an address of their own was named.
    pub metrics: Option<SocketAddr>,
    /// The secret of this run.
    pub token: Token,
    origin: Origin,
    sessions: Sessions,
    /// The HTTP connections of the page's address.
    connections: Sessions,
    limits: Limits,
    stopper: Stopper,
    accepting: JoinSet<()>,
    receiving: JoinHandle<()>,
}

/// Starts a bridge: when this returns, it answers. `clock` keeps the deadlines of its sessions.
///
/// # Errors
/// Where a port is taken or the system refuses something.
pub async fn start(
    settings: Settings,
    network: Arc<dyn Network>,
    clock: Clock,
) -> anyhow::Result<Running> {
    let Settings {
        listen,
        profile,
        targets,
        private,
        nat64,
        denied,
        name_server: _,
        origins,
        grants,
        tls: tls_files,
        trusted_proxies,
        proxy_protocol,
        metrics: metrics_listen,
        log_format: _,
        limits,
        sandbox_port,
        sandbox_tls_port,
    } = settings;
    let listener = listen_on(listen, "--listen").await?;
    let address = listener
        .local_addr()
        .context("the address of the listener")?;
    let clear = listen_on(local(sandbox_port), "--sandbox-port").await?;
    let clear = Loopback::of(clear).await;
    let tls = listen_on(local(sandbox_tls_port), "--sandbox-tls-port").await?;
    let tls = Loopback::of(tls).await;
    let identity = Identity::generate()?;
    let sandbox = Place {
        clear: clear.local_addr().context("the address of the sandbox")?,
        tls: tls.local_addr().context("the TLS address of the sandbox")?,
        fingerprint: identity.fingerprint().to_owned(),
    };
    let token = Token::generate().map_err(|error| anyhow!("no random numbers: {error}"))?;
    let policy = Policy {
        profile,
        targets,
        private,
        nat64,
        denied,
        own_addresses: own_addresses(),
        names: if tls_files.is_some() {
            OwnNames::under_tls(address, &origins)
        } else {
            OwnNames::new(address, &origins)
        },
        token: token.clone(),
        grants,
        sandbox: Some(sandbox.clone()),
    };
    let dialler = match profile {
        Profile::Sandbox => Dialler::sandbox_only(),
        Profile::Local | Profile::Probe | Profile::Granted => Dialler::outbound(network),
    };
    let (stopper, stop) = stop();
    let sessions = Sessions::default();
    let inbox = Inbox::new(&limits);
    let server = Sandbox {
        identity,
        inbox: inbox.clone(),
        limits: limits.clone(),
        stop: stop.clone(),
    };
    let receiving = tokio::spawn(server.run(clear, tls));
    let bridge = Bridge {
        policy,
        limits: limits.clone(),
        dialler,
        quotas: Quotas::new(Arc::new(Memory::new(limits.accounts())), &limits),
        metrics: Arc::default(),
        sessions: sessions.clone(),
        inbox,
        clock,
        stop: stop.clone(),
    };
    let bridge = Arc::new(bridge);
    let secure = tls_files.is_some();
    let door = Door {
        site: Site::page(bridge.clone()),
        limits: limits.clone(),
        proxies: Arc::new(Proxies::new(trusted_proxies)),
        proxy_protocol,
        certificate: tls_files
            .map(|files| Certificate::watch(files, stop.clone()))
            .transpose()?,
        metrics: bridge.metrics.clone(),
        places: Sessions::default(),
        stop,
    };
    let connections = door.places.clone();
    let mut accepting = JoinSet::new();
    let mut metrics = None;
    if let Some(listen) = metrics_listen {
        let listener = listen_on(listen, "--metrics-listen").await?;
        let address = listener
            .local_addr()
            .context("the address of the counters")?;
        metrics = Some(address);
        let operator = Door {
            site: Site::operator(bridge),
            certificate: None,
            proxy_protocol: false,
            places: Sessions::default(),
            ..door.clone()
        };
        accepting.spawn(operator.accept(listener));
    }
    if let Some(listener) = loopback::other(address).await {
        accepting.spawn(door.clone().accept(listener));
    }
    accepting.spawn(door.accept(listener));
    // Who listens on every address has the name that the operator gave, if any.
    let named = origins.first().filter(|_| listen.ip().is_unspecified());
    let origin = named
        .cloned()
        .unwrap_or_else(|| own_origin(address, secure));
    info!(%address, sandbox = %sandbox.clear, profile = profile.name(), "bridge begins");
    Ok(Running {
        address,
        sandbox,
        metrics,
        token,
        origin,
        sessions,
        connections,
        limits,
        stopper,
        accepting,
        receiving,
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

    /// Stops: takes no new session, tells those that live, waits for them within the time for it. Who comes meanwhile is
    /// told to come back.
    pub async fn stop(mut self) {
        self.stopper.stop();
        let gone = timeout(self.limits.stop_time(), async {
            self.sessions.none_left().await;
            let _ = self.receiving.await;
            // An answer under way comes to its end; whoever only lingers is not waited for as long.
            let _ = timeout(self.limits.close_time(), self.connections.none_left()).await;
        });
        if gone.await.is_err() {
            warn!(left = self.sessions.count(), "sessions cut off");
        }
        self.accepting.shutdown().await;
        info!("bridge ends");
    }
}

/// An address of loopback, which nobody else can reach.
fn local(port: u16) -> SocketAddr {
    SocketAddr::from((Ipv4Addr::LOCALHOST, port))
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
fn own_origin(address: SocketAddr, secure: bool) -> Origin {
    let host = match address.ip() {
        ip if !ip.is_unspecified() => ip,
        std::net::IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        std::net::IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    };
    let host = Host::Address(host);
    if secure {
        Origin::secured(&host, address.port())
    } else {
        Origin::plain(&host, address.port())
    }
}
