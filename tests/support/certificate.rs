//! Certificates made for a test: a right one, and one for each way to be wrong.

use std::time::{Duration, SystemTime};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa,
    KeyPair, KeyUsagePurpose,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// What is wrong with a certificate. Each is wrong in this one way and in no other, but that the page knows none of the
/// issuers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// An authority of this test vouches for it, which the page has never heard of.
    UnknownIssuer,
    /// It ran out yesterday.
    Expired,
    /// It begins tomorrow.
    NotYetValid,
    /// It is for another host.
    WrongName,
    /// Nobody vouches for it but itself.
    SelfSigned,
}

/// A chain with its key, for a server on 127.0.0.1.
#[derive(Debug)]
pub struct Certificate {
    chain: Vec<CertificateDer<'static>>,
    chain_pem: String,
    key: KeyPair,
}

/// For whom a certificate is that is not for us.
pub const OTHER_NAME: &str = "mail.elsewhere.example";

/// The authority's name.
pub const AUTHORITY: &str = "Authority of the test";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

impl Certificate {
    /// Makes one.
    pub fn new(flaw: Flaw) -> Self {
        let names = match flaw {
            Flaw::WrongName => vec![OTHER_NAME.to_owned()],
            _ => ["localhost", "127.0.0.1"].map(str::to_owned).to_vec(),
        };
        let name = names[0].clone();
        let mut leaf = CertificateParams::new(names).expect("the names are names");
        leaf.distinguished_name.push(DnType::CommonName, name);
        leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        leaf.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let now = SystemTime::now();
        let (from, until) = match flaw {
            Flaw::Expired => (now - 30 * DAY, now - DAY),
            Flaw::NotYetValid => (now + DAY, now + 30 * DAY),
            _ => (now - DAY, now + 30 * DAY),
        };
        leaf.not_before = from.into();
        leaf.not_after = until.into();
        let key = KeyPair::generate().expect("a key can be made");
        if flaw == Flaw::SelfSigned {
            let leaf = leaf.self_signed(&key).expect("it can sign itself");
            return Self {
                chain: vec![leaf.der().clone()],
                chain_pem: leaf.pem(),
                key,
            };
        }
        let authority = authority();
        let leaf = leaf
            .signed_by(&key, &authority)
            .expect("the authority signs");
        Self {
            chain: vec![leaf.der().clone(), authority.der().clone()],
            chain_pem: format!("{}{}", leaf.pem(), authority.pem()),
            key,
        }
    }

    /// The chain, the server's own first.
    pub fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.chain.clone()
    }

    /// The key.
    pub fn key(&self) -> PrivateKeyDer<'static> {
        PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.serialize_der()))
    }

    /// Key and chain in one file, as Postfix takes them.
    pub fn pem(&self) -> String {
        format!("{}{}", self.key.serialize_pem(), self.chain_pem)
    }
}

fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut authority = CertificateParams::new(Vec::new()).expect("no names are names");
    authority
        .distinguished_name
        .push(DnType::CommonName, AUTHORITY);
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let key = KeyPair::generate().expect("a key can be made");
    CertifiedIssuer::self_signed(authority, key).expect("it can sign itself")
}
