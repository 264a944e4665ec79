//! What is said on a connection: commands and replies, a message, records.

use std::io;

use memchr::memchr;

use super::{Connection, Target, Upload};
use crate::records::{self, HANDSHAKE, HEAD};
use crate::sink::DONE;

/// A client of SMTP that trusts its server.
#[derive(Debug)]
pub struct Session {
    connection: Connection,
    line: Vec<u8>,
}

impl Session {
    /// Connects and hears the greeting. `room` is what one read takes.
    ///
    /// # Errors
    /// Where anything but a greeting comes.
    pub async fn open(target: &Target, room: usize) -> io::Result<Self> {
        let connection = Connection::open(target, room).await?;
        let mut session = Self {
            connection,
            line: Vec::new(),
        };
        session.hear(b"220").await?;
        Ok(session)
    }

    /// A connection on which nothing was heard yet.
    #[must_use]
    pub const fn on(connection: Connection) -> Self {
        Self {
            connection,
            line: Vec::new(),
        }
    }

    /// Says a line and hears a reply with `code`.
    ///
    /// # Errors
    /// Where another reply comes, or none.
    pub async fn ask(&mut self, line: &[u8], code: &[u8; 3]) -> io::Result<()> {
        self.connection.send(line).await?;
        self.hear(code).await
    }

    /// Says NOOP.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn noop(&mut self) -> io::Result<()> {
        self.ask(b"NOOP\r\n", b"250").await
    }

    /// Hears a reply.
    ///
    /// # Errors
    /// Where it has another code, or none comes.
    pub async fn hear(&mut self, code: &[u8; 3]) -> io::Result<()> {
        loop {
            let piece = self.connection.piece().await?;
            let octets = self.connection.octets(piece);
            let Some(end) = memchr(b'\n', octets) else {
                self.line.extend_from_slice(octets);
                continue;
            };
            let (line, rest) = octets.split_at(end + 1);
            let rest = rest.len();
            self.line.extend_from_slice(line);
            self.connection.give_back(rest);
            if !self.line.starts_with(code) {
                let line = String::from_utf8_lossy(&self.line).trim_end().to_owned();
                return Err(io::Error::other(format!("the server said {line:?}")));
            }
            let whole = self.line.get(3) != Some(&b'-');
            self.line.clear();
            if whole {
                return Ok(());
            }
        }
    }

    /// Sends a message of about `octets`: envelope, DATA, lines, the lone dot.
    ///
    /// # Errors
    /// Where a reply is missing.
    pub async fn message(&mut self, lines: &Upload, octets: u64) -> io::Result<u64> {
        self.ask(b"MAIL FROM:<ann@example.org>\r\n", b"250").await?;
        self.ask(b"RCPT TO:<bob@example.com>\r\n", b"250").await?;
        self.ask(b"DATA\r\n", b"354").await?;
        let times = lines.times(octets);
        for _ in 0..times {
            self.connection.send_raw(lines.block()).await?;
        }
        self.ask(b".\r\n", b"250").await?;
        Ok(times * lines.octets())
    }

    /// Says STARTTLS and the first record.
    ///
    /// # Errors
    /// Where the server does not.
    pub async fn start_tls(&mut self) -> io::Result<()> {
        self.ask(b"EHLO client.example.org\r\n", b"250").await?;
        self.ask(b"STARTTLS\r\n", b"220").await?;
        // The sink's orders are handshake records: one that asks for nothing begins.
        self.order("swallow 0").await
    }

    /// Sends about `octets` of records under TLS and hears that all have come. Gives how many.
    ///
    /// # Errors
    /// Where the session ends.
    pub async fn upload(&mut self, upload: &Upload, octets: u64) -> io::Result<u64> {
        let times = upload.times(octets);
        let octets = times * upload.octets();
        let order = records::record(HANDSHAKE, format!("swallow {octets}").as_bytes());
        self.connection.send(&order).await?;
        for _ in 0..times {
            self.connection.send_raw(upload.block()).await?;
        }
        self.done().await?;
        Ok(octets)
    }

    /// Takes about `octets` of records under TLS. Gives how many.
    ///
    /// # Errors
    /// Where the session ends, or too much comes.
    pub async fn download(&mut self, octets: u64) -> io::Result<u64> {
        let octets = (octets / records::USUAL as u64).max(1) * records::USUAL as u64;
        self.order(&format!("pour {octets}")).await?;
        self.skip(octets).await?;
        Ok(octets)
    }

    /// Gives an order and hears that it is taken.
    ///
    /// # Errors
    /// Where the session ends.
    pub async fn order(&mut self, order: &str) -> io::Result<()> {
        let record = records::record(HANDSHAKE, order.as_bytes());
        self.connection.send(&record).await?;
        self.done().await
    }

    /// The connection, for those who stop to behave.
    pub const fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    async fn done(&mut self) -> io::Result<()> {
        self.skip((HEAD + DONE.len()) as u64).await
    }

    /// Takes so many octets, whatever they are.
    ///
    /// # Errors
    /// Where the session ends before.
    pub async fn skip(&mut self, octets: u64) -> io::Result<()> {
        let mut left = octets;
        while left > 0 {
            let count = self.connection.piece().await?.len();
            let taken = usize::try_from(left).map_or(count, |most| most.min(count));
            self.connection.give_back(count - taken);
            left -= taken as u64;
        }
        Ok(())
    }

    /// Goes as a page that is left.
    pub async fn close(self) {
        self.connection.close().await;
    }
}
