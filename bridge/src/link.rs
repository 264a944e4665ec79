//! The page's side of a tunnel: what the bridge says there, and how it ends.

use std::future::poll_fn;
use std::task::Poll;

use ehlo_protocol::tunnel::{Ender, Ending, FromBridge, Refusal};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;

use crate::catalogue;
use crate::limits::Limits;
use crate::websocket::{CloseCode, Fault, Heard, Kind, Scratch, Socket};

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

impl From<Fault> for End {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Violation(_) => Self::Refused(Refusal::BadRequest),
            Fault::Lost => Self::Page,
        }
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

/// Hears the page once, reading at most `most` octets. Gives a text; octets go behind `octets`.
///
/// # Errors
/// Where the page has gone, or said what is not of the protocol.
pub async fn hear<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    most: usize,
    octets: &mut Vec<u8>,
) -> Result<Option<String>, End> {
    poll_fn(|context| {
        // The answers to pings.
        if socket.is_sending()
            && let Poll::Ready(Err(fault)) = socket.poll_flush(context)
        {
            return Poll::Ready(Err(fault.into()));
        }
        Scratch::lend(most, |scratch| {
            socket
                .poll_hear(context, scratch, most)
                .map(|heard| match heard? {
                    Heard::Text(text) => Ok(Some(text)),
                    Heard::Octets(more) => {
                        octets.extend_from_slice(more);
                        Ok(None)
                    }
                    Heard::Nothing => Ok(None),
                    Heard::Closed => Err(End::Page),
                })
        })
    })
    .await
}

/// Sends one control frame.
///
/// # Errors
/// Where the page has gone.
pub async fn say<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    frame: &FromBridge,
) -> Result<(), End> {
    put(socket, frame)?;
    flush(socket).await
}

/// Puts one control frame behind what waits to be sent.
///
/// # Errors
/// Never: every frame is JSON.
pub fn put<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    frame: &FromBridge,
) -> Result<(), End> {
    let text = serde_json::to_string(frame).map_err(|_| End::Page)?;
    socket.queue(Kind::Text, text.as_bytes());
    Ok(())
}

async fn flush<S: AsyncRead + AsyncWrite + Unpin>(socket: &mut Socket<S>) -> Result<(), End> {
    poll_fn(|context| socket.poll_flush(context)).await?;
    Ok(())
}

/// Says how the session ended and closes the link, within the time for it.
pub async fn farewell<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    limits: &Limits,
    end: End,
) {
    let (frame, code) = match end {
        End::Refused(code) => {
            let close = match (code, socket.violation()) {
                (_, Some(violation)) => violation.code(),
                (Refusal::ShuttingDown, None) => CloseCode::Away,
                (Refusal::BadRequest, None) => CloseCode::Protocol,
                _ => CloseCode::Policy,
            };
            let message = catalogue::refusal(code);
            (Some(FromBridge::Refused { code, message }), close)
        }
        End::Server(code) => {
            let message = catalogue::text(match code {
                Ending::Eof => "program-closed-eof",
                Ending::Reset => "program-closed-reset",
            });
            let by = Ender::Server;
            (
                Some(FromBridge::Closed { by, code, message }),
                CloseCode::Normal,
            )
        }
        // Whoever has hung up without a word wants none.
        End::Page if !socket.is_closed() => return,
        // It takes nothing, so there is nobody to tell.
        End::PageGone | End::PageStalled => return,
        End::Page => (None, CloseCode::Normal),
    };
    // A page that does not answer is left: the connection is dropped either way.
    let _ = timeout(limits.close_time(), async {
        if let Some(frame) = frame {
            say(socket, &frame).await?;
        }
        close(socket, code, end.name()).await
    })
    .await;
}

/// Closes the link, and waits until the page has closed it too. What it still says is not heard.
///
/// # Errors
/// Always, in the end: the page has gone.
pub async fn close<S: AsyncRead + AsyncWrite + Unpin>(
    socket: &mut Socket<S>,
    code: CloseCode,
    reason: &str,
) -> Result<(), End> {
    socket.queue_close(code, reason);
    flush(socket).await?;
    if socket.violation().is_some() {
        // No word of such a page is waited for, but a connection that is dropped before all is read is reset, and the
        // last words with it.
        poll_fn(|context| socket.poll_shutdown(context)).await?;
    }
    let mut unheard = Vec::new();
    loop {
        hear(socket, LAST_READ, &mut unheard).await?;
        unheard.clear();
    }
}

/// Octets of one read of what is not heard any more.
const LAST_READ: usize = 4096;
