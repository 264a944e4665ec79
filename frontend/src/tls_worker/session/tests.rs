//! Handshakes with real servers of rustls, in memory, with certificates of every kind.

mod failing;
mod judging;

use std::sync::Arc;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, TrustAnchor};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls::version::{TLS12, TLS13};
use rustls::{ServerConfig, ServerConnection, SupportedProtocolVersion};

use super::*;
use ehlo_frontend::tls::verdict::Fault;

/// 2026-11-25, in milliseconds since 1970.
const NOW_MS: u64 = 1_795_600_000_000;

const HOST: &str = "mx.example.com";

/// Who vouches.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: Certificate,
}

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self {
            issuer: Issuer::new(params, key),
            certificate,
        }
    }

    fn anchor(&self) -> TrustAnchor<'static> {
        webpki::anchor_from_trusted_cert(self.certificate.der())
            .unwrap()
            .to_owned()
    }
}

/// A server's certificate and key.
struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: KeyPair,
}

impl Identity {
    fn of(params: &CertificateParams, authority: Option<&Authority>) -> Self {
        let key = KeyPair::generate().unwrap();
        let certificate = match authority {
            Some(authority) => params.signed_by(&key, &authority.issuer),
            None => params.self_signed(&key),
        };
        let chain = vec![certificate.unwrap().der().clone()];
        Self { chain, key }
    }
}

fn params(names: &[&str]) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).unwrap();
    params
        .distinguished_name
        .push(DnType::CommonName, "the server");
    params.not_before = date_time_ymd(2026, 11, 1);
    params.not_after = date_time_ymd(2027, 1, 30);
    params
}

/// Shows its certificate, whether the key fits or not.
#[derive(Debug)]
struct Always(Arc<CertifiedKey>);

impl ResolvesServerCert for Always {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0))
    }
}

