//! A bridge on free ports, a page that talks to it, and servers that do as a test says.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ehlo_bridge::clock::Clock;
use ehlo_bridge::network::{Exchange, Later, Network};
use ehlo_bridge::policy::Policy;
use ehlo_bridge::policy::origin::OwnNames;
use ehlo_bridge::profile::Profile;
use ehlo_bridge::serve::{Running, start};
use ehlo_bridge::settings::Settings;
use ehlo_bridge::token::Token;
use ehlo_protocol::tunnel::{FromBridge, FromPage, PATH, Refusal, SUBPROTOCOL};
use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, duplex};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Child;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{WebSocketStream, client_async};

/// A network by script: names lead where the test says, every dial is counted.
#[derive(Default)]
pub(crate) struct Script {
    /// What the resolver answers, the last for ever; nothing is "no such name".
    pub(crate) answers: Mutex<Vec<Vec<IpAddr>>>,
    /// What takes the mail of every domain.
    pub(crate) exchanges: Mutex<Vec<Exchange>>,
    /// Questions asked.
    pub(crate) asked: AtomicUsize,
    /// Where each dial went.
    pub(crate) dialled: Mutex<Vec<SocketAddr>>,
    /// Where every dial really goes, if anywhere.
    pub(crate) detour: Option<SocketAddr>,
    /// Dials that never end, by address.
    pub(crate) black_holes: Vec<IpAddr>,
    /// Addresses on which nothing listens.
    pub(crate) closed: Vec<IpAddr>,
    /// The resolver never answers.
    pub(crate) mute: bool,
}

impl Network for Script {
    fn resolve<'a>(&'a self, _name: &'a str) -> Later<'a, io::Result<Vec<IpAddr>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let mut answers = self.answers.lock().unwrap();
        let answer = if answers.len() > 1 {
            Some(answers.remove(0))
        } else {
            answers.first().cloned()
        };
        let mute = self.mute;
        Box::pin(async move {
            if mute {
                std::future::pending::<()>().await;
            }
            answer.ok_or_else(|| io::Error::other("no such name"))
        })
    }

    fn exchanges<'a>(&'a self, _domain: &'a str) -> Later<'a, io::Result<Vec<Exchange>>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        let answer = self.exchanges.lock().unwrap().clone();
        Box::pin(std::future::ready(Ok(answer)))
    }

    fn connect(&self, address: SocketAddr) -> Later<'_, io::Result<TcpStream>> {
        self.dialled.lock().unwrap().push(address);
        Box::pin(async move {
            if self.black_holes.contains(&address.ip()) {
                std::future::pending::<()>().await;
            }
            if self.closed.contains(&address.ip()) {
                return Err(io::ErrorKind::ConnectionRefused.into());
            }
            TcpStream::connect(self.detour.unwrap_or(address)).await
        })
    }
}

/// A server on loopback that treats each connection as `talk` says.
pub(crate) async fn server<F, T>(talk: F) -> SocketAddr
where
    F: Fn(TcpStream) -> T + Send + Sync + 'static,
    T: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(talk(stream));
        }
    });
    address
}

/// The address and the token in the first line that a program says. What it says after that is read and forgotten, so
/// that it never waits for its reader.
pub(crate) async fn announced(program: &mut Child) -> (SocketAddr, String) {
    let mut lines = BufReader::new(program.stdout.take().unwrap()).lines();
    let first = lines.next_line().await.unwrap().unwrap();
    let (address, token) = first.split_once("/#token=").unwrap();
    let address = address.strip_prefix("http://").unwrap().parse().unwrap();
    let token = token.to_owned();
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    (address, token)
}

/// A port on which nothing listens.
pub(crate) async fn closed_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
}

/// A policy of a profile that opens nothing by name.
pub(crate) fn policy_of(profile: Profile) -> Policy {
    Policy {
        profile,
        targets: Vec::new(),
        private: false,
        nat64: false,
        denied: Vec::new(),
        own_addresses: Vec::new(),
        names: OwnNames::default(),
        token: Token::generate().unwrap(),
        grants: Vec::new(),
        sandbox: None,
    }
}

/// Settings that open the given servers by name.
pub(crate) fn opening(targets: &[SocketAddr]) -> Settings {
    let mut settings = Settings::local();
    settings.targets = targets
        .iter()
        .map(|address| address.to_string().parse().unwrap())
        .collect();
    // Many tests leave before the closing handshake.
    settings.limits.set("close-time", 1).unwrap();
    settings
}

/// A bridge with these settings and the network of the system.
pub(crate) async fn bridge(settings: Settings) -> Running {
    start(
        settings,
        Arc::new(ehlo_bridge::network::SystemNetwork::new(None)),
        Clock::default(),
    )
    .await
    .unwrap()
}

/// Base64 as text.
pub(crate) fn decode(base64: &str) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    String::from_utf8(STANDARD.decode(base64).unwrap()).unwrap()
}

/// Lines that no command is, `length` octets in all.
pub(crate) fn lines(length: usize) -> Vec<u8> {
    let mut all = Vec::new();
    while all.len() < length {
        let line = (length - all.len()).min(1000);
        all.resize(all.len() + line - 2, b'x');
        all.extend(b"\r\n");
    }
    all
}

/// TLS records, a handshake and then application data, `length` octets in all.
pub(crate) fn records(length: usize) -> Vec<u8> {
    let mut all = Vec::new();
    while all.len() < length {
        let body = (length - all.len() - 5).min(997);
        all.extend([if all.is_empty() { 22 } else { 23 }, 3, 3]);
        all.extend(u16::try_from(body).unwrap().to_be_bytes());
        all.extend((0..body).map(|number| (number % 251) as u8));
    }
    all
}

