//! One client of the sandbox, from the greeting to the close.

use std::io;
use std::net::IpAddr;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ehlo_protocol::base64::encode;
use ehlo_protocol::server::{Output, Server, Settings};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep, timeout};

use super::Sandbox;
use super::door::Door;
use crate::parting::part;

/// One client of the sandbox.
pub struct Talk<'a> {
    sandbox: &'a Sandbox,
    server: Server,
    door: Door,
    /// When the session has lasted as long as it may.
    end: Instant,
    mails: usize,
    next: Next,
}

/// What comes once everything is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Listen,
    Tls,
    Close,
}

impl<'a> Talk<'a> {
    /// A client at `client` that has said nothing yet.
    #[must_use]
    pub fn new(client: IpAddr, sandbox: &'a Sandbox) -> Self {
        let settings = Settings {
            host: super::HOST.to_owned(),
            max_message: sandbox.limits.sandbox_message() as u64,
            peer: client.to_string(),
            seed: seed(),
            ..Settings::playground()
        };
        Self {
            sandbox,
            server: Server::new(settings),
            door: Door::default(),
            end: Instant::now() + sandbox.limits.sandbox_session_time(),
            mails: 0,
            next: Next::Listen,
        }
    }

    /// Mails accepted so far.
    #[must_use]
    pub const fn mails(&self) -> usize {
        self.mails
    }

    /// Talks, in clear at first, until one side has had enough. Gives the reason in one word, for the log.
    pub async fn hold(&mut self, mut stream: impl AsyncRead + AsyncWrite + Unpin) -> &'static str {
        self.server.connected();
        let turn = self.converse(&mut stream).await;
        if matches!(turn, Ok(Turn::Tls)) {
            return self.go_on_under_tls(stream).await;
        }
        self.part(stream, turn).await
    }

    /// The same with TLS before the greeting.
    pub async fn hold_under_tls(
        &mut self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
    ) -> &'static str {
        self.server.connected();
        self.go_on_under_tls(stream).await
    }

    async fn go_on_under_tls(
        &mut self,
        stream: impl AsyncRead + AsyncWrite + Unpin,
    ) -> &'static str {
        let handshake = self.sandbox.identity.acceptor().accept(stream);
        let mut stop = self.sandbox.stop.clone();
        let made = tokio::select! {
            biased;
            () = stop.stopped() => return "shutting-down",
            made = timeout(self.sandbox.limits.sandbox_tls_time(), handshake) => made,
        };
        let mut stream = match made {
            Err(_) => return "tls-stalled",
            Ok(Err(_)) => return "tls-failed",
            Ok(Ok(stream)) => stream,
        };
        self.server.tls_established();
        let turn = self.converse(&mut stream).await;
        self.part(stream, turn).await
    }

    async fn part(
        &self,
        mut stream: impl AsyncRead + AsyncWrite + Unpin,
        turn: io::Result<Turn>,
    ) -> &'static str {
        let end = match turn {
            Ok(Turn::End(end)) => end,
            // The server refuses a second STARTTLS, and would be wrong not to.
            Ok(Turn::Tls) => "closed",
            Err(error) if error.kind() == io::ErrorKind::TimedOut => "stalled",
            Err(_) => "lost",
        };
        let _ = timeout(self.sandbox.limits.close_time(), part(&mut stream)).await;
        end
    }

    async fn converse(
        &mut self,
        stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    ) -> io::Result<Turn> {
        let limits = &self.sandbox.limits;
        let mut stop = self.sandbox.stop.clone();
        let mut buffer = vec![0; limits.read_buffer()];
        self.next = Next::Listen;
        self.write(stream).await?;
        while self.next == Next::Listen {
            let left = self.end.saturating_duration_since(Instant::now());
            let read = tokio::select! {
                biased;
                () = stop.stopped() => {
                    self.server.stop();
                    self.write(stream).await?;
                    return Ok(Turn::End("shutting-down"));
                }
                read = timeout(limits.sandbox_idle_time().min(left), stream.read(&mut buffer)) => read,
            };
            let Ok(count) = read else {
                self.server.idle();
                self.write(stream).await?;
                return Ok(Turn::End("idle"));
            };
            let bytes = buffer.get(..count?).unwrap_or_default();
            if bytes.is_empty() {
                return Ok(Turn::End("client-closed"));
            }
            let Ok(bytes) = self.door.pass(bytes) else {
                self.send(stream, STRANGER).await?;
                return Ok(Turn::End("not-smtp"));
            };
            self.server.receive(&bytes, now_ms());
            self.write(stream).await?;
        }
        Ok(match self.next {
            Next::Tls => Turn::Tls,
            Next::Listen | Next::Close => Turn::End("closed"),
        })
    }

    /// Does what the server wants done.
    async fn write(&mut self, stream: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        while let Some(output) = self.server.poll() {
            match output {
                Output::Wait(milliseconds) => sleep(Duration::from_millis(milliseconds)).await,
                Output::Send(bytes) => self.send(stream, &bytes).await?,
                Output::Accepted(mail) => {
                    self.sandbox.inbox.keep(mail);
                    self.mails += 1;
                }
                Output::StartTls => self.next = Next::Tls,
                Output::Close => self.next = Next::Close,
            }
        }
        stream.flush().await
    }

    async fn send(&self, stream: &mut (impl AsyncWrite + Unpin), bytes: &[u8]) -> io::Result<()> {
        timeout(self.sandbox.limits.write_time(), stream.write_all(bytes)).await?
    }
}

/// How a stretch of a session went.
enum Turn {
    /// The client asked for TLS, and nothing that it said after that was read.
    Tls,
    /// It is over, for this reason.
    End(&'static str),
}

/// What the challenges of one session are made of. Where the system has no randomness the TLS handshake fails as well, and
/// nobody is asked for a password.
fn seed() -> String {
    let mut octets = [0; 18];
    let _ = getrandom::fill(&mut octets);
    encode(&octets)
}

fn now_ms() -> u64 {
    // A clock before 1970 is no reason to refuse a mail.
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// The first line was of another protocol.
const STRANGER: &[u8] = b"421 4.7.0 This is an SMTP server, closing\r\n";
