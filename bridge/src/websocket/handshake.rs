//! The way into a WebSocket (RFC 6455 §4.2), as tungstenite checks it.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use axum::response::Response;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::ProtocolError;
use tokio_tungstenite::tungstenite::handshake::server::create_response_with_body;

/// Accepts a request for a WebSocket: the answer after which its connection is one.
///
/// # Errors
/// Where it is none: what to answer.
pub fn accept<B>(request: &Request<B>) -> Result<Response, StatusCode> {
    create_response_with_body(request, Body::empty).map_err(|error| refuse(&error))
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