/// The request with which the bridge's own page asks for a tunnel.
pub(crate) fn request(address: SocketAddr) -> Request {
    let mut request = format!("ws://{address}{PATH}")
        .into_client_request()
        .unwrap();
    let headers = request.headers_mut();
    headers.insert("Origin", format!("http://{address}").parse().unwrap());
    headers.insert("Sec-WebSocket-Protocol", SUBPROTOCOL.parse().unwrap());
    request
}

/// A page, as far as the bridge can see one.
pub(crate) struct Page {
    pub(crate) socket: WebSocketStream<TcpStream>,
    token: String,
}

impl Page {
    /// A page with a tunnel that has not said where it leads.
    pub(crate) async fn new(running: &Running) -> Self {
        Self::at(running.address, running.token.reveal()).await
    }

    /// The same with the bridge at `address`.
    pub(crate) async fn at(address: SocketAddr, token: &str) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        let (socket, _) = client_async(request(address), stream).await.unwrap();
        let token = token.to_owned();
        Self { socket, token }
    }

    /// A page over a WebSocket that stands already.
    pub(crate) fn of(socket: WebSocketStream<TcpStream>, token: &str) -> Self {
        let token = token.to_owned();
        Self { socket, token }
    }

    /// The bridge has given this page a place.
    pub(crate) async fn ping_once(mut self) -> Self {
        self.ping().await;
        self
    }

    /// A page with an open tunnel to `server`.
    pub(crate) async fn open(running: &Running, server: SocketAddr) -> Self {
        let mut page = Self::new(running).await;
        page.ask(&server.ip().to_string(), server.port()).await;
        match page.hear().await {
            FromBridge::Opened { address, .. } => assert_eq!(address, server.to_string()),
            other => panic!("not opened: {other:?}"),
        }
        page
    }

    pub(crate) async fn ask(&mut self, host: &str, port: u16) {
        let open = FromPage::Open {
            host: host.to_owned(),
            port,
            token: Some(self.token.clone()),
        };
        self.say(&serde_json::to_string(&open).unwrap()).await;
    }

    pub(crate) async fn say(&mut self, text: &str) {
        self.socket.send(Message::text(text)).await.unwrap();
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) {
        self.socket
            .send(Message::binary(bytes.to_vec()))
            .await
            .unwrap();
    }

    /// The next control frame.
    pub(crate) async fn hear(&mut self) -> FromBridge {
        match self.socket.next().await {
            Some(Ok(Message::Text(text))) => serde_json::from_str(&text).unwrap(),
            other => panic!("no control frame: {other:?}"),
        }
    }

    /// Bytes of the server, until `count` have come.
    pub(crate) async fn read(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        while bytes.len() < count {
            match self.socket.next().await {
                Some(Ok(Message::Binary(more))) => bytes.extend_from_slice(&more),
                other => panic!("no bytes after {bytes:?}: {other:?}"),
            }
        }
        bytes
    }

    /// The bytes of the tunnel as a stream, until one side ends.
    pub(crate) fn into_stream(self) -> DuplexStream {
        let (near, mut far) = duplex(64 * 1024);
        let mut socket = self.socket;
        tokio::spawn(async move {
            let mut buffer = vec![0; 16 * 1024];
            loop {
                tokio::select! {
                    item = socket.next() => match item {
                        Some(Ok(Message::Binary(bytes))) => far.write_all(&bytes).await.unwrap(),
                        Some(Ok(Message::Text(_))) => {}
                        _ => break,
                    },
                    read = far.read(&mut buffer) => match read {
                        Ok(count) if count > 0 => {
                            let bytes = buffer[..count].to_vec();
                            if socket.send(Message::binary(bytes)).await.is_err() {
                                break;
                            }
                        }
                        _ => break,
                    },
                }
            }
        });
        near
    }

    /// The bridge has seen everything that was sent before this.
    pub(crate) async fn ping(&mut self) {
        self.socket
            .send(Message::Ping(b"there"[..].into()))
            .await
            .unwrap();
        match self.socket.next().await {
            Some(Ok(Message::Pong(_))) => {}
            other => panic!("no pong: {other:?}"),
        }
    }

    /// The session is refused with this code, and closed.
    pub(crate) async fn refused(self, wanted: Refusal) {
        let code = match wanted {
            Refusal::ShuttingDown => CloseCode::Away,
            Refusal::BadRequest => CloseCode::Protocol,
            _ => CloseCode::Policy,
        };
        self.refused_by(wanted, code).await;
    }

    /// The same, and closed with that code.
    pub(crate) async fn refused_by(mut self, wanted: Refusal, code: CloseCode) {
        match self.hear().await {
            FromBridge::Refused { code, message } => {
                assert_eq!(code, wanted);
                assert!(message.len() > 20 && !message.contains('«'), "{message}");
            }
            other => panic!("not refused: {other:?}"),
        }
        self.closed(code).await;
    }

    /// The WebSocket is closed with this code, and then the connection.
    pub(crate) async fn closed(mut self, code: CloseCode) {
        match self.socket.next().await {
            Some(Ok(Message::Close(Some(frame)))) => assert_eq!(frame.code, code),
            other => panic!("not closed: {other:?}"),
        }
        // A page that says more after that leaves unread bytes, and the system then resets the connection.
        assert!(self.socket.next().await.is_none_or(|item| item.is_err()));
    }
}
