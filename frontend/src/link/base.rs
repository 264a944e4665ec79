//! Where the bridge is: on the origin that served this page, or elsewhere, where a link said so and the user agreed.

use ehlo_protocol::tunnel;

/// Where the bridge is.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Base {
    /// The origin of a bridge elsewhere, as of a WebSocket: `wss://bridge.example`.
    elsewhere: Option<String>,
}

impl Base {
    /// A bridge of another origin, as [`named`] gave it.
    pub(super) const fn elsewhere(origin: String) -> Self {
        Self {
            elsewhere: Some(origin),
        }
    }

    /// The origin, where it is not the page's own.
    pub(super) fn origin(&self) -> Option<&str> {
        self.elsewhere.as_deref()
    }

    /// The URL of what the bridge serves at `path`.
    pub(super) fn http(&self, path: &str) -> String {
        // `ws` becomes `http`, and so `wss` becomes `https`.
        let origin = self.elsewhere.as_ref().and_then(|it| it.strip_prefix("ws"));
        match origin {
            Some(rest) => ["http", rest, path].concat(),
            None => path.to_owned(),
        }
    }

    /// The URL of the tunnel.
    pub(super) fn tunnel(&self) -> Option<String> {
        let origin = match &self.elsewhere {
            Some(origin) => origin.clone(),
            None => {
                let location = web_sys::window()?.location();
                let secure = location.protocol().ok()? == "https:";
                let scheme = if secure { "wss://" } else { "ws://" };
                [scheme, &location.host().ok()?].concat()
            }
        };
        Some([&origin, tunnel::PATH].concat())
    }
}

/// The bridge that the fragment of the page's address names, as the origin of a WebSocket. What is more than an origin, or
/// could be read as another one than it is, names none.
pub(super) fn named(fragment: &str) -> Option<String> {
    let origin = super::http::value_in(fragment, "bridge=")?;
    let (secure, authority) = match origin.strip_prefix("wss://") {
        Some(authority) => (true, authority),
        None => (false, origin.strip_prefix("ws://")?),
    };
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.');
    let right = !host.is_empty()
        && host.len() <= LONGEST_HOST
        && host.bytes().all(plain)
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.len() <= 5
        // In clear only to this machine: elsewhere everybody on the way could read along.
        && (secure || matches!(host, "127.0.0.1" | "localhost"));
    right.then_some(origin)
}

/// The longest name there is (RFC 1035 §2.3.4).
const LONGEST_HOST: usize = 253;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bridge_is_named_by_its_origin_alone() {
        for origin in [
            "wss://bridge.example",
            "wss://bridge.example:8443",
            "ws://127.0.0.1:8025",
            "ws://localhost:1",
        ] {
            assert_eq!(
                named(&["#token=t&bridge=", origin].concat()).as_deref(),
                Some(origin)
            );
        }
        for origin in [
            "",
            "bridge.example",
            "https://bridge.example",
            "wss://",
            "wss://Bridge.example",
            "wss://br\u{fc}cke.example",
            "wss://good.example@evil.example",
            "wss://good.example/",
            "wss://good.example/tunnel",
            "wss://good.example?x",
            "wss://good.example%2eevil.example",
            "wss://good.example:80:80",
            "wss://good.example:x",
            "wss://good.example:123456",
            "wss://[::1]",
            "wss:good.example",
            "ws://bridge.example",
            "ws://127.0.0.2:8025",
            "javascript:alert(1)",
        ] {
            assert_eq!(named(&["#bridge=", origin].concat()), None, "{origin}");
        }
        assert_eq!(named("#token=wss://bridge.example"), None);
    }

    #[test]
    fn its_addresses_are_made_of_its_origin() {
        let base = Base::elsewhere("wss://bridge.example:8443".to_owned());
        assert_eq!(base.http("/limits"), "https://bridge.example:8443/limits");
        assert_eq!(
            base.tunnel().as_deref(),
            Some("wss://bridge.example:8443/tunnel")
        );
        let base = Base::elsewhere("ws://127.0.0.1:8025".to_owned());
        assert_eq!(base.http("/limits"), "http://127.0.0.1:8025/limits");
        assert_eq!(Base::default().http("/limits"), "/limits");
    }
}
