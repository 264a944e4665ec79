//! A TLS session without its socket: octets of the wire in, octets for the wire out, and what happens as events.
//!
//! The handshake is done whatever the certificate is, so that the user can look at it; its signatures are checked
//! always. But while verdicts stand against the certificate nothing of the conversation passes, in neither direction,
//! until the user has decided to go on.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{ClientConfig, ClientConnection, Resumption};
use rustls::crypto::ring::default_provider;
use rustls::crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use rustls::time_provider::TimeProvider;
use rustls::{DigitallySignedStruct, Error, PeerIncompatible, ProtocolVersion, SignatureScheme};

use super::certificate;
use super::judge::Judge;
use ehlo_frontend::tls::failure::{Cause, Failure};
use ehlo_frontend::tls::message::Event;
use ehlo_frontend::tls::report::Report;
use ehlo_frontend::tls::verdict::Verdict;

/// Most octets that are kept while the user decides: a greeting of the greatest size is a hundred lines.
const MAX_HELD: usize = 64 * 1024;

/// Most certificates of a chain that are looked at; honest chains have three or four.
const MAX_CHAIN: usize = 10;

/// Whom to talk to, and whom to trust.
#[derive(Debug)]
pub(super) struct Settings {
    /// The name of the server, or its address.
    pub(super) host: String,
    /// The fingerprint of the only certificate that will do; empty where any will that is vouched for.
    pub(super) pin: String,
    /// Who may vouch.
    pub(super) anchors: Vec<TrustAnchor<'static>>,
    /// Milliseconds since 1970.
    pub(super) now_ms: u64,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Handshake,
    /// The user has yet to decide.
    Stopped,
    Open,
    /// It has failed.
    Over,
}

/// A session.
pub(super) struct Session {
    connection: ClientConnection,
    verifier: Arc<Verifier>,
    stage: Stage,
    began_ms: u64,
    name_sent: String,
    /// Whether anything has come.
    begun: bool,
    closed: bool,
    /// What the server said before the user decided.
    held: Vec<u8>,
    events: VecDeque<Event>,
}

impl Session {
    /// Begins a handshake. Nothing where the name is no name.
    pub(super) fn start(settings: Settings) -> Result<Self, Failure> {
        let failed = |error: Error| Failure {
            cause: Cause::Broken,
            detail: error.to_string(),
        };
        let provider = Arc::new(default_provider());
        let name = ServerName::try_from(settings.host.clone())
            .map_err(|_| failed(Error::UnsupportedNameType))?;
        let name_sent = match &name {
            ServerName::DnsName(name) => name.as_ref().to_owned(),
            _ => String::new(),
        };
        let verifier = Arc::new(Verifier {
            judge: Judge {
                anchors: settings.anchors,
                algorithms: provider.signature_verification_algorithms,
            },
            provider: Arc::clone(&provider),
            pin: settings.pin,
            now: settings.now_ms / 1000,
            found: Mutex::default(),
        });
        let clock = Arc::new(Clock(settings.now_ms / 1000));
        let mut config = ClientConfig::builder_with_details(provider, clock)
            .with_safe_default_protocol_versions()
            .map_err(failed)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::clone(&verifier) as _)
            .with_no_client_auth();
        // Every session is judged anew.
        config.resumption = Resumption::disabled();
        let connection = ClientConnection::new(Arc::new(config), name).map_err(failed)?;
        let mut session = Self {
            connection,
            verifier,
            stage: Stage::Handshake,
            began_ms: settings.now_ms,
            name_sent,
            begun: false,
            closed: false,
            held: Vec::new(),
            events: VecDeque::new(),
        };
        session.write_out();
        Ok(session)
    }

    /// What happened next.
    pub(super) fn poll(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Octets came from the wire.
    pub(super) fn receive(&mut self, octets: &[u8], now_ms: u64) {
        if self.stage == Stage::Over || octets.is_empty() {
            return;
        }
        if !std::mem::replace(&mut self.begun, true) && !matches!(octets.first(), Some(0x15 | 0x16))
        {
            self.fail(Failure::with_octets(Cause::NotTls, octets), now_ms);
            return;
        }
        let mut rest = octets;
        while !rest.is_empty() && !self.closed && self.stage != Stage::Over {
            let before = rest.len();
            if self.connection.read_tls(&mut rest).is_err() || rest.len() == before {
                break;
            }
            match self.connection.process_new_packets() {
                Ok(state) => {
                    self.write_out();
                    self.advance(now_ms);
                    self.take_plaintext(state.plaintext_bytes_to_read(), now_ms);
                    if state.peer_has_closed() {
                        self.closed = true;
                        self.events.push_back(Event::Closed);
                    }
                }
                Err(error) => {
                    self.write_out();
                    self.fail(failure_of(&error), now_ms);
                }
            }
        }
    }

    /// Says something to the server. While verdicts stand it is not said at all.
    pub(super) fn say(&mut self, octets: &[u8]) {
        if self.stage == Stage::Open {
            use std::io::Write;
            // It goes into a buffer without a limit, which is emptied at once.
            self.connection.set_buffer_limit(None);
            let _ = self.connection.writer().write_all(octets);
            self.write_out();
        }
    }

    /// The user goes on in spite of the verdicts.
    pub(super) fn go_on(&mut self) {
        if self.stage == Stage::Stopped {
            self.stage = Stage::Open;
            let held = std::mem::take(&mut self.held);
            if !held.is_empty() {
                self.events.push_front(Event::Heard(held));
            }
        }
    }

    /// The page ends the session. The server is told by a `close_notify`, so that it knows that nothing was cut off
    /// (RFC 8446 §6.1); in the middle of a handshake there is nothing yet to end.
    pub(super) fn leave(&mut self) {
        if matches!(self.stage, Stage::Stopped | Stage::Open) {
            self.stage = Stage::Over;
            self.held = Vec::new();
            self.connection.send_close_notify();
            self.write_out();
        }
    }

    /// The handshake may just be done.
    fn advance(&mut self, now_ms: u64) {
        if self.stage != Stage::Handshake || self.connection.is_handshaking() {
            return;
        }
        let report = self.report(now_ms);
        self.stage = if report.is_good() {
            Stage::Open
        } else {
            Stage::Stopped
        };
        self.events.push_back(Event::Established(report));
    }

    fn take_plaintext(&mut self, length: usize, now_ms: u64) {
        use std::io::Read;
        if length == 0 {
            return;
        }
        let mut heard = vec![0; length];
        let count = self.connection.reader().read(&mut heard).unwrap_or(0);
        heard.truncate(count);
        if self.stage == Stage::Open {
            self.events.push_back(Event::Heard(heard));
            return;
        }
        self.held.extend(heard);
        if self.held.len() > MAX_HELD {
            self.fail(Failure::plain(Cause::TooMuch), now_ms);
        }
    }

    fn write_out(&mut self) {
        let mut octets = Vec::new();
        while self.connection.wants_write() && self.connection.write_tls(&mut octets).is_ok() {}
        if !octets.is_empty() {
            self.events.push_back(Event::Wire(octets));
        }
    }

    fn fail(&mut self, failure: Failure, now_ms: u64) {
        self.stage = Stage::Over;
        self.held = Vec::new();
        let report = Some(self.report(now_ms)).filter(|report| !report.chain.is_empty());
        self.events.push_back(Event::Failed(failure, report));
    }

    fn report(&self, now_ms: u64) -> Report {
        let connection = &self.connection;
        let found = self.verifier.found();
        let group = connection.negotiated_key_exchange_group();
        Report {
            version: connection
                .protocol_version()
                .map_or_else(String::new, version_name),
            suite: connection
                .negotiated_cipher_suite()
                .and_then(|suite| suite.suite().as_str())
                .unwrap_or_default()
                // rustls writes which version a suite is of; IANA does not.
                .replace("TLS13_", "TLS_"),
            group: group
                .and_then(|group| group.name().as_str())
                .unwrap_or_default()
                .to_owned(),
            name_sent: self.name_sent.clone(),
            handshake_ms: now_ms.saturating_sub(self.began_ms),
            pinned: !self.verifier.pin.is_empty() && found.verdicts.is_empty(),
            verdicts: found.verdicts,
            chain: found
                .chain
                .iter()
                .map(|der| certificate::shown(der, self.verifier.now))
                .collect(),
        }
    }
}

