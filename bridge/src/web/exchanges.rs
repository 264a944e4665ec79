//! `/dns/mx/{domain}`: the hosts that take a domain's mail, for the bridge's own page.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use ehlo_protocol::tunnel::Refusal;
use serde::Serialize;

use super::Client;
use super::mails::asked_by_own_page;
use super::tunnel::bearer;
use crate::bridge::Bridge;
use crate::catalogue;
use crate::network::Exchange;
use crate::policy::host::Host;

/// What is answered.
#[derive(Serialize)]
struct Answer {
    domain: String,
    exchanges: Vec<Exchange>,
}

/// Asks the resolver.
pub(super) async fn exchanges(
    State(bridge): State<Arc<Bridge>>,
    Extension(Client(client)): Extension<Client>,
    Path(domain): Path<String>,
    headers: HeaderMap,
) -> Response {
    let policy = &bridge.policy;
    let known = !policy.token_required()
        || bearer(&headers).is_some_and(|bearer| policy.token.matches(bearer));
    if !known || !asked_by_own_page(&bridge, &headers) {
        return refuse(StatusCode::FORBIDDEN, Refusal::TokenRequired);
    }
    if let Err(refusal) = bridge.quotas.arrive(client).await {
        return refuse(StatusCode::TOO_MANY_REQUESTS, refusal);
    }
    let Some(host @ Host::Name(_)) = Host::parse(&domain) else {
        return refuse(StatusCode::BAD_REQUEST, Refusal::HostNotAllowed);
    };
    if host.is_local_name() && !policy.private {
        return refuse(StatusCode::BAD_REQUEST, Refusal::HostNotAllowed);
    }
    let domain = host.to_string();
    match bridge.dialler.exchanges(&bridge.limits, &domain).await {
        Ok(exchanges) => Json(Answer { domain, exchanges }).into_response(),
        Err(refusal) => refuse(StatusCode::NOT_FOUND, refusal),
    }
}

fn refuse(status: StatusCode, refusal: Refusal) -> Response {
    (status, catalogue::refusal(refusal)).into_response()
}
