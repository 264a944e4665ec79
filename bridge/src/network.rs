//! The network outside, as far as the bridge uses it; tests script it.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{
    ConnectionConfig, LookupIpStrategy, NameServerConfig, ResolverConfig,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::{Name, RData};
use tokio::net::TcpStream;
use tracing::warn;

/// An answer that comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A host that takes a domain's mail (RFC 5321 §5).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Exchange {
    /// The lower, the sooner it is tried.
    pub preference: u16,
    /// Its name, without the last dot; empty where the domain takes no mail (RFC 7505).
    pub host: String,
}

/// Names to addresses, and addresses to connections. Every connection that leaves the bridge is made by `connect`.
pub trait Network: Send + Sync {
    /// Every address of `name`.
    fn resolve<'a>(&'a self, name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>>;

    /// The hosts that take the mail of `domain`, in no order.
    fn exchanges<'a>(&'a self, domain: &'a str) -> Later<'a, io::Result<Vec<Exchange>>>;

    /// A connection to exactly `address`.
    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>>;
}

/// The network of the system, with a resolver that asks the name servers that the system names.
pub struct SystemNetwork {
    resolver: Option<TokioResolver>,
}

impl SystemNetwork {
    /// Asks `name_server`, or those that the system's configuration names. Where there are none, no name leads anywhere.
    #[must_use]
    pub fn new(name_server: Option<SocketAddr>) -> Self {
        let builder = match name_server {
            None => TokioResolver::builder_tokio(),
            Some(address) => Ok(TokioResolver::builder_with_config(
                only(address),
                TokioRuntimeProvider::default(),
            )),
        };
        let built = builder.and_then(|mut builder| {
            let options = builder.options_mut();
            // Both families, as every answer is judged.
            options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
            options.timeout = ONE_QUESTION;
            builder.build()
        });
        let resolver = built.map_err(|error| warn!(%error, "no resolver")).ok();
        Self { resolver }
    }

    fn resolver(&self) -> io::Result<&TokioResolver> {
        self.resolver
            .as_ref()
            .ok_or_else(|| io::Error::other("no resolver"))
    }
}

impl Network for SystemNetwork {
    fn resolve<'a>(&'a self, name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = self.resolver()?.lookup_ip(whole(name)?);
            let mut addresses = Vec::new();
            for address in found.await.map_err(io::Error::other)?.iter() {
                if !addresses.contains(&address) {
                    addresses.push(address);
                }
            }
            Ok(addresses)
        })
    }

    fn exchanges<'a>(&'a self, domain: &'a str) -> Later<'a, io::Result<Vec<Exchange>>> {
        Box::pin(async move {
            let found = self.resolver()?.mx_lookup(whole(domain)?);
            let found = found.await.map_err(io::Error::other)?;
            let records = found
                .answers()
                .iter()
                .filter_map(|record| match &record.data {
                    RData::MX(exchange) => Some(Exchange {
                        preference: exchange.preference,
                        host: exchange
                            .exchange
                            .to_ascii()
                            .trim_end_matches('.')
                            .to_ascii_lowercase(),
                    }),
                    _ => None,
                });
            Ok(records.collect())
        })
    }

    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>> {
        Box::pin(TcpStream::connect(address))
    }
}

/// One name server, over UDP and TCP.
fn only(address: SocketAddr) -> ResolverConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = address.port();
        connection
    });
    let mut server = NameServerConfig::udp_and_tcp(address.ip());
    server.connections = connections.to_vec();
    ResolverConfig::from_parts(None, Vec::new(), vec![server])
}

/// The name as it is: no search list of the system is appended to it.
fn whole(name: &str) -> io::Result<Name> {
    let mut name = Name::from_ascii(name).map_err(io::Error::other)?;
    name.set_fqdn(true);
    Ok(name)
}

/// Time for one question to one name server, so that a second one has its turn within the time for all.
const ONE_QUESTION: Duration = Duration::from_secs(2);
