//! A bare tunnel: what any bridge does that speaks this protocol, and nothing else. It asks nobody who they are, dials
//! whatever it is told, and has no limits, no times and no log: the limit of sessions that come and go.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ehlo_protocol::tunnel::{FromBridge, FromPage, SUBPROTOCOL};
use memchr::memmem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::client::websocket::{self, BINARY, CLOSE, TEXT};

/// What it reads at once, and the longest frame that it takes.
const BUFFER: usize = 4096;

/// The header whose value is answered, as our clients write it.
const KEY: &[u8] = b"Sec-WebSocket-Key: ";

/// Octets of a key in Base64 (RFC 6455 §4.1).
const KEY_LENGTH: usize = 24;

/// Holds a tunnel on every connection, for ever.
pub async fn serve(listener: TcpListener) {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            // A session that fails ends by itself.
            tokio::spawn(async move { Page::new(stream).hold().await });
        }
    }
}

struct Page {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Page {
    fn new(stream: TcpStream) -> Self {
        Self {
            stream,
            heard: Vec::with_capacity(BUFFER),
        }
    }

    async fn hold(mut self) -> io::Result<()> {
        self.stream.set_nodelay(true)?;
        self.upgrade().await?;
        let (_, open) = self.frame().await?;
        let FromPage::Open { host, port, .. } = serde_json::from_slice(&open)?;
        let host = host.parse().map_err(|_| ErrorKind::InvalidData)?;
        let address = SocketAddr::new(host, port);
        let mut server = TcpStream::connect(address).await?;
        server.set_nodelay(true)?;
        let opened = serde_json::to_vec(&FromBridge::Opened {
            address: address.to_string(),
            connect_ms: 0,
        })?;
        let mut room = vec![0; BUFFER];
        let mut out = Vec::with_capacity(BUFFER);
        websocket::push_clear_frame(&mut out, TEXT, &opened);
        // A greeting that has come already goes in the same write.
        if let Ok(count @ 1..) = server.try_read(&mut room) {
            let greeting = room.get(..count).unwrap_or_default();
            websocket::push_clear_frame(&mut out, BINARY, greeting);
        }
        self.stream.write_all(&out).await?;
        loop {
            tokio::select! {
                frame = self.frame() => match frame? {
                    (BINARY, octets) => server.write_all(&octets).await?,
                    (CLOSE, code) => {
                        drop(server);
                        return self.say(&mut out, CLOSE, &code).await;
                    }
                    _ => return Err(ErrorKind::InvalidData.into()),
                },
                count = server.read(&mut room) => match count? {
                    0 => return self.say(&mut out, CLOSE, &[]).await,
                    count => {
                        let octets = room.get(..count).unwrap_or_default();
                        self.say(&mut out, BINARY, octets).await?;
                    }
                },
            }
        }
    }

    async fn upgrade(&mut self) -> io::Result<()> {
        let end = loop {
            self.hear().await?;
            if let Some(end) = memmem::find(&self.heard, b"\r\n\r\n") {
                break end + 4;
            }
        };
        let head = self.heard.get(..end).unwrap_or_default();
        let at = memmem::find(head, KEY).ok_or(ErrorKind::InvalidData)? + KEY.len();
        let key = head
            .get(at..at + KEY_LENGTH)
            .ok_or(ErrorKind::InvalidData)?;
        let accept = STANDARD.encode(websocket::accept(key));
        self.heard.drain(..end);
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Accept: {accept}\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n"
        );
        self.stream.write_all(answer.as_bytes()).await
    }

    /// The next frame: its kind and its payload. Whoever gives up waiting loses nothing.
    async fn frame(&mut self) -> io::Result<(u8, Vec<u8>)> {
        loop {
            if let Some((kind, payload, size)) = websocket::masked_frame(&self.heard) {
                self.heard.drain(..size);
                return Ok((kind, payload));
            }
            if self.heard.len() > 2 * BUFFER {
                return Err(ErrorKind::InvalidData.into());
            }
            self.hear().await?;
        }
    }

    async fn hear(&mut self) -> io::Result<()> {
        match self.stream.read_buf(&mut self.heard).await? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }

    async fn say(&mut self, out: &mut Vec<u8>, kind: u8, payload: &[u8]) -> io::Result<()> {
        out.clear();
        websocket::push_clear_frame(out, kind, payload);
        self.stream.write_all(out).await
    }
}
