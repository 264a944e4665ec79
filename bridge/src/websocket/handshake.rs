//! The way into a WebSocket (RFC 6455 §4.2), as tungstenite checks it, and out of hyper.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use hyper::upgrade::OnUpgrade;
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

/// A WebSocket that stands as soon as its answer is on its way.
pub struct Handshake {
    /// The answer.
    pub answer: Response,
    /// What it leads to.
    pub upgrade: Upgrade,
}

/// A connection that leaves HTTP.
pub struct Upgrade(OnUpgrade);

/// What a WebSocket runs over, and what has come behind its handshake.
pub enum Connection {
    /// TCP.
    Plain(TcpStream, Vec<u8>),
    /// TLS.
    Secure(Box<TlsStream<TcpStream>>, Vec<u8>),
}

impl Handshake {
    /// Accepts a request for a WebSocket.
    ///
    /// # Errors
    /// Where it is none: what to answer.
    pub fn accept(request: &mut Request<Body>) -> Result<Self, StatusCode> {
        let answer =
            create_response_with_body(request, Body::empty).map_err(|error| refuse(&error))?;
        let upgrade = Upgrade(hyper::upgrade::on(request));
        Ok(Self { answer, upgrade })
    }
}

impl Upgrade {
    /// The connection, once the answer is on its way: nothing of HTTP is left around it. Nothing, where the client has
    /// gone.
    pub async fn connection(self) -> Option<Connection> {
        let upgraded = self.0.await.ok()?;
        let secure = match upgraded.downcast::<TokioIo<TcpStream>>() {
            Ok(parts) => {
                let (stream, unread) = (parts.io.into_inner(), parts.read_buf.to_vec());
                return Some(Connection::Plain(stream, unread));
            }
            Err(upgraded) => upgraded.downcast::<TokioIo<TlsStream<TcpStream>>>(),
        };
        let parts = secure.ok()?;
        let stream = Box::new(parts.io.into_inner());
        Some(Connection::Secure(stream, parts.read_buf.to_vec()))
    }
}

fn refuse(error: &Error) -> StatusCode {
    match error {
        Error::Protocol(ProtocolError::WrongHttpMethod) => StatusCode::METHOD_NOT_ALLOWED,
        Error::Protocol(
            ProtocolError::MissingConnectionUpgradeHeader
            | ProtocolError::MissingUpgradeWebSocketHeader
            | ProtocolError::MissingSecWebSocketVersionHeader,
        ) => StatusCode::UPGRADE_REQUIRED,
        _ => StatusCode::BAD_REQUEST,
    }
}
