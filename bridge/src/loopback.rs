//! Loopback, which has two addresses: names such as `localhost` lead to either.

use std::future::pending;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::net::{TcpListener, TcpStream};

/// One port of loopback, at both addresses where the system has both.
#[derive(Debug)]
pub struct Loopback {
    first: TcpListener,
    second: Option<TcpListener>,
}

impl Loopback {
    /// What listens at an address, and what can listen at the other one on the same port.
    pub async fn of(first: TcpListener) -> Self {
        let second = match first.local_addr() {
            Ok(address) => other(address).await,
            Err(_) => None,
        };
        Self { first, second }
    }

    /// Where it listens first.
    ///
    /// # Errors
    /// Where the system does not know.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.first.local_addr()
    }

    /// The next connection at either address.
    ///
    /// # Errors
    /// Where the system has no connection to give.
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let at_other = async {
            match &self.second {
                Some(second) => second.accept().await,
                None => pending().await,
            }
        };
        tokio::select! {
            accepted = self.first.accept() => accepted,
            accepted = at_other => accepted,
        }
    }
}

/// Who listens on the one address listens on the other too, where the system has it and the port is free there.
pub async fn other(first: SocketAddr) -> Option<TcpListener> {
    if first.ip() != Ipv4Addr::LOCALHOST {
        return None;
    }
    TcpListener::bind((Ipv6Addr::LOCALHOST, first.port()))
        .await
        .ok()
}
