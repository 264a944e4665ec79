//! The page's side of a tunnel: frames in, frames out.

use axum::extract::ws::{CloseFrame, Message, close_code};
use bytes::Bytes;
use ehlo_protocol::tunnel::{Ender, Ending, FromBridge, Refusal};
use futures_util::{Sink, SinkExt, Stream, StreamExt};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite;

use crate::{catalogue, limits::Limits};

/// A WebSocket, or what stands for one in a test.
pub trait Link:
    Stream<Item = Result<Message, axum::Error>> + Sink<Message, Error = axum::Error> + Unpin + Send
{
}

impl<T> Link for T where
    T: Stream<Item = Result<Message, axum::Error>>
        + Sink<Message, Error = axum::Error>
        + Unpin
        + Send
{
}

/// How a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// The bridge refused it, or refused to go on.
    Refused(Refusal),
    /// The server closed or lost it.
    Server(Ending),
    /// The page closed it or went away.
    Page,
    /// The page did not answer when it was asked whether it is there.
    PageGone,
    /// The page took nothing for too long.
    PageStalled,
}

impl From<Refusal> for End {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl End {
    /// One word for the log.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.name(),
            Self::Server(Ending::Eof) => "server-eof",
            Self::Server(Ending::Reset) => "server-reset",
            Self::Page => "page-closed",
            Self::PageGone => "page-gone",
            Self::PageStalled => "page-stalled",
        }
    }
}

/// What the page said in one frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Control, as JSON.
    Control(String),
    /// Bytes for the server.
    Bytes(Bytes),
    /// A ping or a pong, which the WebSocket answers by itself.
    Nothing,
}

/// Reads what came over the link.
///
/// # Errors
/// Where the page has gone, or said what is not of the protocol.
pub fn heard(item: Option<Result<Message, axum::Error>>) -> Result<Heard, End> {
    match item {
        Some(Ok(Message::Text(text))) => Ok(Heard::Control(text.as_str().to_owned())),
        Some(Ok(Message::Binary(bytes))) => Ok(Heard::Bytes(bytes)),
        Some(Ok(Message::Ping(_) | Message::Pong(_))) => Ok(Heard::Nothing),
        Some(Ok(Message::Close(_))) | None => Err(End::Page),
        Some(Err(error)) => Err(fault(error)),
    }
}

/// Whether the page broke the rules of the WebSocket or was lost.
#[must_use]
pub fn fault(error: axum::Error) -> End {
    use tungstenite::Error::{Capacity, Protocol, Utf8};
    use tungstenite::error::ProtocolError::ResetWithoutClosingHandshake;
    match error.into_inner().downcast_ref::<tungstenite::Error>() {
        Some(Protocol(ResetWithoutClosingHandshake)) => End::Page,
        Some(Capacity(_) | Protocol(_) | Utf8(_)) => End::Refused(Refusal::BadRequest),
        _ => End::Page,
    }
}

/// Sends one control frame.
///
/// # Errors
/// Where the page has gone.
pub async fn say(link: &mut impl Link, frame: &FromBridge) -> Result<(), End> {
    let text = serde_json::to_string(frame).map_err(|_| End::Page)?;
    link.send(Message::Text(text.into())).await.map_err(fault)
}

/// Says how the session ended and closes the link, within the time for it.
pub async fn farewell(link: &mut impl Link, limits: &Limits, end: End) {
    let (frame, code) = match end {
        End::Refused(code) => {
            let close = match code {
                Refusal::ShuttingDown => close_code::AWAY,
                Refusal::BadRequest => close_code::PROTOCOL,
                _ => close_code::POLICY,
            };
            (
                Some(FromBridge::Refused {
                    code,
                    message: catalogue::refusal(code),
                }),
                close,
            )
        }
        End::Server(code) => {
            let message = catalogue::text(match code {
                Ending::Eof => "program-closed-eof",
                Ending::Reset => "program-closed-reset",
            });
            (
                Some(FromBridge::Closed {
                    by: Ender::Server,
                    code,
                    message,
                }),
                close_code::NORMAL,
            )
        }
        End::Page => (None, close_code::NORMAL),
        // It takes nothing, so there is nobody to tell.
        End::PageGone | End::PageStalled => return,
    };
    let close = Message::Close(Some(CloseFrame {
        code,
        reason: end.name().into(),
    }));
    // A page that does not answer is left: the connection is dropped either way.
    let _ = timeout(limits.close_time(), async {
        if let Some(frame) = frame {
            say(link, &frame).await?;
        }
        link.send(close).await.map_err(fault)?;
        while link.next().await.is_some_and(|item| item.is_ok()) {}
        Ok::<(), End>(())
    })
    .await;
}
