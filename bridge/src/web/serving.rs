//! Serves the files of the page.

use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::borrow::Cow;

use crate::catalogue;
use crate::page::{self, PageFile};

/// Answers with a file of the page, or says how to build it.
pub(super) async fn page(uri: Uri, headers: HeaderMap) -> Response {
    match page::find(uri.path(), takes_brotli(&headers)) {
        Some(file) => serve(file, &headers),
        None if uri.path() == "/" => missing_page(),
        None => (
            StatusCode::NOT_FOUND,
            catalogue::text("program-no-such-file"),
        )
            .into_response(),
    }
}

fn serve(file: PageFile, request: &HeaderMap) -> Response {
    let known = request
        .get_all(IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok());
    let known = known
        .flat_map(|value| value.split(','))
        .any(|tag| tag.trim().trim_start_matches("W/") == file.tag);
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let bytes = match file.bytes {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Body::from(bytes).into_response()
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
    headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
    if file.compressed {
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    let caching = if file.named_by_content {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(caching));
    if let Ok(tag) = HeaderValue::from_str(&file.tag) {
        headers.insert(ETAG, tag);
    }
    response
}

fn missing_page() -> Response {
    let title = catalogue::text("program-page-missing");
    let advice = catalogue::text("program-page-missing.next");
    let html = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>ehlo</title><h1>{title}</h1><p>{advice}</p>"
    );
    (StatusCode::SERVICE_UNAVAILABLE, axum::response::Html(html)).into_response()
}

/// Whether the client takes Brotli: named, and not with the weight zero.
fn takes_brotli(headers: &HeaderMap) -> bool {
    let values = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|coding| {
        let mut parts = coding.split(';').map(str::trim);
        let named = parts
            .next()
            .is_some_and(|name| name.eq_ignore_ascii_case("br"));
        named
            && !parts.any(|part| {
                part.strip_prefix("q=")
                    .is_some_and(|weight| weight.parse() == Ok(0.0))
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_taken_only_where_it_is_named() {
        for (value, taken) in [
            ("br", true),
            ("gzip, deflate, br, zstd", true),
            ("gzip, BR;q=0.5", true),
            ("gzip", false),
            ("br;q=0", false),
            ("br;q=0.0, gzip", false),
            ("brotli", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(value));
            assert_eq!(takes_brotli(&headers), taken, "{value}");
        }
        assert!(!takes_brotli(&HeaderMap::new()));
    }
}
