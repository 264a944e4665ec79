//! Opens the connection: resolve once, judge every answer, dial the judged addresses, compare who answered.

mod race;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use ehlo_protocol::tunnel::Refusal;
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep_until, timeout};

use crate::limits::Limits;
use crate::network::{Exchange, Network};
use crate::policy::host::Host;
use crate::policy::{Destination, Policy};
use race::{in_turn, race, reason};

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
            (
                Destination::Server {
                    target, private, ..
                },
                Some(network),
            ) => {
                let addresses = resolve(network.as_ref(), limits, &target.host).await?;
                policy.admit_addresses(&addresses, *private)?;
                let addresses = addresses
                    .iter()
                    .map(|address| SocketAddr::new(address.to_canonical(), target.port));
                let mut addresses = in_turn(addresses.collect());
                addresses.truncate(limits.dial_addresses());
                let started = Instant::now();
                match race(network.as_ref(), limits, &addresses).await {
                    Ok(connection) => connection,
                    Err(refusal) if !policy.profile.is_public() => return Err(refusal),
                    // A closed port, a filtered one and a missing host look and last the same: nobody searches
                    // networks with a public bridge (SECURITY.md T6).
                    Err(_) => {
                        sleep_until(started + limits.connect_time()).await;
                        return Err(Refusal::NoConnection);
                    }
                }
            }
        };
        // What was judged must be what answered.
        if stream.peer_addr().ok() != Some(address) {
            return Err(Refusal::AddressNotAllowed);
        }
        if let Destination::Server { private: false, .. } = destination {
            let own = stream.local_addr().map_err(|error| reason(&error))?;
            Policy::admit_answer(own.ip(), address.ip())?;
        }
        // Commands are small and each waits for its reply.
        stream.set_nodelay(true).map_err(|error| reason(&error))?;
        Ok((stream, address))
    }
}

impl Dialler {
    /// The hosts that take the mail of `domain`, the first to try first.
    ///
    /// # Errors
    /// Where nothing is known of it, or nothing may be asked.
    pub async fn exchanges(&self, limits: &Limits, domain: &str) -> Result<Vec<Exchange>, Refusal> {
        let network = self.network.as_ref().ok_or(Refusal::HostNotAllowed)?;
        match timeout(limits.resolve_time(), network.exchanges(domain)).await {
            Ok(Ok(mut exchanges)) if !exchanges.is_empty() => {
                exchanges.sort();
                exchanges.truncate(MOST_EXCHANGES);
                Ok(exchanges)
            }
            _ => Err(Refusal::NameNotFound),
        }
    }
}

/// Exchanges of one domain that are told: the largest mail services have some ten.
const MOST_EXCHANGES: usize = 100;

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
