//! Servers that do it wrong, each in one way.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::port;
use crate::wait::{PATIENCE, until};

/// How long a connection is held open for a peer that does nothing.
const HELD: Duration = Duration::from_secs(120);

/// Between two bytes of a server that drips.
const DRIP: Duration = Duration::from_millis(2);

/// What a server does with each connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// Takes the connection and never says a word.
    Silent,
    /// Says this at once, whatever it is, and then reads.
    Says(&'static str),
    /// Greets, answers so many lines with 250, and closes in order.
    ClosesAfter(usize),
    /// Greets, waits for the first line, and resets the connection.
    Resets,
    /// Greets, and says each reply byte by byte.
    Drips,
}

/// A fake server on a free port of 127.0.0.1, for as long as the test runs.
pub struct Server {
    port: u16,
    heard: Arc<Mutex<Vec<u8>>>,
    connections: Arc<Mutex<usize>>,
}

impl Server {
    /// Starts it.
    pub fn start(behaviour: Behaviour) -> Self {
        let (listener, port) = port::listen();
        let server = Self {
            port,
            heard: Arc::default(),
            connections: Arc::default(),
        };
        let (heard, connections) = (Arc::clone(&server.heard), Arc::clone(&server.connections));
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                *connections.lock().expect("no holder panics") += 1;
                let heard = Arc::clone(&heard);
                // An error is the peer's going away, which is no concern of a server that misbehaves.
                thread::spawn(move || {
                    let _ = Talk { stream, heard }.run(behaviour);
                });
            }
        });
        server
    }

    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The target as `--allow-target` wants it.
    pub fn target(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Everything that was said to it, over all connections.
    pub fn heard(&self) -> Vec<u8> {
        self.heard.lock().expect("no writer panics").clone()
    }

    /// How often somebody has connected.
    pub fn connections(&self) -> usize {
        *self.connections.lock().expect("no holder panics")
    }

    /// Waits until somebody has connected so many times.
    pub fn wait_for_connections(&self, count: usize) {
        let came = until(PATIENCE, || {
            (*self.connections.lock().ok()? >= count).then_some(())
        });
        assert!(
            came.is_some(),
            "nobody connected to port {} {count} times",
            self.port
        );
    }
}

/// One connection.
struct Talk {
    stream: TcpStream,
    heard: Arc<Mutex<Vec<u8>>>,
}

impl Talk {
    fn run(mut self, behaviour: Behaviour) -> std::io::Result<()> {
        self.stream.set_read_timeout(Some(HELD))?;
        self.stream.set_nodelay(true)?;
        match behaviour {
            Behaviour::Silent => {}
            Behaviour::Says(text) => self.stream.write_all(text.as_bytes())?,
            Behaviour::ClosesAfter(lines) => {
                self.stream.write_all(GREETING)?;
                for _ in 0..lines {
                    self.line()?;
                    self.stream.write_all(b"250 ok\r\n")?;
                }
                self.line()?;
                return Ok(());
            }
            Behaviour::Resets => {
                self.stream.write_all(GREETING)?;
                // A socket closed with unread octets in it answers with a reset.
                self.stream.peek(&mut [0])?;
                return Ok(());
            }
            Behaviour::Drips => {
                self.drip(GREETING)?;
                while !self.line()?.is_empty() {
                    self.drip(b"250-fake.example\r\n250 SIZE 1000\r\n")?;
                }
                return Ok(());
            }
        }
        while !self.line()?.is_empty() {}
        Ok(())
    }

    /// Reads up to the end of a line; empty at the end of the stream.
    fn line(&mut self) -> std::io::Result<Vec<u8>> {
        let mut line = Vec::new();
        let mut octet = [0];
        while !line.ends_with(b"\n") && self.stream.read(&mut octet)? == 1 {
            line.extend_from_slice(&octet);
            self.heard
                .lock()
                .expect("no writer panics")
                .extend_from_slice(&octet);
        }
        Ok(line)
    }

    fn drip(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        for byte in bytes {
            self.stream.write_all(std::slice::from_ref(byte))?;
            thread::sleep(DRIP);
        }
        Ok(())
    }
}

/// How those greet that greet well.
const GREETING: &[u8] = b"220 fake.example ESMTP\r\n";
