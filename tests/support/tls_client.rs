//! A client that speaks SMTP without a page: in clear, and under TLS with whoever is there.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    ClientConfig, ClientConnection, DigitallySignedStruct, Error, SignatureScheme, StreamOwned,
};

use crate::wait::PATIENCE;

/// A client in a session.
pub struct Client<S> {
    stream: S,
}

/// A client under TLS.
pub type SecureClient = Client<StreamOwned<ClientConnection, TcpStream>>;

impl Client<TcpStream> {
    /// Connects to a port of 127.0.0.1 and gives the greeting too.
    pub fn connect(port: u16) -> (Self, String) {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("the server listens");
        stream
            .set_read_timeout(Some(PATIENCE))
            .expect("a limit can be set");
        stream.set_nodelay(true).expect("a socket takes options");
        let mut client = Self { stream };
        let greeting = client.reply();
        (client, greeting)
    }

    /// Says STARTTLS and does the handshake.
    pub fn start_tls(mut self) -> SecureClient {
        let reply = self.ask("STARTTLS");
        assert!(reply.starts_with("220 "), "{reply}");
        Client {
            stream: secured(self.stream, "localhost"),
        }
    }
}

/// Does the handshake with a server that goes by `name`, whoever it is.
pub fn secured(stream: TcpStream, name: &'static str) -> StreamOwned<ClientConnection, TcpStream> {
    let provider = Arc::new(ring::default_provider());
    let config = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .expect("ring has every version")
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Anybody(provider)))
        .with_no_client_auth();
    let name = ServerName::try_from(name).expect("a name");
    let connection = ClientConnection::new(Arc::new(config), name).expect("a client can be made");
    let mut stream = StreamOwned::new(connection, stream);
    while stream.conn.is_handshaking() {
        stream
            .conn
            .complete_io(&mut stream.sock)
            .expect("the handshake succeeds");
    }
    stream
}

impl<S: Read + Write> Client<S> {
    /// Says a line and gives the whole reply.
    pub fn ask(&mut self, line: &str) -> String {
        write!(self.stream, "{line}\r\n").expect("the server reads");
        self.stream.flush().expect("the server reads");
        self.reply()
    }

    /// Says a line and demands a code.
    pub fn exchange(&mut self, line: &str, code: &str) -> String {
        let reply = self.ask(line);
        assert!(reply.starts_with(code), "{line:?}: {reply:?}");
        reply
    }

    fn reply(&mut self) -> String {
        let mut reply = Vec::new();
        let mut start = 0;
        loop {
            let mut octet = [0];
            self.stream
                .read_exact(&mut octet)
                .unwrap_or_else(|error| panic!("no whole reply but {reply:?}: {error}"));
            reply.push(octet[0]);
            if octet[0] == b'\n' {
                if reply.get(start + 3) != Some(&b'-') {
                    return String::from_utf8_lossy(&reply).into_owned();
                }
                start = reply.len();
            }
        }
    }
}

/// Takes every certificate: the test looks at the server, not at who it is.
#[derive(Debug)]
struct Anybody(Arc<CryptoProvider>);

impl ServerCertVerifier for Anybody {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.0.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
