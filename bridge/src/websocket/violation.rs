//! What a client did that RFC 6455 or a limit forbids.

use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

/// What a client did that RFC 6455 or a limit forbids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violation {
    /// A frame that is none, or at the wrong place.
    Protocol,
    /// A text that is not UTF-8.
    Letters,
    /// A message that is too long.
    TooLong,
}

impl Violation {
    /// What the close frame says of it (RFC 6455 §7.4.1).
    #[must_use]
    pub const fn code(self) -> CloseCode {
        match self {
            Self::Protocol => CloseCode::Protocol,
            Self::Letters => CloseCode::Invalid,
            Self::TooLong => CloseCode::Size,
        }
    }
}
