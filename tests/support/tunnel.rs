//! The tunnel from outside a browser: frames as a hostile or broken page may send them.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};

use ehlo_protocol::tunnel::{self, FromBridge, FromPage};
use tungstenite::client::IntoClientRequest;
use tungstenite::http::HeaderValue;
use tungstenite::{Message, WebSocket};

use crate::program::Program;
use crate::wait::PATIENCE;

/// One WebSocket to the bridge.
pub struct Tunnel<S = TcpStream> {
    socket: WebSocket<S>,
}

/// What came through the tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// A control frame.
    Control(FromBridge),
    /// Bytes of the server.
    Bytes(Vec<u8>),
    /// The end, with code and reason where the bridge gave them.
    Closed(Option<(u16, String)>),
}

impl Tunnel {
    /// Opens a WebSocket as the page of this bridge does.
    pub fn open(program: &Program) -> Self {
        let stream =
            TcpStream::connect((Ipv4Addr::LOCALHOST, program.port())).expect("the bridge listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a limit can be set");
        let authority = format!("127.0.0.1:{}", program.port());
        Self::over(stream, &authority, program.origin(), &[])
    }

    /// A session that is past its greeting, with a server on this machine.
    #[track_caller]
    pub fn greeted(program: &Program, port: u16) -> Self {
        let mut tunnel = Self::open(program);
        tunnel.ask_for(program, port);
        tunnel.is_greeted();
        tunnel
    }
}

impl<S: Read + Write> Tunnel<S> {
    /// The same over any stream, from a page of `origin` that calls the bridge `authority`, with more headers.
    pub fn over(stream: S, authority: &str, origin: &str, more: &[(&'static str, &str)]) -> Self {
        let mut request = format!("ws://{authority}{}", tunnel::PATH)
            .into_client_request()
            .expect("a valid request");
        let headers = request.headers_mut();
        let own = [
            ("Origin", origin),
            ("Sec-WebSocket-Protocol", tunnel::SUBPROTOCOL),
        ];
        for (name, value) in own.iter().chain(more) {
            let value = HeaderValue::from_str(value).expect("a valid value");
            headers.insert(*name, value);
        }
        let (socket, _) = tungstenite::client(request, stream)
            .unwrap_or_else(|error| panic!("the bridge did not take the WebSocket: {error}"));
        Self { socket }
    }

    /// Asks for a server on this machine, with the token of this run.
    pub fn ask_for(&mut self, program: &Program, port: u16) {
        self.ask_for_host(program, "127.0.0.1", port);
    }

    /// Asks for any server, with the token of this run.
    pub fn ask_for_host(&mut self, program: &Program, host: &str, port: u16) {
        let open = FromPage::Open {
            host: host.to_owned(),
            port,
            token: Some(program.token().to_owned()),
        };
        self.say(&serde_json::to_string(&open).expect("a frame can be written"));
    }

    /// The bridge says that the connection stands, and the server greets.
    #[track_caller]
    pub fn is_greeted(&mut self) {
        let opened = self.receive();
        assert!(
            matches!(opened, Frame::Control(FromBridge::Opened { .. })),
            "{opened:?}"
        );
        let greeting = self.read_until("\r\n");
        assert!(greeting.starts_with("220 "), "{greeting}");
    }

    /// The session goes on: the server answers a NOOP.
    #[track_caller]
    pub fn lives(&mut self, when: &str) {
        self.send(b"NOOP\r\n");
        let reply = self.read_until("\r\n");
        assert!(reply.starts_with("250 "), "{when}: {reply}");
    }

    /// Sends a text frame, whatever it holds.
    pub fn say(&mut self, text: &str) {
        self.socket
            .send(Message::text(text))
            .expect("the bridge reads");
    }

    /// Sends a binary frame.
    pub fn send(&mut self, bytes: &[u8]) {
        self.socket
            .send(Message::binary(bytes.to_vec()))
            .expect("the bridge reads");
    }

    /// The next frame.
    pub fn receive(&mut self) -> Frame {
        loop {
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    let control = serde_json::from_str(&text);
                    return Frame::Control(
                        control
                            .unwrap_or_else(|error| panic!("not of the tunnel: {text}: {error}")),
                    );
                }
                Ok(Message::Binary(bytes)) => return Frame::Bytes(bytes.to_vec()),
                Ok(Message::Close(frame)) => {
                    return Frame::Closed(
                        frame.map(|frame| (frame.code.into(), frame.reason.to_string())),
                    );
                }
                Ok(_) => {}
                Err(tungstenite::Error::ConnectionClosed | tungstenite::Error::AlreadyClosed) => {
                    return Frame::Closed(None);
                }
                Err(error) => panic!("the tunnel broke: {error}"),
            }
        }
    }

    /// Reads bytes until they end with `end`.
    pub fn read_until(&mut self, end: &str) -> String {
        let mut bytes = Vec::new();
        while !bytes.ends_with(end.as_bytes()) {
            match self.receive() {
                Frame::Bytes(more) => bytes.extend(more),
                other => panic!(
                    "{other:?} instead of {end:?} after {:?}",
                    String::from_utf8_lossy(&bytes)
                ),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}
