//! What the bridge serves beside the page: its policy and the sandbox's inbox.

use ehlo_protocol::tunnel::Policy;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

use super::base::{self, Base};
use crate::annex::{self, Annex};
use crate::state::{Reach, StoredMail};

/// The policy in force, or how it stands with a bridge that told none.
pub(super) async fn policy(base: &Base) -> Result<Policy, Reach> {
    let answer = fetch(&base.http("/limits"), None).await;
    // A host that answers everything with a page of its own is no bridge.
    let answer = answer.ok().filter(|answer| answer.starts_with('{'));
    let answer = answer.ok_or(Reach::Absent)?;
    annex::need(Annex::Bridge).await;
    let here = annex::bridge().ok_or(Reach::Unspoken)?;
    (here.policy)(&answer).ok_or(Reach::Absent)
}

/// The mails that the sandbox of the page's own bridge accepted; none other shows them to this page.
pub(super) async fn inbox(token: Option<&str>) -> Option<Vec<StoredMail>> {
    let answer = fetch("/inbox", token).await.ok()?;
    (annex::bridge()?.mails)(&answer)
}

/// The token of this run of the bridge: it came in the fragment of the address, which no browser sends anywhere.
pub(super) fn token() -> Option<String> {
    value_in(&fragment()?, "token=")
}

/// The bridge of another origin that the address of the page names.
pub(super) fn named_bridge() -> Option<String> {
    base::named(&fragment()?)
}

fn fragment() -> Option<String> {
    web_sys::window()?.location().hash().ok()
}

/// The value behind `name`, an equals sign at its end.
pub(crate) fn value_in(fragment: &str, name: &str) -> Option<String> {
    fragment
        .trim_start_matches('#')
        .split('&')
        .find_map(|part| part.strip_prefix(name))
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
}

async fn fetch(address: &str, token: Option<&str>) -> Result<String, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let request = RequestInit::new();
    if let Some(token) = token {
        let headers = Headers::new()?;
        headers.set("Authorization", &["Bearer ", token].concat())?;
        request.set_headers(&headers);
    }
    let answer = JsFuture::from(window.fetch_with_str_and_init(address, &request)).await?;
    let answer: Response = answer.dyn_into()?;
    if !answer.ok() {
        return Err(JsValue::from(answer.status()));
    }
    JsFuture::from(answer.text()?)
        .await?
        .as_string()
        .ok_or(JsValue::NULL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_token_is_found_in_the_fragment() {
        assert_eq!(value_in("#token=abc", "token="), Some("abc".to_owned()));
        assert_eq!(value_in("#x=1&token=abc", "token="), Some("abc".to_owned()));
        for none in ["", "#", "#token=", "#mytoken=abc"] {
            assert_eq!(value_in(none, "token="), None, "{none}");
        }
    }
}
