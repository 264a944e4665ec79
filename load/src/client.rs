//! One client: a connection over TCP or a WebSocket, and the SMTP that is said on it.

mod connection;
mod masks;
mod session;
mod upload;
pub(crate) mod websocket;

use std::net::SocketAddr;

use ehlo_protocol::tunnel::{PATH, SUBPROTOCOL};

pub use connection::Connection;
pub use session::Session;
pub use upload::Upload;
pub use websocket::push_frame;

/// Where a client connects, and how.
#[derive(Clone, Debug)]
pub struct Target {
    /// The address of the bridge, or of the server itself.
    pub address: SocketAddr,
    /// How a WebSocket begins, where there is one.
    pub upgrade: Option<Upgrade>,
}

/// How a WebSocket begins.
#[derive(Clone, Debug, Default)]
pub struct Upgrade {
    /// The path.
    pub path: String,
    /// The subprotocol.
    pub subprotocol: Option<String>,
    /// The origin.
    pub origin: Option<String>,
    /// The first frame, which a text frame answers.
    pub open: Option<String>,
}

impl Upgrade {
    /// As the tunnel of this project begins, but for its first frame.
    #[must_use]
    pub fn ours() -> Self {
        Self {
            path: PATH.to_owned(),
            subprotocol: Some(SUBPROTOCOL.to_owned()),
            ..Self::default()
        }
    }
}

impl Target {
    /// The server itself.
    #[must_use]
    pub const fn direct(address: SocketAddr) -> Self {
        Self {
            address,
            upgrade: None,
        }
    }
}
