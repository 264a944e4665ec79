//! The way into a tunnel: who asks is checked before the upgrade.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::HttpBody;
use axum::http::header::{
    AUTHORIZATION, HOST, ORIGIN, SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION,
};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use ehlo_protocol::tunnel::SUBPROTOCOL;
use tokio::io::{AsyncRead, AsyncWrite};
use tracing::info;

use super::gate::all;
use crate::bridge::Bridge;
use crate::catalogue;
use crate::limits::DATA_FRAME;
use crate::session::Session;
use crate::sessions::Seat;
use crate::websocket::{Socket, accept};

/// Answers a request for a tunnel: the upgrade, or why not.
pub(super) fn answer<B: HttpBody>(
    bridge: &Arc<Bridge>,
    client: IpAddr,
    request: &Request<B>,
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
    let mut answer = match accept(request) {
        Ok(answer) => answer,
        // Who asks for another version is told which one is spoken (RFC 6455 §4.4).
        Err(status) => return (status, [(SEC_WEBSOCKET_VERSION, "13")]).into_response(),
    };
    // What stands behind the request is the tunnel's: octets that are a body to one reader and frames to another have no
    // place there.
    if !request.body().is_end_stream() {
        return StatusCode::BAD_REQUEST.into_response();
    }
    if !speaks(headers, SUBPROTOCOL) {
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
    answer.extensions_mut().insert(Tunnel {
        bridge: bridge.clone(),
        client,
    });
    answer
}

/// A tunnel that was granted. It lies in the answer that grants it, for whoever holds the connection.
#[derive(Clone)]
pub(crate) struct Tunnel {
    bridge: Arc<Bridge>,
    client: IpAddr,
}

impl Tunnel {
    /// Holds one session over what HTTP has left. `unread` is what came behind the request, `place` that of the
    /// connection.
    ///
    /// What is made here lies in the future once; what an `async fn` is given and moves on lies in it twice.
    pub(crate) fn hold<S>(
        self,
        stream: S,
        unread: Vec<u8>,
        place: Seat,
    ) -> impl Future<Output = ()> + Send
    where
        S: AsyncRead + AsyncWrite + Unpin + Send,
    {
        let Self { bridge, client } = self;
        let limits = &bridge.limits;
        let seat = bridge
            .sessions
            .take(client, limits.sessions(), limits.sessions_per_address());
        // A session has a place of its own. Who gets none keeps the other one until they are gone: those who are told so
        // and linger would else be as many as they like.
        let seat = seat.map_err(|refusal| (refusal, place));
        let mut socket = Socket::new(stream, unread, DATA_FRAME);
        async move {
            let refusal = seat.as_ref().err().map(|(refusal, _)| *refusal);
            let session = Session {
                bridge: &bridge,
                client,
            };
            session.run(&mut socket, refusal).await;
        }
    }
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
    const fn size<A, B, C, F>(_make: &impl Fn(A, B, C) -> F) -> usize {
        size_of::<F>()
    }

    #[test]
    fn a_session_takes_little_room_while_it_lives() {
        let make =
            |tunnel: Tunnel, stream: TcpStream, (unread, place)| tunnel.hold(stream, unread, place);
        let octets = size(&make) + size_of::<Relay<'_, TcpStream, TcpStream>>();
        assert!(octets <= 2048, "{octets}");
    }
}
