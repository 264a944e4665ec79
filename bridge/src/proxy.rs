//! Reverse proxies in front of the bridge: whose word on the client's address counts.

pub(crate) mod header;

use std::net::IpAddr;

use ipnet::IpNet;

/// The proxies that the operator named.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<IpNet>);

impl Proxies {
    /// These networks.
    #[must_use]
    pub const fn new(networks: Vec<IpNet>) -> Self {
        Self(networks)
    }

    /// Whether the word of `peer` counts.
    #[must_use]
    pub fn trust(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        self.0.iter().any(|network| network.contains(&peer))
    }

    /// The client behind `peer`, after its `X-Forwarded-For` headers: each proxy adds whom it heard, so the last address
    /// that is no proxy of ours is the client. What stands before it anybody may have written.
    #[must_use]
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl Iterator<Item = &'a [u8]>) -> IpAddr {
        let mut client = peer.to_canonical();
        if !self.trust(client) {
            return client;
        }
        let headers: Vec<&[u8]> = forwarded.collect();
        let words = headers
            .iter()
            .rev()
            .flat_map(|header| header.rsplit(|byte| *byte == b','));
        for word in words {
            let address = std::str::from_utf8(word.trim_ascii())
                .ok()
                .and_then(|word| word.parse::<IpAddr>().ok());
            // What is no address was not written by a proxy of ours.
            let Some(address) = address else {
                return client;
            };
            client = address.to_canonical();
            if !self.trust(client) {
                return client;
            }
        }
        client
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_address_that_is_no_proxy_is_the_client() {
        let proxies = Proxies::new(vec![
            "127.0.0.0/8".parse().unwrap(),
            "2001:db8:1::/48".parse().unwrap(),
        ]);
        for (peer, headers, client) in [
            ("192.0.2.1", &["198.51.100.1"][..], "192.0.2.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("::ffff:127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["9.9.9.9, 198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["9.9.9.9", "198.51.100.1"], "198.51.100.1"),
            (
                "127.0.0.1",
                &["9.9.9.9, 198.51.100.1,127.0.0.9"],
                "198.51.100.1",
            ),
            (
                "127.0.0.1",
                &["2001:db8:2::1, 2001:db8:1::7"],
                "2001:db8:2::1",
            ),
            ("127.0.0.1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("127.0.0.1", &["nonsense"], "127.0.0.1"),
            ("127.0.0.1", &["9.9.9.9, nonsense"], "127.0.0.1"),
            ("127.0.0.1", &["9.9.9.9, "], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1:1234"], "127.0.0.1"),
            ("127.0.0.1", &["127.0.0.2, 127.0.0.3"], "127.0.0.2"),
            ("127.0.0.1", &["\u{e9}"], "127.0.0.1"),
        ] {
            let headers = headers.iter().map(|header| header.as_bytes());
            assert_eq!(
                proxies.client(peer.parse().unwrap(), headers).to_string(),
                client
            );
        }
    }
}
