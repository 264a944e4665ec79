//! The network outside, as far as the bridge uses it; tests script it.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;

use tokio::net::TcpStream;

/// An answer that comes later.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Names to addresses, and addresses to connections. Every connection that leaves the bridge is made by `connect`.
pub trait Network: Send + Sync {
    /// Every address of `name`.
    fn resolve<'a>(&'a self, name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>>;

    /// A connection to exactly `address`.
    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>>;
}

/// The network of the system, with its resolver.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemNetwork;

impl Network for SystemNetwork {
    fn resolve<'a>(&'a self, name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let mut addresses = Vec::new();
            for found in tokio::net::lookup_host((name, 0)).await? {
                if !addresses.contains(&found.ip()) {
                    addresses.push(found.ip());
                }
            }
            Ok(addresses)
        })
    }

    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>> {
        Box::pin(TcpStream::connect(address))
    }
}
