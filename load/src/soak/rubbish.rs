//! Those who misbehave on purpose. Each is shown out by the bridge, or leaves in its own bad way.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use super::opening;
use crate::client::{Connection, Session, Target, Upload};

/// How long the bridge may take to show somebody out: the longest time of its limits, twice.
const PATIENCE: Duration = Duration::from_secs(15);

/// Room of a client for one read.
const ROOM: usize = 2048;

/// A way to misbehave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rubbish {
    /// Octets that are no HTTP.
    NoRequest,
    /// Half of a request, and then nothing.
    HalfRequest,
    /// A WebSocket on which nothing is said.
    NoOpen,
    /// A first frame that is no JSON.
    BadOpen,
    /// A first frame with another token.
    BadToken,
    /// A port that is not open.
    BadPort,
    /// A frame that breaks the WebSocket.
    BadFrame,
    /// A line that never ends.
    LongLine,
    /// HTTP to a mail server.
    Request,
    /// Clear text behind STARTTLS.
    NoTls,
    /// A client that takes nothing of what it asked for.
    TakesNothing,
    /// A server that takes nothing.
    ServerTakesNothing,
    /// A server that never greets.
    NoGreeting,
    /// A client that is gone from one moment to the next.
    Vanishes,
    /// The same in the middle of a message.
    VanishesInMessage,
}

impl Rubbish {
    pub(super) const ALL: [Self; 15] = [
        Self::NoRequest,
        Self::HalfRequest,
        Self::NoOpen,
        Self::BadOpen,
        Self::BadToken,
        Self::BadPort,
        Self::BadFrame,
        Self::LongLine,
        Self::Request,
        Self::NoTls,
        Self::TakesNothing,
        Self::ServerTakesNothing,
        Self::NoGreeting,
        Self::Vanishes,
        Self::VanishesInMessage,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::NoRequest => "no HTTP",
            Self::HalfRequest => "half requests",
            Self::NoOpen => "no open",
            Self::BadOpen => "no JSON",
            Self::BadToken => "wrong tokens",
            Self::BadPort => "closed ports",
            Self::BadFrame => "broken frames",
            Self::LongLine => "endless lines",
            Self::Request => "requests to the server",
            Self::NoTls => "clear text for TLS",
            Self::TakesNothing => "stalled clients",
            Self::ServerTakesNothing => "stalled servers",
            Self::NoGreeting => "mute servers",
            Self::Vanishes => "vanished",
            Self::VanishesInMessage => "vanished in a message",
        }
    }

    /// Misbehaves, and waits until the bridge has shown it out.
    ///
    /// # Errors
    /// Where it has not, or was not let in.
    pub(super) async fn run(self, target: &Target, mute: &Target) -> io::Result<()> {
        match self {
            Self::NoRequest => shown_out(plain(target, b"\x16\x03\x01 no\r\n\r\n").await?).await,
            Self::HalfRequest => shown_out(plain(target, b"GET / HTTP/1.1\r\nHost: ").await?).await,
            Self::NoOpen => ended(Connection::open(&opening(target, None), ROOM).await?).await,
            Self::BadOpen => refused(target, "{\"type\":", "bad-request").await,
            Self::BadToken => {
                let open = r#"{"type":"open","host":"127.0.0.1","port":25,"token":"x"}"#;
                refused(target, open, "token-required").await
            }
            Self::BadPort => {
                let open = first_frame(target);
                let at = open.find("\"port\":").unwrap_or_default();
                let digits = open.get(at + 7..).unwrap_or_default();
                let port: String = digits.chars().take_while(char::is_ascii_digit).collect();
                refused(target, &open.replace(&port, "1"), "port-not-allowed").await
            }
            Self::BadFrame => {
                let mut session = Session::open(target, ROOM).await?;
                // An unmasked frame with all reserved bits.
                session.connection().send_raw(b"\xf2\x02hi").await?;
                over(session).await
            }
            Self::LongLine => {
                let mut session = Session::open(target, ROOM).await?;
                session.connection().send(&[b'x'; 5000]).await?;
                over(session).await
            }
            Self::Request => {
                let mut session = Session::open(target, ROOM).await?;
                session.connection().send(b"GET / HTTP/1.1\r\n\r\n").await?;
                over(session).await
            }
            Self::NoTls => {
                let mut session = Session::open(target, ROOM).await?;
                session.ask(b"EHLO client.example.org\r\n", b"250").await?;
                session.ask(b"STARTTLS\r\n", b"220").await?;
                session.connection().send(b"EHLO again\r\n").await?;
                over(session).await
            }
            Self::TakesNothing => {
                let mut session = Session::open(target, ROOM).await?;
                session.start_tls().await?;
                session.order("pour 16777216").await?;
                // Longer than the bridge waits for those who take nothing.
                sleep(Duration::from_secs(8)).await;
                over(session).await
            }
            Self::ServerTakesNothing => {
                let mut session = Session::open(target, ROOM).await?;
                session.start_tls().await?;
                session.order("stall").await?;
                let upload = Upload::records(16 * 1024, true);
                let flood = async {
                    // More than all buffers on the way, and less than a session may send.
                    for _ in 0..96 {
                        session.connection().send_raw(upload.block()).await?;
                    }
                    io::Result::Ok(())
                };
                // Where it cannot be written any more, the bridge has closed.
                let _ = timeout(Duration::from_secs(1), flood).await;
                over(session).await
            }
            Self::NoGreeting => ended(Connection::open(mute, ROOM).await?).await,
            Self::Vanishes => {
                let mut session = Session::open(target, ROOM).await?;
                session.noop().await
            }
            Self::VanishesInMessage => {
                let mut session = Session::open(target, ROOM).await?;
                session
                    .ask(b"MAIL FROM:<ann@example.org>\r\n", b"250")
                    .await?;
                session
                    .ask(b"RCPT TO:<bob@example.com>\r\n", b"250")
                    .await?;
                session.ask(b"DATA\r\n", b"354").await?;
                session.connection().send(b"Subject: unfini").await
            }
        }
    }
}

