//! The way into a tunnel: who asks is checked before the upgrade.

use std::sync::Arc;

use axum::Extension;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::header::{AUTHORIZATION, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use ehlo_protocol::tunnel::SUBPROTOCOL;
use tracing::info;

use super::gate::all;
use super::{Bridge, Client};
use crate::catalogue;
use crate::limits::{DATA_FRAME, Limits};
use crate::session::Session;

/// Upgrades a request to a tunnel.
pub(super) async fn tunnel(
    State(bridge): State<Arc<Bridge>>,
    Extension(Client(client)): Extension<Client>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    if let Err(refusal) = bridge.policy.admit_request(
        &all(&headers, &HOST),
        &all(&headers, &ORIGIN),
        bearer(&headers),
    ) {
        bridge.metrics.refused(refusal);
        info!(%client, end = refusal.name(), "session refused");
        return (StatusCode::FORBIDDEN, catalogue::refusal(refusal)).into_response();
    }
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.protocols([SUBPROTOCOL]),
        Err(rejection) => return rejection.into_response(),
    };
    if upgrade.selected_protocol().is_none() {
        return (
            StatusCode::BAD_REQUEST,
            catalogue::text("program-no-subprotocol"),
        )
            .into_response();
    }
    let limits = &bridge.limits;
    let seat = bridge
        .sessions
        .take(client, limits.sessions(), limits.sessions_per_address());
    bounded(upgrade, limits).on_upgrade(async move |mut socket| {
        let stop = bridge.stop.clone();
        let Bridge {
            policy,
            limits,
            dialler,
            quotas,
            metrics,
            ..
        } = bridge.as_ref();
        Session {
            policy,
            limits,
            dialler,
            quotas,
            metrics,
            stop,
            client,
        }
        .run(&mut socket, seat)
        .await;
    })
}

/// A WebSocket within the bridge's limits: its own defaults are far too large (SECURITY.md, fact 9).
pub fn bounded(upgrade: WebSocketUpgrade, limits: &Limits) -> WebSocketUpgrade {
    upgrade
        .read_buffer_size(limits.websocket_read_buffer())
        .write_buffer_size(0)
        .max_write_buffer_size(limits.websocket_write_buffer())
        .max_message_size(DATA_FRAME)
        .max_frame_size(DATA_FRAME)
}

/// The token of an `Authorization: Bearer` header, where there is one and only one.
pub(super) fn bearer(headers: &HeaderMap) -> Option<&[u8]> {
    match all(headers, &AUTHORIZATION).as_slice() {
        [value] => value.strip_prefix(b"Bearer "),
        _ => None,
    }
}
