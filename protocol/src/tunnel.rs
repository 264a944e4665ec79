//! The frames between page and bridge (DESIGN.md, "the tunnel", version 1).
//!
//! One WebSocket carries one TCP connection. Text frames hold one JSON value of this module; binary frames hold bytes of
//! the TCP stream, in order, both ways. The page's first frame is [`FromPage::Open`]; the bridge answers
//! [`FromBridge::Opened`] or [`FromBridge::Refused`], and says [`FromBridge::Closed`] when the stream has ended.

use serde::{Deserialize, Serialize};

/// The WebSocket subprotocol both sides must agree on.
pub const SUBPROTOCOL: &str = "ehlo.tunnel.v1";

/// The path of the tunnel on the bridge.
pub const PATH: &str = "/tunnel";

/// Longest text frame either side accepts: an `open` with a 255-octet host and a token fits many times over.
pub const MAX_CONTROL_FRAME: usize = 4096;

/// Longest binary frame either side accepts; large enough that its header costs nothing, small enough to buffer.
pub const MAX_DATA_FRAME: usize = 64 * 1024;

/// What the page says in text frames.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
pub enum FromPage {
    /// Asks for a connection. The first frame, once in a WebSocket.
    Open {
        /// Name or address of the server.
        host: String,
        /// TCP port of the server.
        port: u16,
        /// What the operator or this run of the bridge gave out, where the profile wants one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        token: Option<String>,
    },
}

/// What the bridge says in text frames.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum FromBridge {
    /// Connected: bytes follow.
    Opened {
        /// The address that was dialled, with its port.
        address: String,
        /// Milliseconds from the request to the open connection.
        connect_ms: u64,
    },
    /// Not connected, or no longer allowed. The WebSocket closes after it.
    Refused {
        /// Why, for programs and for the catalogue of texts.
        code: Refusal,
        /// Why, in English, for logs and for pages that lack the text.
        message: String,
    },
    /// The stream ended. The WebSocket closes after it.
    Closed {
        /// Who ended it.
        by: Ender,
        /// How it ended.
        code: Ending,
        /// The same in English.
        message: String,
    },
}

/// Who ended a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ender {
    /// The SMTP server.
    Server,
    /// The bridge, by a limit or because it stops.
    Bridge,
    /// The page.
    Page,
}

/// How a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The peer closed in order.
    Eof,
    /// The peer reset the connection, or the network lost it.
    Reset,
}

