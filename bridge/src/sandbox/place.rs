//! Where the sandbox is.

use std::net::SocketAddr;

use ehlo_protocol::tunnel;

/// Where the sandbox listens, and by what it is known under TLS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where it greets in clear and offers STARTTLS.
    pub clear: SocketAddr,
    /// Where TLS comes before the greeting.
    pub tls: SocketAddr,
    /// SHA-256 of its certificate, in lower-case hexadecimal digits.
    pub fingerprint: String,
}

impl Place {
    /// The address that listens on `port`, if any does.
    #[must_use]
    pub fn at(&self, port: u16) -> Option<SocketAddr> {
        [self.clear, self.tls]
            .into_iter()
            .find(|address| address.port() == port)
    }

    /// As `/limits` says it.
    #[must_use]
    pub fn published(&self) -> tunnel::Sandbox {
        tunnel::Sandbox {
            host: self.clear.ip().to_string(),
            port: self.clear.port(),
            tls_port: self.tls.port(),
            fingerprint: self.fingerprint.clone(),
        }
    }
}
