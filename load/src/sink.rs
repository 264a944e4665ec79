//! A server that greets, says yes to everything as fast as can be, swallows messages, and pours records.
//!
//! After the 220 to STARTTLS it takes orders in handshake records: `swallow N` and `pour N` octets, `stall`. Each is
//! answered by a handshake record [`DONE`]: a swallowed stream at its end, the others in front.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::OnceLock;
use std::time::Duration;

use memchr::{memchr, memmem};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};

use crate::records::{self, HANDSHAKE, HEAD};

/// The answer to every order.
pub const DONE: &[u8] = b"done";

/// How many connections may wait to be accepted.
const BACKLOG: u32 = 4096;

/// What one read takes at most of a stream that is swallowed, and one write gives of one that is poured.
const CHUNK: usize = 256 * 1024;

/// How long it takes nothing when it is told to stall: longer than any bridge should wait for it, and not for ever, as what
/// was sent stays in the memory of the system until then.
const STALL: Duration = Duration::from_secs(60);

/// Listens on a free port of loopback.
///
/// # Errors
/// Where the system gives none.
pub fn listen() -> std::io::Result<TcpListener> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
    socket.listen(BACKLOG)
}

/// Serves for ever.
pub async fn serve(listener: TcpListener) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            // A client that goes away ends its own session.
            tokio::spawn(async move { Conversation::new(stream).hold().await });
        } else {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// Accepts for ever, and never says a word.
pub async fn be_mute(listener: TcpListener) {
    loop {
        if let Ok((mut stream, _)) = listener.accept().await {
            // Until the client has gone.
            tokio::spawn(async move { stream.read_to_end(&mut Vec::new()).await });
        } else {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

struct Conversation {
    stream: TcpStream,
    heard: Vec<u8>,
}

enum Next {
    Command,
    Message,
    Records,
    End,
}

impl Conversation {
    const fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            heard: Vec::new(),
        }
    }

    async fn hold(mut self) -> std::io::Result<()> {
        self.stream.set_nodelay(true)?;
        self.stream.write_all(b"220 sink.example ESMTP\r\n").await?;
        let mut next = Next::Command;
        loop {
            next = match next {
                Next::Command => self.commands().await?,
                Next::Message => self.message().await?,
                Next::Records => return self.orders().await,
                Next::End => return Ok(()),
            };
        }
    }

    /// Answers commands up to one that changes what follows.
    async fn commands(&mut self) -> std::io::Result<Next> {
        loop {
            let mut answers = Vec::new();
            let mut taken = 0;
            let mut next = None;
            while let Some(rest) = self.heard.get(taken..)
                && let Some(end) = memchr(b'\n', rest)
                && next.is_none()
            {
                let verb = rest.get(..4).unwrap_or_default().to_ascii_uppercase();
                taken += end + 1;
                answers.extend_from_slice(match verb.as_slice() {
                    b"EHLO" => {
                        b"250-sink.example\r\n250-PIPELINING\r\n250-SIZE\r\n250 STARTTLS\r\n"
                    }
                    b"DATA" => {
                        next = Some(Next::Message);
                        b"354 go on\r\n"
                    }
                    b"STAR" => {
                        next = Some(Next::Records);
                        b"220 ready\r\n"
                    }
                    b"QUIT" => {
                        next = Some(Next::End);
                        b"221 bye\r\n"
                    }
                    _ => b"250 OK\r\n",
                });
            }
            self.heard.drain(..taken);
            self.stream.write_all(&answers).await?;
            if let Some(next) = next {
                return Ok(next);
            }
            if self.hear().await? == 0 {
                return Ok(Next::End);
            }
        }
    }

    /// Swallows a message up to its lone dot.
    async fn message(&mut self) -> std::io::Result<Next> {
        const END: &[u8] = b"\r\n.\r\n";
        let finder = memmem::Finder::new(END);
        // An end may lie across two reads, and stand right behind the line that said DATA.
        let mut octets = [b"\r\n", std::mem::take(&mut self.heard).as_slice()].concat();
        let mut filled = octets.len();
        octets.resize(filled.max(END.len()) + CHUNK, 0);
        loop {
            let there = octets.get(..filled).unwrap_or_default();
            if let Some(at) = finder.find(there) {
                self.heard = there.get(at + END.len()..).unwrap_or_default().to_vec();
                self.stream.write_all(b"250 OK\r\n").await?;
                return Ok(Next::Command);
            }
            let kept = filled.min(END.len() - 1);
            octets.copy_within(filled - kept..filled, 0);
            let room = octets.get_mut(kept..).unwrap_or_default();
            let count = self.stream.read(room).await?;
            if count == 0 {
                return Ok(Next::End);
            }
            filled = kept + count;
        }
    }

    /// Takes orders for ever.
    async fn orders(&mut self) -> std::io::Result<()> {
        loop {
            let Some(order) = self.record().await? else {
                return Ok(());
            };
            let order = String::from_utf8_lossy(&order).into_owned();
            let (word, count) = order.split_once(' ').unwrap_or((&order, "0"));
            let count: u64 = count.parse().unwrap_or(0);
            match word {
                "swallow" => {
                    self.swallow(count).await?;
                    self.done().await?;
                }
                "pour" => {
                    self.done().await?;
                    self.pour(count).await?;
                }
                "stall" => {
                    self.done().await?;
                    tokio::time::sleep(STALL).await;
                    return Ok(());
                }
                _ => return Ok(()),
            }
        }
    }

    async fn done(&mut self) -> std::io::Result<()> {
        self.stream
            .write_all(&records::record(HANDSHAKE, DONE))
            .await
    }

    async fn record(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        loop {
            if let Some(length) = self.heard.get(3..HEAD) {
                let length = length
                    .iter()
                    .fold(0, |sum, byte| sum * 256 + usize::from(*byte));
                if self.heard.len() >= HEAD + length {
                    let rest = self.heard.split_off(HEAD + length);
                    let whole = std::mem::replace(&mut self.heard, rest);
                    return Ok(Some(whole.get(HEAD..).unwrap_or_default().to_vec()));
                }
            }
            if self.hear().await? == 0 {
                return Ok(None);
            }
        }
    }

    async fn swallow(&mut self, count: u64) -> std::io::Result<()> {
        let here =
            usize::try_from(count).map_or(self.heard.len(), |most| most.min(self.heard.len()));
        self.heard.drain(..here);
        let mut left = count - here as u64;
        let mut chunk = vec![0; CHUNK];
        while left > 0 {
            let room = usize::try_from(left).map_or(CHUNK, |most| most.min(CHUNK));
            let count = self
                .stream
                .read(chunk.get_mut(..room).unwrap_or_default())
                .await?;
            if count == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            left -= count as u64;
        }
        Ok(())
    }

    /// Pours whole records, `count` octets of them.
    async fn pour(&mut self, count: u64) -> std::io::Result<()> {
        static STREAM: OnceLock<Vec<u8>> = OnceLock::new();
        let stream = STREAM.get_or_init(|| records::stream(records::USUAL, CHUNK));
        let mut left = count;
        while left > 0 {
            let part = usize::try_from(left).map_or(stream.len(), |most| most.min(stream.len()));
            self.stream
                .write_all(stream.get(..part).unwrap_or_default())
                .await?;
            left -= part as u64;
        }
        Ok(())
    }

    async fn hear(&mut self) -> std::io::Result<usize> {
        let mut room = [0; 2048];
        let count = self.stream.read(&mut room).await?;
        self.heard
            .extend_from_slice(room.get(..count).unwrap_or_default());
        Ok(count)
    }
}
