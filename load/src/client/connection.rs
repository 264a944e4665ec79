//! A stream of octets, plain or in frames. It copies nothing that comes, so that it costs less than what it measures.

use std::io::{self, ErrorKind};
use std::ops::Range;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::masks::Masks;
use super::{Target, Upgrade, websocket};

/// The longest head of an answer, and the longest text frame.
const LONGEST: usize = 64 * 1024;

/// One connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    framed: bool,
    buffer: Vec<u8>,
    /// What of `buffer` came and was not taken.
    fresh: Range<usize>,
    /// Octets of the present frame that were not taken.
    left: u64,
    masks: Masks,
    writing: Vec<u8>,
}

impl Connection {
    /// Connects, upgrades, and says the first frame where there is one. `room` is what one read takes.
    ///
    /// # Errors
    /// Where the network or the bridge says no.
    pub async fn open(target: &Target, room: usize) -> io::Result<Self> {
        let stream = TcpStream::connect(target.address).await?;
        stream.set_nodelay(true)?;
        let mut connection = Self {
            stream,
            framed: false,
            buffer: vec![0; room],
            fresh: 0..0,
            left: 0,
            masks: Masks::new(),
            writing: Vec::new(),
        };
        if let Some(upgrade) = &target.upgrade {
            connection.upgrade(target, upgrade).await?;
            if let Some(open) = &upgrade.open {
                connection.ask(open).await?;
            }
        }
        Ok(connection)
    }

    async fn upgrade(&mut self, target: &Target, upgrade: &Upgrade) -> io::Result<()> {
        let [a, b] = [self.masks.word(), self.masks.word()];
        let mut nonce = [0; 16];
        for (place, byte) in nonce.iter_mut().zip(a.into_iter().chain(b)) {
            *place = byte;
        }
        let (request, accept) = websocket::request(target, upgrade, nonce);
        self.stream.write_all(request.as_bytes()).await?;
        loop {
            let fresh = self.fresh();
            if let Some(at) = memchr::memmem::find(fresh, b"\r\n\r\n") {
                websocket::judge(fresh.get(..at + 4).unwrap_or_default(), &accept)?;
                self.fresh.start += at + 4;
                break;
            }
            self.fill().await?;
        }
        self.framed = true;
        Ok(())
    }

    /// Says what to open, and hears that it is open.
    async fn ask(&mut self, open: &str) -> io::Result<()> {
        self.frame(websocket::TEXT, open.as_bytes()).await?;
        match self.piece().await {
            // The one text frame that is no end.
            Err(error) if error.to_string().contains("\"opened\"") => Ok(()),
            Err(error) => Err(error),
            Ok(_) => Err(io::Error::other("octets before the answer to `open`")),
        }
    }

    /// Sends octets, in one frame where there are frames.
    ///
    /// # Errors
    /// Where the connection is gone.
    pub async fn send(&mut self, octets: &[u8]) -> io::Result<()> {
        if self.framed {
            self.frame(websocket::BINARY, octets).await
        } else {
            self.stream.write_all(octets).await
        }
    }

    /// Sends octets that are framed already: see [`super::Upload`].
    ///
    /// # Errors
    /// Where the connection is gone.
    pub async fn send_raw(&mut self, octets: &[u8]) -> io::Result<()> {
        self.stream.write_all(octets).await
    }

    /// Whether octets are sent in frames.
    #[must_use]
    pub const fn framed(&self) -> bool {
        self.framed
    }

    async fn frame(&mut self, kind: u8, payload: &[u8]) -> io::Result<()> {
        self.writing.clear();
        websocket::push_frame(&mut self.writing, kind, self.masks.mask(), payload);
        self.stream.write_all(&self.writing).await
    }

    /// Waits for octets: where they lie, to be read by [`Self::octets`].
    ///
    /// # Errors
    /// At the end, with what the bridge said of it.
    pub async fn piece(&mut self) -> io::Result<Range<usize>> {
        loop {
            if !self.framed || self.left > 0 {
                if self.fresh.is_empty() {
                    self.fill().await?;
                }
                let most = if self.framed { self.left } else { u64::MAX };
                let there = self.fresh.len();
                let count = usize::try_from(most).map_or(there, |most| most.min(there));
                let piece = self.fresh.start..self.fresh.start + count;
                self.fresh.start += count;
                if self.framed {
                    self.left -= count as u64;
                }
                return Ok(piece);
            }
            let Some(head) = websocket::head(self.fresh())? else {
                self.fill().await?;
                continue;
            };
            if matches!(head.kind, websocket::BINARY | websocket::CONTINUATION) {
                self.fresh.start += head.size;
                self.left = head.length;
                continue;
            }
            let payload = self.payload(head).await?;
            match head.kind {
                websocket::PING => self.frame(websocket::PONG, &payload).await?,
                websocket::PONG => {}
                websocket::TEXT => return Err(io::Error::other(String::from_utf8_lossy(&payload))),
                websocket::CLOSE => return Err(ErrorKind::UnexpectedEof.into()),
                _ => return Err(io::Error::other("a frame of no kind")),
            }
        }
    }

    /// The octets of a piece that [`Self::piece`] gave last.
    #[must_use]
    pub fn octets(&self, piece: Range<usize>) -> &[u8] {
        self.buffer.get(piece).unwrap_or_default()
    }

    /// Puts the last octets of the last piece back.
    pub const fn give_back(&mut self, count: usize) {
        self.fresh.start -= count;
        if self.framed {
            self.left += count as u64;
        }
    }

    /// The whole payload of a frame that is no stream.
    async fn payload(&mut self, head: websocket::Head) -> io::Result<Vec<u8>> {
        let length = usize::try_from(head.length).unwrap_or(usize::MAX);
        if length > LONGEST {
            return Err(io::Error::other("a control frame that is too long"));
        }
        while self.fresh.len() < head.size + length {
            self.fill().await?;
        }
        let from = self.fresh.start + head.size;
        self.fresh.start = from + length;
        Ok(self.octets(from..from + length).to_vec())
    }

    fn fresh(&self) -> &[u8] {
        self.buffer.get(self.fresh.clone()).unwrap_or_default()
    }

    async fn fill(&mut self) -> io::Result<()> {
        if self.fresh.is_empty() {
            self.fresh = 0..0;
        }
        if self.fresh.end == self.buffer.len() {
            if self.fresh.start > 0 {
                self.buffer.copy_within(self.fresh.clone(), 0);
                self.fresh = 0..self.fresh.len();
            } else if self.buffer.len() >= 2 * LONGEST {
                return Err(io::Error::other("a head that is too long"));
            } else {
                self.buffer.resize(2 * self.buffer.len().max(64), 0);
            }
        }
        let room = self.buffer.get_mut(self.fresh.end..).unwrap_or_default();
        let count = self.stream.read(room).await?;
        if count == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.fresh.end += count;
        Ok(())
    }

    /// Says goodbye and goes, as a page that is left.
    pub async fn close(mut self) {
        if self.framed {
            // What is gone already need not be told.
            let _ = self.frame(websocket::CLOSE, &1000_u16.to_be_bytes()).await;
        }
        let _ = self.stream.shutdown().await;
    }
}
