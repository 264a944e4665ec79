//! An SMTP server with TLS that does it right, or wrong in one way.
//!
//! What it says is the protocol's own strict server. Here is what happens around the handshake.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ehlo_protocol::server::{AcceptedMail, Behaviour, Output, Server, Settings};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::certificate::Certificate;
use crate::port;

/// What the server does where TLS begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// What it should.
    Right,
    /// Offers STARTTLS and says 454 to it.
    RefusesStartTls,
    /// Offers STARTTLS to the first who comes and to nobody after.
    OffersOnce,
    /// Says this in clear behind the 220, in the same segment.
    Injects(Vec<u8>),
    /// Reads the first words of the handshake and closes.
    Cuts,
    /// Reads and says nothing.
    Stalls,
    /// Speaks on in clear.
    Babbles,
    /// Says by an alert that it knows no version of the client's.
    RefusesVersion,
    /// Answers as if TLS 1.0 had been asked for.
    AnswersInTls10,
    /// Does the handshake and is a web server.
    IsAWebServer,
    /// Does the handshake, greets or answers, and is gone without a word of goodbye.
    GoesWithoutGoodbye,
}

/// A server for as long as the test runs.
pub struct TlsServer {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
}

/// What became of it.
#[derive(Default)]
struct Kept {
    clear: Vec<u8>,
    secret: Vec<u8>,
    mails: Vec<AcceptedMail>,
    goodbyes: usize,
}

/// What it says where a web server would.
pub const WEB_ANSWER: &[u8] = b"HTTP/1.1 400 Bad Request\r\nServer: web\r\n\r\n";

/// How long a connection is held open for a peer that does nothing.
const HELD: Duration = Duration::from_secs(120);

/// Submission over TLS has this port, and the bridge knows it by that.
const IMPLICIT_TLS_PORT: u16 = 465;

impl TlsServer {
    /// Starts one that offers STARTTLS, on a free port of 127.0.0.1.
    pub fn start(certificate: &Certificate, deed: Deed) -> Self {
        let (listener, _) = port::listen();
        Self::run(listener, certificate, deed, false)
    }

    /// Starts one that speaks TLS first, on port 465 of an address of loopback that nobody else uses.
    pub fn start_implicit(certificate: &Certificate, deed: Deed) -> Self {
        let listener = (2..=254)
            .find_map(|host| {
                TcpListener::bind((Ipv4Addr::new(127, 46, 5, host), IMPLICIT_TLS_PORT)).ok()
            })
            .expect("port 465 is free on an address of loopback, and we may have it: run the tests as root");
        Self::run(listener, certificate, deed, true)
    }

    fn run(listener: TcpListener, certificate: &Certificate, deed: Deed, implicit: bool) -> Self {
        let address = listener
            .local_addr()
            .expect("a bound listener has an address");
        let kept = Arc::<Mutex<Kept>>::default();
        let server = Self {
            address,
            kept: Arc::clone(&kept),
        };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring has every version")
            .with_no_client_auth()
            .with_single_cert(certificate.chain(), certificate.key())
            .expect("the key is of the certificate");
        let config = Arc::new(config);
        thread::spawn(move || {
            for number in 0_u32.. {
                let Ok((stream, _)) = listener.accept() else {
                    break;
                };
                let mut behaviour = behaviour(&deed);
                if deed == Deed::OffersOnce && number > 0 {
                    let offered = &mut behaviour.settings.capabilities;
                    offered.retain(|capability| capability != "STARTTLS");
                }
                let mut talk = Talk {
                    server: Server::with_behaviour(behaviour),
                    config: Arc::clone(&config),
                    deed: deed.clone(),
                    kept: Arc::clone(&kept),
                };
                // An error is the peer's going away, which is no concern of a server that misbehaves.
                thread::spawn(move || {
                    let _ = talk.run(stream, implicit);
                });
            }
        });
        server
    }

    /// The address of its host.
    pub fn host(&self) -> String {
        self.address.ip().to_string()
    }

    /// The port.
    pub const fn port(&self) -> u16 {
        self.address.port()
    }

    /// The target as `--allow-target` wants it.
    pub fn target(&self) -> String {
        self.address.to_string()
    }

    /// Everything that was said to it in clear, over all connections.
    pub fn heard_in_clear(&self) -> Vec<u8> {
        self.kept.lock().expect("no writer panics").clear.clone()
    }

    /// Everything that was said to it under TLS.
    pub fn heard_under_tls(&self) -> Vec<u8> {
        self.kept.lock().expect("no writer panics").secret.clone()
    }

    /// How many clients ended TLS in order before they were gone.
    pub fn goodbyes(&self) -> usize {
        self.kept.lock().expect("no writer panics").goodbyes
    }

    /// The mails that it took.
    pub fn mails(&self) -> Vec<AcceptedMail> {
        self.kept.lock().expect("no writer panics").mails.clone()
    }
}

