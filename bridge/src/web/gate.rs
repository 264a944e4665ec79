//! Before every answer: was the bridge called by one of its names? After it: the headers that every
//! answer has.

use axum::http::header::{HOST, HeaderName};
use axum::http::{HeaderMap, Request, StatusCode};
use axum::response::{IntoResponse, Response};

use super::headers;
use crate::catalogue;
use crate::policy::origin::{Origin, OwnNames};

/// The own name that a request calls, if it is one of `names`. A page of another site whose name was made to lead here
/// calls a strange one.
pub(super) fn called<'a, B>(names: &'a OwnNames, request: &Request<B>) -> Option<&'a Origin> {
    let hosts = all(request.headers(), &HOST);
    // A request line may carry a name of its own; it must be the same.
    let spoken = request
        .uri()
        .authority()
        .map(|authority| authority.as_str().as_bytes());
    names
        .called(&hosts)
        .filter(|_| spoken.is_none_or(|spoken| hosts == [spoken]))
}

/// The answer to whoever calls the bridge by a strange name.
pub(super) fn strange() -> Response {
    let text = catalogue::text("program-strange-host");
    (StatusCode::FORBIDDEN, text).into_response()
}

/// What every answer has, `called` being the name that was called.
pub(super) fn finish(mut answer: Response, called: Option<&Origin>) -> Response {
    // A tunnel is no document: nothing of this would mean anything there.
    if answer.status() != StatusCode::SWITCHING_PROTOCOLS {
        headers::add(answer.headers_mut(), called);
    }
    answer
}

/// Every value of a header, as it came.
pub(super) fn all<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Vec<&'a [u8]> {
    headers
        .get_all(name)
        .iter()
        .map(|value| value.as_bytes())
        .collect()
}
