//! What the bridge answers over HTTP.

mod exchanges;
mod gate;
mod headers;
mod mails;
mod serving;
mod tunnel;

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, ORIGIN, VARY};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{BoxError, Json, Router};
use ehlo_protocol::tunnel::PATH;
use tower_service::Service;

use crate::bridge::Bridge;
use crate::catalogue;
use crate::profile::Profile;
pub(crate) use tunnel::Tunnel;

/// The address of the client, in each request that goes to a route.
#[derive(Clone, Copy, Debug)]
struct Client(IpAddr);

/// What is answered on one address.
#[derive(Clone)]
pub(crate) struct Site {
    routes: Router,
    /// Behind the page's address, where tunnels are, and only who calls it by its name is heard.
    bridge: Option<Arc<Bridge>>,
}

impl Site {
    /// The page and its tunnels.
    pub(crate) fn page(bridge: Arc<Bridge>) -> Self {
        let routes = Router::new()
            .route("/limits", get(limits))
            .route("/dns/mx/{domain}", get(exchanges::exchanges))
            .route("/metrics", get(own_metrics))
            .route("/inbox", get(mails::list).delete(mails::empty))
            .route(HEALTH, get(health))
            .route(READINESS, get(ready))
            .fallback(get(serving::page))
            .with_state(bridge.clone());
        Self {
            routes,
            bridge: Some(bridge),
        }
    }

    /// What whoever looks after the program asks, on an address of their own.
    pub(crate) fn operator(bridge: Arc<Bridge>) -> Self {
        let routes = Router::new()
            .route("/metrics", get(metrics))
            .route(HEALTH, get(health))
            .route(READINESS, get(ready))
            .with_state(bridge);
        Self {
            routes,
            bridge: None,
        }
    }

    /// Answers `client`. A tunnel, by far the most of what is asked for, goes past the routes.
    pub(crate) async fn answer<B>(&self, client: IpAddr, request: Request<B>) -> Response
    where
        B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        let path = request.uri().path();
        // Whoever looks after the program may call it by any name: the answer says nothing.
        let Some(bridge) = self
            .bridge
            .as_ref()
            .filter(|_| ![HEALTH, READINESS].contains(&path))
        else {
            return Box::pin(self.route(client, request)).await;
        };
        let called = gate::called(&bridge.policy.names, &request);
        let answer = match called {
            None => gate::strange(),
            Some(_) if path == PATH => tunnel::answer(bridge, client, &request),
            Some(_) => Box::pin(self.route(client, request)).await,
        };
        gate::finish(answer, called)
    }

    async fn route<B>(&self, client: IpAddr, request: Request<B>) -> Response
    where
        B: HttpBody<Data = Bytes, Error: Into<BoxError>> + Send + 'static,
    {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(Client(client));
        let Ok(answer) = self.routes.clone().call(request).await;
        answer
    }
}

/// Where load balancers ask whether the program lives, and whether it takes new sessions.
const HEALTH: &str = "/healthz";
const READINESS: &str = "/readyz";

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
