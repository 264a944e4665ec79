//! Who the sandbox is under TLS: a key and a certificate made at start and never written down.
//!
//! Nobody vouches for it. Whoever wants to be sure compares the fingerprint, which `/limits` publishes.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use anyhow::Context;
use rcgen::{
    CertificateParams, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose,
    PKCS_ECDSA_P256_SHA256,
};
use ring::digest::{SHA256, digest};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A key with its certificate. Clones are the same.
#[derive(Clone)]
pub struct Identity {
    config: Arc<ServerConfig>,
    fingerprint: String,
}

impl Identity {
    /// Makes a new one.
    ///
    /// # Errors
    /// Where the system has no random numbers.
    pub fn generate() -> anyhow::Result<Self> {
        let key =
            KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).context("the key of the sandbox")?;
        let certificate = parameters()
            .and_then(|parameters| parameters.self_signed(&key))
            .context("the certificate of the sandbox")?;
        let certificate = certificate.der().clone();
        let fingerprint = fingerprint(&certificate);
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder
                    .with_no_client_auth()
                    .with_single_cert(vec![certificate], key)
            })
            .context("TLS of the sandbox")?;
        Ok(Self {
            config: Arc::new(config),
            fingerprint,
        })
    }

    /// SHA-256 of the certificate's DER, in lower-case hexadecimal digits.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What does the handshakes.
    pub(super) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(self.config.clone())
    }
}

fn parameters() -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = CertificateParams::new(NAMES.map(str::to_owned))?;
    parameters.distinguished_name = rcgen::DistinguishedName::new();
    parameters
        .distinguished_name
        .push(DnType::CommonName, super::HOST);
    parameters.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    parameters.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let now = SystemTime::now();
    parameters.not_before = (now - CLOCK_ERROR).into();
    parameters.not_after = (now + LIFE).into();
    Ok(parameters)
}

fn fingerprint(certificate: &[u8]) -> String {
    let mut text = String::new();
    for octet in digest(&SHA256, certificate).as_ref() {
        let _ = write!(text, "{octet:02x}");
    }
    text
}

/// How a client may call it: by the addresses and the name of loopback, and by the name in its greeting.
const NAMES: [&str; 4] = [super::HOST, "localhost", "127.0.0.1", "::1"];

/// A bridge is started anew more often than that, and what leaks of it is worth nothing soon.
const LIFE: Duration = Duration::from_secs(90 * 24 * 60 * 60);

/// A client's clock may be behind.
const CLOCK_ERROR: Duration = Duration::from_secs(60 * 60);
