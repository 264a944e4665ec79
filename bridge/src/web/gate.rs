//! Before every answer: was the bridge called by one of its names? After it: the headers that every
//! answer has.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HOST, HeaderName};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::headers;
use crate::bridge::Bridge;
use crate::catalogue;

/// Refuses a request that calls the bridge by a strange name: a page of another site whose name was made to lead here.
pub(super) async fn gate(
    State(bridge): State<Arc<Bridge>>,
    request: Request,
    next: Next,
) -> Response {
    let hosts = all(request.headers(), &HOST);
    // A request line may carry a name of its own; it must be the same.
    let spoken = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().as_bytes());
    let called = bridge
        .policy
        .names
        .called(&hosts)
        .filter(|_| spoken.is_none_or(|spoken| hosts == [spoken]))
        .cloned();
    let mut response = match &called {
        Some(_) => next.run(request).await,
        None => (
            StatusCode::FORBIDDEN,
            catalogue::text("program-strange-host"),
        )
            .into_response(),
    };
    // A tunnel is no document: nothing of this would mean anything there.
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        headers::add(response.headers_mut(), called.as_ref());
    }
    response
}

/// Every value of a header, as it came.
pub(super) fn all<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a [u8]> {
    headers
        .get_all(name)
        .iter()
        .map(|value| value.as_bytes())
        .collect()
}
