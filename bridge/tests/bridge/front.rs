//! In front of the bridge: TLS of its own, and reverse proxies.

use std::sync::Arc;

use ehlo_bridge::serve::Running;
use ehlo_bridge::settings::{Settings, TlsFiles};
use ehlo_protocol::tunnel::Refusal;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;

use crate::support::{Page, bridge, request, server};

/// What the bridge says to a request without more headers than these.
async fn exchange(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    path: &str,
    host: &str,
) -> String {
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A bridge that holds TLS itself, and who connects to it.
struct Secure {
    running: Running,
    connector: TlsConnector,
    _files: TempDir,
}

impl Secure {
    async fn new(changes: &[(&str, u64)]) -> Self {
        let folder = TempDir::new().unwrap();
        let files = TlsFiles {
            certificate: folder.path().join("certificate.pem"),
            key: folder.path().join("key.pem"),
        };
        let CertifiedKey { cert, signing_key } =
            generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        std::fs::write(&files.certificate, pem("CERTIFICATE", cert.der())).unwrap();
        std::fs::write(&files.key, pem("PRIVATE KEY", &signing_key.serialize_der())).unwrap();
        let mut settings = Settings {
            tls: Some(files),
            ..Settings::local()
        };
        for (limit, value) in changes {
            settings.limits.set(limit, *value).unwrap();
        }
        let mut roots = RootCertStore::empty();
        roots.add(cert.der().clone()).unwrap();
        let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Self {
            running: bridge(settings).await,
            connector: TlsConnector::from(Arc::new(config)),
            _files: folder,
        }
    }

    async fn connect(&self) -> TlsStream<TcpStream> {
        let stream = TcpStream::connect(self.running.address).await.unwrap();
        let name = ServerName::try_from("localhost").unwrap();
        self.connector.connect(name, stream).await.unwrap()
    }
}

#[tokio::test]
async fn page_and_tunnel_are_served_under_tls() {
    let secure = Secure::new(&[("tls-time", 1)]).await;
    let running = &secure.running;
    assert!(running.url().starts_with("https://127.0.0.1:"));
    let host = format!("localhost:{}", running.address.port());
    let answer = exchange(&mut secure.connect().await, "/limits", &host).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(
        answer.contains(&format!("connect-src 'self' wss://{host};")),
        "{answer}"
    );
    // The page's own origin is now https, and no other.
    for (scheme, gets_in) in [("https", true), ("http", false)] {
        let mut request = request(running.address);
        let origin = format!("{scheme}://{}", running.address);
        request
            .headers_mut()
            .insert("Origin", origin.parse().unwrap());
        let end = client_async(request, secure.connect().await).await;
        assert_eq!(end.is_ok(), gets_in, "{scheme}");
    }
    // Who begins no handshake loses the place.
    let mut silent = TcpStream::connect(running.address).await.unwrap();
    assert_eq!(silent.read(&mut [0; 1]).await.unwrap_or(0), 0);
    secure.running.stop().await;
}

#[tokio::test]
async fn tls_ends_with_a_word_whatever_the_last_answer_was() {
    let secure = Secure::new(&[("request-time", 1), ("http-time", 2)]).await;
    let host = format!("localhost:{}", secure.running.address.port());
    for (request, answer) in [
        (
            format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
            "HTTP/1.1 200",
        ),
        // After the time of a request, and of a connection.
        (
            format!("GET /healthz HTTP/1.1\r\nHost: {host}\r\n\r\n"),
            "HTTP/1.1 200",
        ),
        ("GET /healthz HTTP/1.0\r\n\r\n".to_owned(), "HTTP/1.0 200"),
        ("nonsense\r\n\r\n".to_owned(), "HTTP/1.1 400"),
        // An upgrade that is refused ends no differently.
        (
            format!(
                "GET /tunnel HTTP/1.1\r\nHost: {host}\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n"
            ),
            "HTTP/1.1 403",
        ),
    ] {
        let mut stream = secure.connect().await;
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut said = Vec::new();
        // Without `close_notify` this is an error.
        let end = stream.read_to_end(&mut said).await;
        let said = String::from_utf8_lossy(&said);
        assert!(said.starts_with(answer), "{request}: {said}");
        assert!(end.is_ok(), "{request}: {end:?}");
    }
    secure.running.stop().await;
}

fn pem(label: &str, der: &[u8]) -> String {
    use base64::{Engine, engine::general_purpose::STANDARD};
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        STANDARD.encode(der)
    )
}

/// A page that comes through a proxy that says who is behind it.
async fn page_of(running: &Running, forwarded: &str) -> Page {
    let mut request = request(running.address);
    let headers = request.headers_mut();
    headers.insert("X-Forwarded-For", forwarded.parse().unwrap());
    let stream = TcpStream::connect(running.address).await.unwrap();
    let (socket, _) = client_async(request, stream).await.unwrap();
    Page::of(socket, running.token.reveal())
}

#[tokio::test]
async fn only_a_named_proxy_says_who_the_client_is() {
    let server = server(async |_stream: TcpStream| std::future::pending().await).await;
    for trusted in [true, false] {
        let mut settings = crate::support::opening(&[server]);
        settings.limits.set("sessions-per-address", 1).unwrap();
        if trusted {
            settings.trusted_proxies = vec!["127.0.0.1/32".parse().unwrap()];
        }
        let running = bridge(settings).await;
        let first = page_of(&running, "198.51.100.1").await;
        let _first = first.ping_once().await;
        let other = page_of(&running, "198.51.100.2").await;
        if trusted {
            let _other = other.ping_once().await;
            let again = page_of(&running, "203.0.113.9, 198.51.100.2").await;
            again.refused(Refusal::TooManySessions).await;
        } else {
            other.refused(Refusal::TooManySessions).await;
        }
        running.stop().await;
    }
}

#[tokio::test]
async fn a_proxy_begins_with_its_own_line_where_it_is_expected() {
    let settings = Settings {
        trusted_proxies: vec!["127.0.0.0/8".parse().unwrap()],
        proxy_protocol: true,
        ..Settings::local()
    };
    let running = bridge(settings).await;
    let host = running.address.to_string();
    for (header, answered) in [
        ("PROXY TCP4 198.51.100.1 127.0.0.1 1 2\r\n", true),
        ("PROXY UNKNOWN\r\n", true),
        ("", false),
        ("PROXY TCP4 nonsense\r\n", false),
    ] {
        let mut stream = TcpStream::connect(running.address).await.unwrap();
        stream.write_all(header.as_bytes()).await.unwrap();
        let answer = exchange(&mut stream, "/limits", &host).await;
        assert_eq!(
            answer.starts_with("HTTP/1.1 200"),
            answered,
            "{header:?}: {answer}"
        );
    }
    running.stop().await;
}