macro_rules! refusals {
    ($($(#[$doc:meta])* $variant:ident = $name:literal),* $(,)?) => {
        /// Why the bridge said no. Each has a sentence and a next step in the catalogue, under `refusal-` and its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Refusal {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl Refusal {
            /// Every refusal.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name, as it stands in the frame.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

refusals! {
    /// A frame that is not of this protocol, or out of its order.
    BadRequest = "bad-request",
    /// A port the bridge does not open.
    PortNotAllowed = "port-not-allowed",
    /// A host name the bridge does not open: malformed, or local.
    HostNotAllowed = "host-not-allowed",
    /// The name leads to a private or reserved address.
    AddressNotAllowed = "address-not-allowed",
    /// The profile wants a token and none, or a wrong one, came.
    TokenRequired = "token-required",
    /// A page of another origin asked.
    OriginNotAllowed = "origin-not-allowed",
    /// All sessions are in use.
    TooManySessions = "too-many-sessions",
    /// Too many requests in a short time.
    RateLimited = "rate-limited",
    /// The resolver knows no address for the name.
    NameNotFound = "name-not-found",
    /// Nothing listens on that port.
    ConnectionRefused = "connection-refused",
    /// No answer in the time for connecting.
    ConnectTimeout = "connect-timeout",
    /// No way to the address.
    Unreachable = "unreachable",
    /// The server did not greet as an SMTP server does.
    NotSmtp = "not-smtp",
    /// The server said nothing in the time for the greeting.
    GreetingTimeout = "greeting-timeout",
    /// Port 465 starts with TLS, STARTTLS goes on with it, and something else was said.
    TlsExpected = "tls-expected",
    /// The profile does not let this command through.
    CommandNotAllowed = "command-not-allowed",
    /// A command line is longer than it may be.
    LineTooLong = "line-too-long",
    /// A reply of the server is longer than it may be.
    ReplyTooLong = "reply-too-long",
    /// The message has more recipients than it may have.
    TooManyRecipients = "too-many-recipients",
    /// No connection came about; in a public profile nobody learns more.
    NoConnection = "no-connection",
    /// Nothing was said for too long.
    IdleTimeout = "idle-timeout",
    /// The server has stopped taking what is sent to it.
    Stalled = "stalled",
    /// The session has lasted as long as it may.
    SessionTimeout = "session-timeout",
    /// The session has moved as many bytes as it may.
    ByteLimit = "byte-limit",
    /// A fault of the bridge itself.
    InternalError = "internal-error",
    /// The bridge is stopping.
    ShuttingDown = "shutting-down",
}

/// What `/limits` says: the policy in force, for people, for the page and for tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// Version of the program.
    pub version: String,
    /// The operator's profile: `local`, `sandbox`, `probe` or `granted`.
    pub profile: String,
    /// Whether `open` must carry a token.
    pub token_required: bool,
    /// Ports that may be dialled.
    pub ports: Vec<u16>,
    /// Targets opened by name beside the ports, as `host:port`.
    pub targets: Vec<String>,
    /// Whether private and loopback addresses may be dialled.
    pub private_addresses: bool,
    /// Where the sandbox listens, where there is one.
    pub sandbox: Option<Sandbox>,
    /// Every limit in force.
    pub limits: Vec<Limit>,
    /// What is written down of a session.
    pub logs: String,
}

/// Where the sandbox listens, and by what its certificate is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sandbox {
    /// Name or address.
    pub host: String,
    /// TCP port on which it greets in clear and offers STARTTLS.
    pub port: u16,
    /// TCP port on which TLS comes before the greeting.
    pub tls_port: u16,
    /// SHA-256 of its certificate's DER, in lower-case hexadecimal digits. It is made at start and nobody vouches for it,
    /// so the page takes this one and no other.
    pub fingerprint: String,
}

/// One limit: a name, a figure, and why it is so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limit {
    /// The name of the constant, in kebab-case.
    pub name: String,
    /// The figure.
    pub value: u64,
    /// `bytes`, `seconds`, `sessions` ...
    pub unit: String,
    /// Why the figure is what it is.
    pub reason: String,
}

/// A mail that the simulation or the sandbox accepted, as the page's inbox and `/inbox` show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mail {
    /// Counts up from 1 within a run.
    pub id: u64,
    /// The name given with EHLO, HELO or LHLO.
    pub hello: String,
    /// The reverse-path without its angle brackets; empty for `<>`.
    pub reverse_path: String,
    /// The forward-paths that were accepted, without their angle brackets, in order.
    pub recipients: Vec<String>,
    /// When it was accepted, in milliseconds since 1970 by the clock of whoever runs the server.
    pub accepted_ms: u64,
    /// The message as stored, with the `Received` line on top; octet by octet in Base64.
    pub raw_base64: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_look_as_the_design_writes_them() {
        let open = FromPage::Open {
            host: "mx.example.com".into(),
            port: 25,
            token: None,
        };
        assert_eq!(
            serde_json::to_string(&open).unwrap(),
            r#"{"type":"open","host":"mx.example.com","port":25}"#
        );
        let refused = FromBridge::Refused {
            code: Refusal::PortNotAllowed,
            message: "no".into(),
        };
        assert_eq!(
            serde_json::to_string(&refused).unwrap(),
            r#"{"type":"refused","code":"port-not-allowed","message":"no"}"#
        );
        let closed: FromBridge =
            serde_json::from_str(r#"{"type":"closed","by":"server","code":"eof","message":"..."}"#)
                .unwrap();
        assert_eq!(
            closed,
            FromBridge::Closed {
                by: Ender::Server,
                code: Ending::Eof,
                message: "...".into()
            }
        );
    }

    #[test]
    fn a_frame_with_an_unknown_field_is_refused() {
        assert!(
            serde_json::from_str::<FromPage>(r#"{"type":"open","host":"a","port":25,"x":1}"#)
                .is_err()
        );
    }
}
