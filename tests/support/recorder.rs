//! A wire that remembers: what an eavesdropper behind the bridge could write down.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Instant;

use crate::port;

/// A wire to one server, on a free port of 127.0.0.1, for as long as the test runs.
pub struct Recorder {
    port: u16,
    capture: Arc<Mutex<Capture>>,
}

/// The bytes of all connections, each way in its order.
#[derive(Clone, Debug, Default)]
pub struct Capture {
    /// What went to the server.
    pub to_server: Vec<u8>,
    /// What came from it.
    pub from_server: Vec<u8>,
    /// When each piece of it passed, in order.
    pub pieces: Vec<Piece>,
}

/// What passed at once.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// When.
    pub at: Instant,
    /// Whether it went to the server.
    pub to_server: bool,
    /// How many bytes.
    pub length: usize,
}

impl Recorder {
    /// Lays a wire to a port of 127.0.0.1.
    pub fn start(server: u16) -> Self {
        let (listener, port) = port::listen();
        let capture = Arc::<Mutex<Capture>>::default();
        let kept = Arc::clone(&capture);
        thread::spawn(move || {
            while let Ok((near, _)) = listener.accept() {
                let far = TcpStream::connect((Ipv4Addr::LOCALHOST, server))
                    .expect("the server at the end of the wire listens");
                for stream in [&near, &far] {
                    stream.set_nodelay(true).expect("a socket takes options");
                }
                let twin = |stream: &TcpStream| stream.try_clone().expect("a stream can be shared");
                let (there, back) = ((twin(&near), twin(&far)), (far, near));
                carry(there, &kept, true);
                carry(back, &kept, false);
            }
        });
        Self { port, capture }
    }

    /// The port to connect to.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The target as `--allow-target` wants it.
    pub fn target(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// What has passed so far.
    pub fn capture(&self) -> Capture {
        self.capture.lock().expect("no writer panics").clone()
    }
}

impl Capture {
    /// What each side sent behind the server's 220 to STARTTLS.
    pub fn after_starttls(&self) -> (&[u8], &[u8]) {
        let asked = behind(&self.to_server, b"STARTTLS\r\n").expect("STARTTLS was said");
        let greeting = behind(&self.from_server, b"\r\n").expect("the server greeted");
        let answer = find(&self.from_server[greeting..], b"220 ").expect("STARTTLS was granted");
        let answer = greeting + answer;
        let granted = behind(&self.from_server[answer..], b"\r\n").expect("the 220 is whole");
        (
            &self.to_server[asked..],
            &self.from_server[answer + granted..],
        )
    }

    fn keep(&mut self, bytes: &[u8], to_server: bool) {
        let way = if to_server {
            &mut self.to_server
        } else {
            &mut self.from_server
        };
        way.extend_from_slice(bytes);
        self.pieces.push(Piece {
            at: Instant::now(),
            to_server,
            length: bytes.len(),
        });
    }

    /// Whether these bytes passed, either way.
    pub fn contains(&self, bytes: &[u8]) -> bool {
        find(&self.to_server, bytes).is_some() || find(&self.from_server, bytes).is_some()
    }
}

/// Carries one way until it ends, and its end too.
fn carry((mut from, mut to): (TcpStream, TcpStream), kept: &Arc<Mutex<Capture>>, to_server: bool) {
    let kept = Arc::clone(kept);
    thread::spawn(move || {
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = from.read(&mut buffer) {
            if count == 0 {
                break;
            }
            // Written down before it is passed on: who hears the answer finds the question here.
            kept.lock()
                .expect("no writer panics")
                .keep(&buffer[..count], to_server);
            if to.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        let _ = to.shutdown(Shutdown::Write);
    });
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|part| part == wanted)
}

fn behind(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    Some(find(bytes, wanted)? + wanted.len())
}
