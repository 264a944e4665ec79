//! The way into a tunnel: who asks is checked before the upgrade.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Extension;
use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, HOST, ORIGIN, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use ehlo_protocol::tunnel::{Refusal, SUBPROTOCOL};
use tokio::io::{AsyncRead, AsyncWrite};
use tracing::info;

use super::gate::all;
use super::{Bridge, Client};
use crate::catalogue;
use crate::limits::DATA_FRAME;
use crate::session::Session;
use crate::sessions::Seat;
use crate::websocket::{Connection, Handshake, Socket};

/// Upgrades a request to a tunnel.
pub(super) async fn tunnel(
    State(bridge): State<Arc<Bridge>>,
    Extension(Client(client)): Extension<Client>,
    mut request: Request,
) -> Response {
    let headers = request.headers();
    if let Err(refusal) = bridge.policy.admit_request(
        &all(headers, &HOST),
        &all(headers, &ORIGIN),
        bearer(headers),
    ) {
        bridge.metrics.refused(refusal);
        info!(%client, end = refusal.name(), "session refused");
        return (StatusCode::FORBIDDEN, catalogue::refusal(refusal)).into_response();
    }
    let speaks_ours = speaks(headers, SUBPROTOCOL);
    let Handshake {
        mut answer,
        upgrade,
    } = match Handshake::accept(&mut request) {
        Ok(handshake) => handshake,
        // Who asks for another version is told which one is spoken (RFC 6455 §4.4).
        Err(status) => return (status, [(SEC_WEBSOCKET_VERSION, "13")]).into_response(),
    };
    if !speaks_ours {
        return (
            StatusCode::BAD_REQUEST,
            catalogue::text("program-no-subprotocol"),
        )
            .into_response();
    }
    answer.headers_mut().insert(
        SEC_WEBSOCKET_PROTOCOL,
        HeaderValue::from_static(SUBPROTOCOL),
    );
    let limits = &bridge.limits;
    let seat = bridge
        .sessions
        .take(client, limits.sessions(), limits.sessions_per_address());
    tokio::spawn(async move {
        match upgrade.connection().await {
            Some(Connection::Plain(stream, unread)) => {
                hold(&bridge, client, stream, unread, seat).await;
            }
            Some(Connection::Secure(stream, unread)) => {
                Box::pin(hold(&bridge, client, *stream, unread, seat)).await;
            }
            None => {}
        }
    });
    answer
}

/// Holds one session over what HTTP has left.
async fn hold<S>(
    bridge: &Bridge,
    client: IpAddr,
    stream: S,
    unread: Vec<u8>,
    seat: Result<Seat, Refusal>,
) where
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    let Bridge {
        policy,
        limits,
        dialler,
        quotas,
        metrics,
        stop,
        ..
    } = bridge;
    let session = Session {
        policy,
        limits,
        dialler,
        quotas,
        metrics,
        stop: stop.clone(),
        client,
    };
    let mut socket = Socket::new(stream, unread, DATA_FRAME);
    session.run(&mut socket, seat).await;
}

/// Whether a client offers `protocol` (RFC 6455 §11.3.4).
fn speaks(headers: &HeaderMap, protocol: &str) -> bool {
    all(headers, &SEC_WEBSOCKET_PROTOCOL)
        .iter()
        .flat_map(|value| value.split(|byte| *byte == b','))
        .any(|offer| offer.trim_ascii() == protocol.as_bytes())
}

/// The token of an `Authorization: Bearer` header, where there is one and only one.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    match all(headers, &AUTHORIZATION).as_slice() {
        [value] => value.strip_prefix(b"Bearer "),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpStream;

    use super::*;
    use crate::relay::Relay;

    /// The octets of the future that `make` would give.
    const fn size<A, B, C, D, F>(_make: &impl Fn(A, B, C, D) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn a_session_takes_little_room_while_it_lives() {
        let make = |bridge: &'static Bridge, client, stream: TcpStream, seat| {
            hold(bridge, client, stream, Vec::new(), seat)
        };
        let octets = size(&make) + size_of::<Relay<'_, TcpStream, TcpStream>>();
        assert!(octets <= 2048, "{octets}");
    }
}