fn first_frame(target: &Target) -> String {
    let upgrade = target.upgrade.as_ref();
    let open = upgrade.and_then(|upgrade| upgrade.open.clone());
    open.unwrap_or_default()
}

async fn plain(target: &Target, octets: &[u8]) -> io::Result<TcpStream> {
    let mut stream = TcpStream::connect(target.address).await?;
    stream.write_all(octets).await?;
    Ok(stream)
}

/// Waits for the end of a connection.
async fn shown_out(mut stream: TcpStream) -> io::Result<()> {
    let mut answer = Vec::new();
    match timeout(PATIENCE, stream.read_to_end(&mut answer)).await {
        // Cut off is an end too.
        Ok(_) => Ok(()),
        Err(_) => Err(io::Error::other("still connected")),
    }
}

/// Asks for something that is refused with `code`.
async fn refused(target: &Target, open: &str, code: &str) -> io::Result<()> {
    let target = opening(target, Some(open.to_owned()));
    match timeout(PATIENCE, Connection::open(&target, ROOM)).await {
        Ok(Err(error)) if error.to_string().contains(code) => Ok(()),
        Ok(Err(error)) => Err(error),
        Ok(Ok(_)) => Err(io::Error::other("it was opened")),
        Err(_) => Err(io::Error::other("no answer")),
    }
}

async fn over(mut session: Session) -> io::Result<()> {
    until_end(session.connection()).await
}

async fn ended(mut connection: Connection) -> io::Result<()> {
    until_end(&mut connection).await
}

/// Takes what comes until the bridge ends it.
async fn until_end(connection: &mut Connection) -> io::Result<()> {
    let end = async { while connection.piece().await.is_ok() {} };
    match timeout(PATIENCE, end).await {
        Ok(()) => Ok(()),
        Err(_) => Err(io::Error::other("still open")),
    }
}
