//! The headers of every answer.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderName, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue};

use crate::policy::origin::Origin;

/// Adds what every answer has. `called` is the own origin that the request called.
pub(super) fn add(headers: &mut HeaderMap, called: Option<&Origin>) {
    for (name, value) in FIXED {
        headers.insert(name, HeaderValue::from_static(value));
    }
    // `'self'` covers the tunnel in most browsers and not in all, so its origin is named.
    let tunnel = called
        .map(|origin| format!(" {}", origin.websocket()))
        .unwrap_or_default();
    let policy = CONTENT_POLICY.replace("{tunnel}", &tunnel);
    if let Ok(value) = HeaderValue::from_str(&policy) {
        headers.insert(CONTENT_SECURITY_POLICY, value);
    }
    // What says nothing of its own about caching is a state of this moment.
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

const FIXED: [(HeaderName, &str); 5] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Everything that the page may load or reach.
const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; worker-src 'self'; connect-src 'self'{tunnel}; base-uri 'none'; form-action 'none'; \
    frame-ancestors 'none'";
