//! `/inbox`: what the sandbox accepted, for the holder of the token.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::gate::all;
use super::tunnel::bearer;
use crate::bridge::Bridge;
use crate::catalogue;

/// Gives every mail, the oldest first.
pub(super) async fn list(State(bridge): State<Arc<Bridge>>, headers: HeaderMap) -> Response {
    match admit(&bridge, &headers) {
        Ok(()) => Json(bridge.inbox.mails()).into_response(),
        Err(status) => (status, catalogue::text("program-inbox-refused")).into_response(),
    }
}

/// Throws every mail away.
pub(super) async fn empty(State(bridge): State<Arc<Bridge>>, headers: HeaderMap) -> Response {
    match admit(&bridge, &headers) {
        Ok(()) => {
            bridge.inbox.empty();
            StatusCode::NO_CONTENT.into_response()
        }
        Err(status) => (status, catalogue::text("program-inbox-refused")).into_response(),
    }
}

/// The token, and where a browser says from where it asks, the very origin that is asked. (A browser says nothing for a
/// plain GET of the same origin, and a program says nothing at all.)
fn admit(bridge: &Bridge, headers: &HeaderMap) -> Result<(), StatusCode> {
    if !asked_by_own_page(bridge, headers) {
        return Err(StatusCode::FORBIDDEN);
    }
    if bearer(headers).is_some_and(|bearer| bridge.policy.token.matches(bearer)) {
        Ok(())
    } else {
        Err(StatusCode::UNAUTHORIZED)
    }
}

/// Whether a request comes from the very origin that is asked, as far as a browser says.
pub(super) fn asked_by_own_page(bridge: &Bridge, headers: &HeaderMap) -> bool {
    let policy = &bridge.policy;
    let origins = all(headers, &ORIGIN);
    let called = policy
        .names
        .called(&all(headers, &HOST))
        .map(ToString::to_string);
    let own_page = origins.is_empty() || called.is_some_and(|own| origins == [own.as_bytes()]);
    let own_site = all(headers, &SEC_FETCH_SITE)
        .iter()
        .all(|site| matches!(*site, b"same-origin" | b"none"));
    own_page && own_site
}

/// Where a request comes from, in a browser's word (Fetch Metadata).
const SEC_FETCH_SITE: axum::http::HeaderName =
    axum::http::HeaderName::from_static("sec-fetch-site");