/// Everything on, for the users that everybody knows.
fn behaviour(deed: &Deed) -> Behaviour {
    let faults = match deed {
        Deed::RefusesStartTls => "at starttls\n  reply 454 4.7.0 No TLS at the moment\n",
        _ => "",
    };
    Behaviour {
        settings: Settings {
            host: "tls.example".to_owned(),
            ..Settings::playground()
        },
        faults: Behaviour::read(faults).0.faults,
    }
}

/// One connection.
struct Talk {
    server: Server,
    config: Arc<ServerConfig>,
    deed: Deed,
    kept: Arc<Mutex<Kept>>,
}

impl Talk {
    fn run(&mut self, mut stream: TcpStream, implicit: bool) -> std::io::Result<()> {
        stream.set_read_timeout(Some(HELD))?;
        stream.set_nodelay(true)?;
        self.server.connected();
        if implicit || self.converse(&mut stream, |kept| &mut kept.clear)? {
            return self.begin_tls(stream);
        }
        Ok(())
    }

    /// Talks until the end, or until TLS begins: then gives `true`.
    fn converse(
        &mut self,
        stream: &mut (impl Read + Write),
        kept: fn(&mut Kept) -> &mut Vec<u8>,
    ) -> std::io::Result<bool> {
        let mut buffer = [0; 16 * 1024];
        loop {
            let mut said = Vec::new();
            let mut next = None;
            while let Some(output) = self.server.poll() {
                match output {
                    Output::Send(bytes) => said.extend(bytes),
                    Output::Accepted(mail) => {
                        let mut kept = self.kept.lock().expect("no writer panics");
                        kept.mails.push(mail);
                    }
                    Output::StartTls => next = Some(true),
                    Output::Close => next = Some(false),
                    Output::Wait(_) => {}
                }
            }
            if let (Some(true), Deed::Injects(bytes)) = (next, &self.deed) {
                said.extend(bytes);
            }
            stream.write_all(&said)?;
            stream.flush()?;
            if let Some(tls) = next {
                return Ok(tls);
            }
            let count = stream.read(&mut buffer)?;
            if count == 0 {
                return Ok(false);
            }
            let heard = &buffer[..count];
            kept(&mut self.kept.lock().expect("no writer panics")).extend_from_slice(heard);
            self.server.receive(heard, 1_795_000_000_000);
        }
    }

    fn begin_tls(&mut self, mut stream: TcpStream) -> std::io::Result<()> {
        let answer = match self.deed {
            Deed::Cuts => {
                stream.read_exact(&mut [0])?;
                return Ok(());
            }
            Deed::Stalls => b"".to_vec(),
            Deed::Babbles => b"250 what did you say?\r\n".to_vec(),
            Deed::RefusesVersion => PROTOCOL_VERSION_ALERT.to_vec(),
            Deed::AnswersInTls10 => server_hello_of_tls10(),
            _ => return self.go_on_under_tls(stream),
        };
        stream.peek(&mut [0])?;
        stream.write_all(&answer)?;
        let mut heard = Vec::new();
        stream.read_to_end(&mut heard)?;
        Ok(())
    }

    fn go_on_under_tls(&mut self, stream: TcpStream) -> std::io::Result<()> {
        let connection =
            ServerConnection::new(Arc::clone(&self.config)).map_err(std::io::Error::other)?;
        let mut stream = StreamOwned::new(connection, stream);
        while stream.conn.is_handshaking() {
            stream.conn.complete_io(&mut stream.sock)?;
        }
        match self.deed {
            Deed::IsAWebServer => {
                stream.write_all(WEB_ANSWER)?;
                stream.flush()?;
                let mut heard = Vec::new();
                let ended = stream.read_to_end(&mut heard);
                self.kept
                    .lock()
                    .expect("no writer panics")
                    .secret
                    .extend(heard);
                ended?;
            }
            Deed::GoesWithoutGoodbye => {
                // Hears one line and is gone: no alert, only the end of the connection.
                let _ = stream.read(&mut [0; 512])?;
            }
            _ => {
                self.server.tls_established();
                self.converse(&mut stream, |kept| &mut kept.secret)?;
                // Without a `close_notify` the end of the connection is an error of reading.
                let state = stream.conn.process_new_packets();
                if state.is_ok_and(|state| state.peer_has_closed()) {
                    self.kept.lock().expect("no writer panics").goodbyes += 1;
                }
                stream.conn.send_close_notify();
                stream.flush()?;
            }
        }
        Ok(())
    }
}

/// A fatal alert in a record: 70 is `protocol_version` (RFC 8446 §6.2).
const PROTOCOL_VERSION_ALERT: &[u8] = &[21, 3, 1, 0, 2, 2, 70];

/// A ServerHello as a server sends it that stopped at TLS 1.0 (RFC 2246 §7.4.1.3).
fn server_hello_of_tls10() -> Vec<u8> {
    let mut hello = vec![3, 1];
    hello.extend([7; 32]);
    // No session, TLS_RSA_WITH_AES_128_CBC_SHA, no compression.
    hello.extend([0, 0, 0x2f, 0]);
    let length = u8::try_from(hello.len()).expect("it is short");
    let mut record = vec![22, 3, 1, 0, length + 4, 2, 0, 0, length];
    record.extend(hello);
    record
}
