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
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, ORIGIN, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use axum::routing::{any, get};
use axum::{Json, Router};

use crate::bridge::Bridge;
use crate::catalogue;
use crate::profile::Profile;
pub(crate) use tunnel::Tunnel;

/// The address of the client, put into each request by [`crate::serve`].
#[derive(Clone, Copy, Debug)]
pub struct Client(pub IpAddr);

/// The routes.
pub fn routes(bridge: Arc<Bridge>) -> Router {
    let own = Router::new()
        .route(ehlo_protocol::tunnel::PATH, any(tunnel::tunnel))
        .route("/limits", get(limits))
        .route("/dns/mx/{domain}", get(exchanges::exchanges))
        .route("/metrics", get(own_metrics))
        .route("/inbox", get(mails::list).delete(mails::empty))
        .fallback(get(serving::page))
        .layer(from_fn_with_state(bridge.clone(), gate::gate));
    // Whoever looks after the program may call it by any name: the answer says nothing.
    own.route("/healthz", get(health))
        .route("/readyz", get(ready))
        .with_state(bridge)
}

/// The routes for whoever looks after the program, on an address of their own.
pub fn operator_routes(bridge: Arc<Bridge>) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/healthz", get(health))
        .route("/readyz", get(ready))
        .with_state(bridge)
}

/// Whether new sessions find a place here: for load balancers.
async fn ready(State(bridge): State<Arc<Bridge>>) -> Response {
    let full = bridge.sessions.count() >= bridge.limits.sessions();
    if full || bridge.stop.is_stopped() {
        (StatusCode::SERVICE_UNAVAILABLE, "busy\n").into_response()
    } else {
        "ready\n".into_response()
    }
}

async fn metrics(State(bridge): State<Arc<Bridge>>) -> Response {
    let text = bridge.metrics.write(bridge.sessions.count());
    ([(CONTENT_TYPE, PROMETHEUS)], text).into_response()
}

/// The text format of Prometheus.
const PROMETHEUS: &str = "text/plain; version=0.0.4";

/// On the address of the page counters are for the person whose bridge it is.
async fn own_metrics(state: State<Arc<Bridge>>) -> Response {
    if state.policy.profile == Profile::Local {
        metrics(state).await
    } else {
        (
            StatusCode::NOT_FOUND,
            catalogue::text("program-no-such-file"),
        )
            .into_response()
    }
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
