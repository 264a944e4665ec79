//! The two ports that `ehlo serve` listens on, and what to do when one is taken. The program says so itself, but
//! only after minutes of building.

use std::{
    io::ErrorKind,
    net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener},
};

use anyhow::{Result, bail};

/// Where `ehlo serve` listens unless told otherwise.
const PAGE: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 8025);

/// The sandbox's port unless told otherwise: one of the four that mail is submitted to.
const SANDBOX_PORT: u16 = 2525;

/// What the arguments for `ehlo serve` ask for. An argument that cannot be read is left to `ehlo`,
/// which says what is wrong with it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ports {
    page: SocketAddr,
    sandbox: SocketAddr,
}

impl Ports {
    /// Reads `--listen` and `--sandbox-port`.
    pub(super) fn of_arguments(arguments: &[String]) -> Self {
        let sandbox_port = value(arguments, "--sandbox-port").and_then(|port| port.parse().ok());
        Self {
            page: value(arguments, "--listen")
                .and_then(|address| address.parse().ok())
                .unwrap_or(PAGE),
            sandbox: SocketAddr::new(
                IpAddr::V4(Ipv4Addr::LOCALHOST),
                sandbox_port.unwrap_or(SANDBOX_PORT),
            ),
        }
    }

    /// Fails with a way out when a port is taken.
    pub(super) fn check(&self) -> Result<()> {
        for (address, purpose, free) in [
            (
                self.page,
                "the page",
                format!("--listen {}:0", self.page.ip()),
            ),
            (self.sandbox, "the sandbox", "--sandbox-port 0".to_owned()),
        ] {
            if is_taken(address) {
                bail!(
                    "another program listens on {address}, where {purpose} should be. Stop that program (it may be an \
                     earlier `cargo xtask play`), or take a free port: `cargo xtask play -- {free}`"
                );
            }
        }
        Ok(())
    }
}

/// The value of `--name VALUE` or `--name=VALUE`; the last one counts.
fn value<'a>(arguments: &'a [String], name: &str) -> Option<&'a str> {
    let following = arguments.iter().skip(1).map(Some).chain([None]);
    arguments
        .iter()
        .zip(following)
        .filter_map(|(argument, next)| {
            let rest = argument.strip_prefix(name)?;
            if rest.is_empty() {
                next.map(String::as_str)
            } else {
                rest.strip_prefix('=')
            }
        })
        .last()
}

fn is_taken(address: SocketAddr) -> bool {
    TcpListener::bind(address).is_err_and(|error| error.kind() == ErrorKind::AddrInUse)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ports(arguments: &[&str]) -> (String, String) {
        let arguments: Vec<String> = arguments
            .iter()
            .map(|&argument| argument.to_owned())
            .collect();
        let ports = Ports::of_arguments(&arguments);
        (ports.page.to_string(), ports.sandbox.to_string())
    }

    #[test]
    fn arguments_move_the_ports() {
        for (arguments, page, sandbox) in [
            (&[][..], "127.0.0.1:8025", "127.0.0.1:2525"),
            (
                &["--listen", "127.0.0.1:0", "--sandbox-port=9"],
                "127.0.0.1:0",
                "127.0.0.1:9",
            ),
            (
                &["--listen=[::1]:80", "--sandbox-port", "7"],
                "[::1]:80",
                "127.0.0.1:7",
            ),
            (
                &["--sandbox-port", "7", "--sandbox-port", "8"],
                "127.0.0.1:8025",
                "127.0.0.1:8",
            ),
            (&["--listen"], "127.0.0.1:8025", "127.0.0.1:2525"),
            (
                &["--listen", "nonsense", "--listener=1"],
                "127.0.0.1:8025",
                "127.0.0.1:2525",
            ),
        ] {
            assert_eq!(
                ports(arguments),
                (page.to_owned(), sandbox.to_owned()),
                "{arguments:?}"
            );
        }
    }

    #[test]
    fn a_taken_port_is_named_with_a_way_out() {
        let holder = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let taken = holder.local_addr().unwrap();
        let free = SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

        let error = Ports {
            page: taken,
            sandbox: free,
        }
        .check()
        .unwrap_err()
        .to_string();
        assert!(
            error.contains(&format!("listens on {taken}, where the page should be")),
            "{error}"
        );
        assert!(
            error.ends_with("`cargo xtask play -- --listen 127.0.0.1:0`"),
            "{error}"
        );

        let error = Ports {
            page: free,
            sandbox: taken,
        }
        .check()
        .unwrap_err()
        .to_string();
        assert!(
            error.ends_with("`cargo xtask play -- --sandbox-port 0`"),
            "{error}"
        );

        Ports {
            page: free,
            sandbox: free,
        }
        .check()
        .unwrap();
    }
}
