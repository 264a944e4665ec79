//! Opens the connection: resolve once, judge every answer, dial the judged addresses, compare who answered.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ehlo_protocol::tunnel::Refusal;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use crate::limits::Limits;
use crate::network::Network;
use crate::policy::host::Host;
use crate::policy::{Destination, Policy};

/// Opens connections. In a profile that lets nothing out, there is no network in it.
#[derive(Clone)]
pub struct Dialler {
    network: Option<Arc<dyn Network>>,
}

impl Dialler {
    /// A dialler that reaches servers through `network`.
    #[must_use]
    pub fn outbound(network: Arc<dyn Network>) -> Self {
        Self {
            network: Some(network),
        }
    }

    /// A dialler that reaches the sandbox and nothing else.
    #[must_use]
    pub const fn sandbox_only() -> Self {
        Self { network: None }
    }

    /// Opens a connection to `destination`.
    ///
    /// # Errors
    /// Where the name leads nowhere, or to an address that the policy refuses, or nobody answers there.
    pub async fn dial(
        &self,
        policy: &Policy,
        limits: &Limits,
        destination: &Destination,
    ) -> Result<(TcpStream, SocketAddr), Refusal> {
        let (stream, address) = match (destination, &self.network) {
            (Destination::Sandbox(address), _) => {
                let attempt = timeout(limits.connect_time(), TcpStream::connect(*address));
                let stream = attempt
                    .await
                    .map_err(|_| Refusal::ConnectTimeout)?
                    .map_err(|error| reason(&error))?;
                (stream, *address)
            }
            (Destination::Server { .. }, None) => return Err(Refusal::HostNotAllowed),
            (Destination::Server { target, private }, Some(network)) => {
                let addresses = resolve(network.as_ref(), limits, &target.host).await?;
                policy.admit_addresses(&addresses, *private)?;
                let addresses: Vec<SocketAddr> = addresses
                    .iter()
                    .take(limits.dial_addresses())
                    .map(|address| SocketAddr::new(address.to_canonical(), target.port))
                    .collect();
                connect(network.as_ref(), limits, &addresses).await?
            }
        };
        // What was judged must be what answered.
        if stream.peer_addr().ok() != Some(address) {
            return Err(Refusal::AddressNotAllowed);
        }
        // Commands are small and each waits for its reply.
        stream.set_nodelay(true).map_err(|error| reason(&error))?;
        Ok((stream, address))
    }
}

async fn resolve(
    network: &dyn Network,
    limits: &Limits,
    host: &Host,
) -> Result<Vec<IpAddr>, Refusal> {
    match host {
        Host::Address(address) => Ok(vec![*address]),
        Host::Name(name) => match timeout(limits.resolve_time(), network.resolve(name)).await {
            Ok(Ok(addresses)) => Ok(addresses),
            Ok(Err(_)) | Err(_) => Err(Refusal::NameNotFound),
        },
    }
}

/// Tries the addresses in order. Each may take an equal part of the time that is left, so that a first address that
/// never answers leaves time for a second.
async fn connect(
    network: &dyn Network,
    limits: &Limits,
    addresses: &[SocketAddr],
) -> Result<(TcpStream, SocketAddr), Refusal> {
    let end = Instant::now() + limits.connect_time();
    let mut worst = Refusal::Unreachable;
    for (tried, address) in addresses.iter().enumerate() {
        let left = u32::try_from(addresses.len() - tried).unwrap_or(u32::MAX);
        let share = end.saturating_duration_since(Instant::now()) / left;
        let refusal = match timeout_at(Instant::now() + share, network.connect(*address)).await {
            Ok(Ok(stream)) => return Ok((stream, *address)),
            Ok(Err(error)) => reason(&error),
            Err(_) => Refusal::ConnectTimeout,
        };
        // An answer tells a person more than silence, and silence more than a missing route.
        worst = match (worst, refusal) {
            (Refusal::ConnectionRefused, _) | (_, Refusal::ConnectionRefused) => {
                Refusal::ConnectionRefused
            }
            (Refusal::ConnectTimeout, _) | (_, Refusal::ConnectTimeout) => Refusal::ConnectTimeout,
            _ => refusal,
        };
    }
    Err(worst)
}

fn reason(error: &io::Error) -> Refusal {
    match error.kind() {
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset => {
            Refusal::ConnectionRefused
        }
        io::ErrorKind::TimedOut => Refusal::ConnectTimeout,
        _ => Refusal::Unreachable,
    }
}
