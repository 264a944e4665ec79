//! What the bridge answers over HTTP.

mod exchanges;
mod gate;
mod headers;
mod mails;
mod serving;
mod tunnel;

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Json, Router};

use crate::dial::Dialler;
use crate::inbox::Inbox;
use crate::limits::Limits;
use crate::policy::Policy;
use crate::quotas::Quotas;
use crate::sessions::Sessions;
use crate::stop::Stop;

/// What every request shares.
pub struct Bridge {
    /// What the operator allows.
    pub policy: Policy,
    /// How much.
    pub limits: Limits,
    /// What opens connections.
    pub dialler: Dialler,
    /// How often.
    pub quotas: Quotas,
    /// The tunnels that are open.
    pub sessions: Sessions,
    /// What the sandbox accepted.
    pub inbox: Inbox,
    /// The word that the bridge stops.
    pub stop: Stop,
}

/// The address of the client, put into each request by [`crate::serve`].
#[derive(Clone, Copy, Debug)]
pub struct Client(pub IpAddr);

/// The routes.
pub fn routes(bridge: Arc<Bridge>) -> Router {
    let own = Router::new()
        .route(ehlo_protocol::tunnel::PATH, any(tunnel::tunnel))
        .route("/limits", get(limits))
        .route("/dns/mx/{domain}", get(exchanges::exchanges))
        .route("/inbox", get(mails::list).delete(mails::empty))
        .fallback(get(serving::page))
        .layer(from_fn_with_state(bridge.clone(), gate::gate));
    // Whoever looks after the program may call it by any name: the answer says nothing.
    own.route("/healthz", get(health)).with_state(bridge)
}

/// Also for a page of an origin that the operator named: whoever may open a tunnel may know its rules.
async fn limits(State(bridge): State<Arc<Bridge>>, headers: HeaderMap) -> Response {
    let mut answer = Json(bridge.policy.published(&bridge.limits)).into_response();
    answer
        .headers_mut()
        .insert(VARY, HeaderValue::from_static("origin"));
    if bridge.policy.names.includes(&gate::all(&headers, &ORIGIN))
        && let Some(origin) = headers.get(ORIGIN)
    {
        answer
            .headers_mut()
            .insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin.clone());
    }
    answer
}

async fn health() -> &'static str {
    "ok\n"
}