fn server(
    chain: Vec<CertificateDer<'static>>,
    key: &KeyPair,
    versions: &[&'static SupportedProtocolVersion],
) -> ServerConnection {
    let provider = default_provider();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let key = provider.key_provider.load_private_key(key).unwrap();
    let shown = Always(Arc::new(CertifiedKey::new(chain, key)));
    let config = ServerConfig::builder_with_provider(Arc::new(provider))
        .with_protocol_versions(versions)
        .unwrap()
        .with_no_client_auth()
        .with_cert_resolver(Arc::new(shown));
    ServerConnection::new(Arc::new(config)).unwrap()
}

/// A session and its server, with what happened so far.
struct Talk {
    session: Session,
    server: ServerConnection,
    /// How many octets come at once.
    step: usize,
    events: Vec<Event>,
}

impl Talk {
    fn begin(settings: Settings, server: ServerConnection) -> Self {
        Self {
            session: Session::start(settings).unwrap(),
            server,
            step: usize::MAX,
            events: Vec::new(),
        }
    }

    /// Lets both sides talk until neither has anything to say.
    fn run(mut self) -> Self {
        self.go_on();
        self
    }

    fn go_on(&mut self) {
        loop {
            let mut moved = false;
            while let Some(event) = self.session.poll() {
                if let Event::Wire(octets) = &event {
                    let mut octets = &octets[..];
                    while !octets.is_empty() {
                        self.server.read_tls(&mut octets).unwrap();
                        // What a server thinks of an alert is its own business.
                        let _ = self.server.process_new_packets();
                    }
                    moved = true;
                } else {
                    self.events.push(event);
                }
            }
            let mut answer = Vec::new();
            while self.server.wants_write() {
                self.server.write_tls(&mut answer).unwrap();
            }
            for part in answer.chunks(self.step.min(answer.len().max(1))) {
                self.session.receive(part, NOW_MS + 12);
                moved = true;
            }
            if !moved {
                return;
            }
        }
    }

    fn server_says(&mut self, words: &[u8]) {
        use std::io::Write;
        self.server.writer().write_all(words).unwrap();
        self.go_on();
    }

    fn heard_by_server(&mut self) -> Vec<u8> {
        use std::io::Read;
        let mut heard = vec![0; 1000];
        let count = self.server.reader().read(&mut heard).unwrap_or(0);
        heard.truncate(count);
        heard
    }

    fn heard(&self) -> Vec<u8> {
        let heard = self.events.iter().filter_map(|event| match event {
            Event::Heard(octets) => Some(octets.as_slice()),
            _ => None,
        });
        heard.collect::<Vec<_>>().concat()
    }

    fn report(&self) -> &Report {
        let report = self.events.iter().find_map(|event| match event {
            Event::Established(report) | Event::Failed(_, Some(report)) => Some(report),
            _ => None,
        });
        report.unwrap_or_else(|| panic!("no report: {:?}", self.events))
    }

    fn failure(&self) -> &Failure {
        match self.events.last() {
            Some(Event::Failed(failure, _)) => failure,
            other => panic!("no failure: {other:?}"),
        }
    }
}

fn settings(anchors: Vec<TrustAnchor<'static>>) -> Settings {
    Settings {
        host: HOST.to_owned(),
        pin: String::new(),
        anchors,
        now_ms: NOW_MS,
    }
}

/// A handshake with a server that shows what `params` say, vouched for by somebody who is trusted.
fn talk(params: &CertificateParams) -> Talk {
    let authority = Authority::new("a root");
    let identity = Identity::of(params, Some(&authority));
    let server = server(identity.chain, &identity.key, &[&TLS13]);
    Talk::begin(settings(vec![authority.anchor()]), server).run()
}

fn verdicts(talk: &Talk) -> Vec<(Fault, &str)> {
    let verdicts = &talk.report().verdicts;
    verdicts
        .iter()
        .map(|verdict| (verdict.fault, verdict.detail.as_str()))
        .collect()
}

#[test]
fn a_good_certificate_opens_the_session_in_both_versions() {
    for (version, name, suite) in [
        (&TLS13, "TLS 1.3", "TLS_AES_256_GCM_SHA384"),
        (&TLS12, "TLS 1.2", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    ] {
        for step in [1, 7, usize::MAX] {
            let authority = Authority::new("a root");
            let identity = Identity::of(&params(&[HOST]), Some(&authority));
            let mut talk = Talk {
                step,
                ..Talk::begin(
                    settings(vec![authority.anchor()]),
                    server(identity.chain, &identity.key, &[version]),
                )
            };
            talk.go_on();
            let report = talk.report();
            assert_eq!(report.verdicts, [], "{name}");
            assert_eq!(
                (&*report.version, &*report.suite, &*report.group),
                (name, suite, "X25519")
            );
            assert_eq!((&*report.name_sent, report.handshake_ms), (HOST, 12));
            assert!(!report.pinned);
            talk.server_says(b"220 mx.example.com\r\n");
            assert_eq!(talk.heard(), b"220 mx.example.com\r\n");
            talk.session.say(b"EHLO client.example.org\r\n");
            talk.go_on();
            assert_eq!(talk.heard_by_server(), b"EHLO client.example.org\r\n");
            talk.server.send_close_notify();
            talk.go_on();
            assert_eq!(talk.events.last(), Some(&Event::Closed));
        }
    }
}

#[test]
fn who_leaves_says_so_once_and_is_over() {
    for good in [true, false] {
        let mut talk = talk(&params(&[if good { HOST } else { "mail.example.org" }]));
        talk.session.leave();
        talk.session.leave();
        talk.session.say(b"QUIT\r\n");
        talk.go_on();
        assert!(talk.server.process_new_packets().unwrap().peer_has_closed());
        assert_eq!(talk.heard_by_server(), b"");
    }
    let server = server(Vec::new(), &KeyPair::generate().unwrap(), &[&TLS13]);
    let mut early = Talk::begin(settings(Vec::new()), server);
    while early.session.poll().is_some() {}
    early.session.leave();
    assert_eq!(early.session.poll(), None, "no alert in clear");
}

#[test]
fn nothing_passes_in_either_direction_before_the_user_has_decided() {
    let mut talk = talk(&params(&["mail.example.org"]));
    talk.session.say(b"AUTH PLAIN AGFubgBzZWNyZXQ=\r\n");
    talk.server_says(b"220 hello\r\n");
    assert_eq!(talk.heard(), b"");
    assert_eq!(talk.heard_by_server(), b"");
    talk.session.go_on();
    talk.go_on();
    assert_eq!(talk.heard(), b"220 hello\r\n", "what waited is heard now");
    talk.server_says(b"250 ok\r\n");
    talk.session.say(b"QUIT\r\n");
    talk.go_on();
    assert_eq!(talk.heard(), b"220 hello\r\n250 ok\r\n");
    assert_eq!(
        talk.heard_by_server(),
        b"QUIT\r\n",
        "what was said too early is gone"
    );
}

#[test]
fn a_server_that_talks_without_end_before_the_decision_is_cut_off() {
    let mut talk = talk(&params(&["mail.example.org"]));
    for _ in 0..=MAX_HELD / 8192 {
        talk.server_says(&[b'x'; 8192]);
    }
    assert_eq!(talk.failure().cause, Cause::TooMuch);
}