fn version_name(version: ProtocolVersion) -> String {
    match version {
        ProtocolVersion::TLSv1_2 => "TLS 1.2".to_owned(),
        ProtocolVersion::TLSv1_3 => "TLS 1.3".to_owned(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn failure_of(error: &Error) -> Failure {
    use rustls::AlertDescription::{InsufficientSecurity, ProtocolVersion};
    let cause = match error {
        Error::AlertReceived(ProtocolVersion | InsufficientSecurity)
        | Error::PeerIncompatible(
            PeerIncompatible::ServerDoesNotSupportTls12Or13
            | PeerIncompatible::ServerTlsVersionIsDisabledByOurConfig
            | PeerIncompatible::NoCipherSuitesInCommon
            | PeerIncompatible::NoKxGroupsInCommon,
        ) => Cause::OldVersion,
        Error::AlertReceived(alert) => {
            let detail = alert.as_str().unwrap_or_default().to_owned();
            return Failure {
                cause: Cause::Alert,
                detail,
            };
        }
        Error::InvalidCertificate(rustls::CertificateError::BadSignature) => Cause::BadSignature,
        Error::InvalidCertificate(_) | Error::NoCertificatesPresented => Cause::BadCertificate,
        _ => Cause::Broken,
    };
    Failure {
        cause,
        detail: error.to_string(),
    }
}

/// What was found out of the certificate.
#[derive(Clone, Debug, Default)]
struct Found {
    chain: Vec<CertificateDer<'static>>,
    verdicts: Vec<Verdict>,
}

/// Looks at the certificate and writes down what it thinks; whether the session goes on is not decided here.
struct Verifier {
    judge: Judge,
    provider: Arc<CryptoProvider>,
    pin: String,
    /// Seconds since 1970.
    now: u64,
    found: Mutex<Found>,
}

impl Verifier {
    fn found(&self) -> Found {
        let found = self.found.lock();
        found.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Verifier")
    }
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        first: &CertificateDer<'_>,
        others: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        _stapled: &[u8],
        _now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let chain: Vec<CertificateDer<'static>> = std::iter::once(first)
            .chain(others)
            .take(MAX_CHAIN)
            .map(|one| one.clone().into_owned())
            .collect();
        let verdicts = self.judge.verdicts(&chain, name, &self.pin, self.now);
        *self.found.lock().unwrap_or_else(PoisonError::into_inner) = Found { chain, verdicts };
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.judge.algorithms.supported_schemes()
    }
}

/// The time of the start: wasm has no clock of its own.
#[derive(Debug)]
struct Clock(u64);

impl TimeProvider for Clock {
    fn current_time(&self) -> Option<UnixTime> {
        Some(UnixTime::since_unix_epoch(Duration::from_secs(self.0)))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
#[allow(
    clippy::unwrap_used,
    reason = "a test stops where something is missing"
)]
mod tests;
