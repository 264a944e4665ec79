//! One client of the sandbox, from the greeting to the close.

use std::io;
use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ehlo_protocol::server::{Output, Server, Settings};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep, timeout};

use super::door::Door;
use crate::inbox::Inbox;
use crate::limits::Limits;
use crate::stop::Stop;

/// One client of the sandbox.
pub struct Talk<'a> {
    server: Server,
    door: Door,
    inbox: Inbox,
    limits: &'a Limits,
    stop: Stop,
    mails: usize,
    closing: bool,
}

impl<'a> Talk<'a> {
    /// A client at `client` that has said nothing yet.
    #[must_use]
    pub fn new(client: IpAddr, inbox: Inbox, limits: &'a Limits, stop: Stop) -> Self {
        let settings = Settings {
            host: HOST.to_owned(),
            max_message: limits.sandbox_message() as u64,
            peer: client.to_string(),
            ..Settings::default()
        };
        Self {
            server: Server::new(settings),
            door: Door::default(),
            inbox,
            limits,
            stop,
            mails: 0,
            closing: false,
        }
    }

    /// Mails accepted so far.
    #[must_use]
    pub const fn mails(&self) -> usize {
        self.mails
    }

    /// Talks until one side has had enough. Gives the reason in one word, for the log.
    pub async fn hold(&mut self, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> &'static str {
        let end = match self.converse(&mut stream).await {
            Ok(end) => end,
            Err(error) if error.kind() == io::ErrorKind::TimedOut => "stalled",
            Err(_) => "lost",
        };
        let _ = timeout(self.limits.close_time(), part(&mut stream)).await;
        end
    }

    async fn converse(
        &mut self,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    ) -> io::Result<&'static str> {
        let end = Instant::now() + self.limits.sandbox_session_time();
        let mut buffer = vec![0; self.limits.read_buffer()];
        self.server.connected();
        self.write(stream).await?;
        while !self.closing {
            let left = end.saturating_duration_since(Instant::now());
            let read = tokio::select! {
                biased;
                () = self.stop.stopped() => {
                    self.server.stop();
                    self.write(stream).await?;
                    return Ok("shutting-down");
                }
                read = timeout(self.limits.sandbox_idle_time().min(left), stream.read(&mut buffer)) => read,
            };
            let Ok(count) = read else {
                self.server.idle();
                self.write(stream).await?;
                return Ok("idle");
            };
            let bytes = buffer.get(..count?).unwrap_or_default();
            if bytes.is_empty() {
                return Ok("client-closed");
            }
            let Ok(bytes) = self.door.pass(bytes) else {
                self.send(stream, STRANGER).await?;
                return Ok("not-smtp");
            };
            self.server.receive(&bytes, now_ms());
            self.write(stream).await?;
        }
        Ok("closed")
    }

    /// Does what the server wants done.
    async fn write(&mut self, stream: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        while let Some(output) = self.server.poll() {
            match output {
                Output::Wait(milliseconds) => sleep(Duration::from_millis(milliseconds)).await,
                Output::Send(bytes) => self.send(stream, &bytes).await?,
                Output::Accepted(mail) => {
                    self.inbox.keep(mail);
                    self.mails += 1;
                }
                // The sandbox announces no TLS, so the server starts none.
                Output::StartTls | Output::Close => self.closing = true,
            }
        }
        stream.flush().await
    }

    async fn send(&self, stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
        timeout(self.limits.write_time(), stream.write_all(bytes)).await?
    }
}

/// Ends the stream so that the last reply arrives: bytes left unread would have the system reset it.
pub(super) async fn part(stream: &mut (impl AsyncRead + AsyncWrite + Unpin)) -> io::Result<()> {
    stream.shutdown().await?;
    let mut rest = [0; 1024];
    for _ in 0..MOST_READS_AT_THE_END {
        if stream.read(&mut rest).await? == 0 {
            break;
        }
    }
    Ok(())
}

fn now_ms() -> u64 {
    // A clock before 1970 is no reason to refuse a mail.
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// What the sandbox calls itself: a name that nobody has (RFC 2606).
const HOST: &str = "sandbox.example";

/// The first line was of another protocol.
const STRANGER: &[u8] = b"421 4.7.0 This is an SMTP server, closing\r\n";

/// A client that goes on and on after the last reply is left.
const MOST_READS_AT_THE_END: usize = 64;
