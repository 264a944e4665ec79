//! X.509 as a person reads it: every part with its label.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA256, digest};
use x509_cert::Certificate as X509;
use x509_cert::der::asn1::{AnyRef, ObjectIdentifier};
use x509_cert::der::{Decode, Tag};
use x509_cert::name::Name;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};

use ehlo_frontend::tls::report::Certificate;

/// Most names that are listed; a certificate of a large host has hundreds.
const MAX_NAMES: usize = 100;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The shortest RSA key that is not within reach of a rich attacker (NIST SP 800-131A).
const LEAST_RSA_BITS: usize = 2048;

/// Characters in a line of PEM (RFC 7468 §2).
const PEM_WIDTH: usize = 64;

/// What the page wants to know of a certificate.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) subject: String,
    pub(super) issuer: String,
    /// The DNS names and addresses that it is for.
    pub(super) names: Vec<String>,
    /// Seconds since 1970.
    pub(super) not_before: u64,
    /// Seconds since 1970.
    pub(super) not_after: u64,
    pub(super) key: Strength,
    pub(super) signature: Strength,
    serial: String,
    common_name: Option<String>,
}

/// An algorithm by its name, and whether it still holds.
#[derive(Clone, Debug)]
pub(super) struct Strength {
    pub(super) name: String,
    pub(super) is_weak: bool,
}

impl Reading {
    /// Reads a certificate. Nothing where it is none.
    pub(super) fn of(der: &[u8]) -> Option<Self> {
        let certificate = X509::from_der(der).ok()?;
        let inner = certificate.tbs_certificate();
        Some(Self {
            subject: distinguished(inner.subject()),
            issuer: distinguished(inner.issuer()),
            names: alternative_names(inner.extensions().map_or(&[][..], Vec::as_slice)),
            not_before: inner.validity().not_before.to_unix_duration().as_secs(),
            not_after: inner.validity().not_after.to_unix_duration().as_secs(),
            key: key(inner.subject_public_key_info()),
            signature: signature(certificate.signature_algorithm()),
            serial: hex(inner.serial_number().as_bytes(), ":"),
            common_name: common_name(inner.subject()),
        })
    }

    /// Whether it names itself as who vouches for it.
    pub(super) fn vouches_for_itself(&self) -> bool {
        self.subject == self.issuer
    }

    /// The shortest way to call it.
    fn title(&self) -> String {
        let name = self.common_name.as_ref().or_else(|| self.names.first());
        name.unwrap_or(&self.subject).clone()
    }
}

/// A certificate as the page shows it, whatever it is.
pub(super) fn shown(der: &[u8], now: u64) -> Certificate {
    let mut certificate = Certificate {
        pem: pem(der),
        ..Certificate::default()
    };
    let mut row = |label: &str, value: String| certificate.rows.push((label.to_owned(), value));
    if let Some(read) = Reading::of(der) {
        row("page-certificate-subject", read.subject.clone());
        row("page-certificate-names", read.names.join(", "));
        row("page-certificate-issuer", read.issuer.clone());
        row("page-certificate-from", date(read.not_before));
        row("page-certificate-until", date(read.not_after));
        row("page-certificate-key", read.key.name.clone());
        row("page-certificate-signature", read.signature.name.clone());
        row("page-certificate-serial", read.serial.clone());
        certificate.days_left = Some(days_between(now, read.not_after));
        certificate.title = read.title();
    }
    let mut row = |label: &str, value: String| certificate.rows.push((label.to_owned(), value));
    row("page-certificate-fingerprint", colons(&fingerprint(der)));
    certificate
}

/// SHA-256 of a certificate in lower-case hex, as the bridge publishes that of its sandbox.
pub(super) fn fingerprint(der: &[u8]) -> String {
    hex(digest(&SHA256, der).as_ref(), "")
}

/// A moment, `2026-11-25 22:05 UTC`.
pub(super) fn date(seconds: u64) -> String {
    let moment =
        x509_cert::der::DateTime::from_unix_duration(std::time::Duration::from_secs(seconds));
    moment.map_or_else(
        |_| seconds.to_string(),
        |at| {
            format!(
                "{:04}-{:02}-{:02} {:02}:{:02} UTC",
                at.year(),
                at.month(),
                at.day(),
                at.hour(),
                at.minutes()
            )
        },
    )
}

fn days_between(now: u64, then: u64) -> i64 {
    let seconds = |time: u64| i64::try_from(time).unwrap_or(i64::MAX);
    seconds(then).saturating_sub(seconds(now)).div_euclid(DAY)
}

fn hex(octets: &[u8], between: &str) -> String {
    let pairs: Vec<String> = octets.iter().map(|octet| format!("{octet:02x}")).collect();
    pairs.join(between)
}

/// Hex as people compare it.
fn colons(hex: &str) -> String {
    let pairs: Vec<&str> = (0..hex.len())
        .step_by(2)
        .filter_map(|at| hex.get(at..at + 2))
        .collect();
    pairs.join(":")
}

fn pem(der: &[u8]) -> String {
    let code = STANDARD.encode(der);
    let mut pem = String::from("-----BEGIN CERTIFICATE-----\n");
    let mut rest = code.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at(PEM_WIDTH.min(rest.len()));
        pem.push_str(line);
        pem.push('\n');
        rest = after;
    }
    pem.push_str("-----END CERTIFICATE-----\n");
    pem
}

/// A distinguished name, most special part first, as `CN=mx.example.com, O=Example`. The parts that are seen in
/// certificates of servers go by their letters, others by their number.
fn distinguished(name: &Name) -> String {
    let mut parts: Vec<String> = name
        .iter()
        .map(|part| {
            let number = part.oid.to_string();
            let label = ATTRIBUTES
                .iter()
                .find(|(known, _)| *known == number)
                .map_or(number.as_str(), |(_, label)| label);
            let value = String::from_utf8_lossy(part.value.value());
            [label, "=", &value].concat()
        })
        .collect();
    parts.reverse();
    parts.join(", ")
}

fn common_name(name: &Name) -> Option<String> {
    let part = name.iter().find(|part| part.oid == COMMON_NAME)?;
    Some(String::from_utf8_lossy(part.value.value()).into_owned())
}

/// The DNS names and addresses of the extension for them (RFC 5280 §4.2.1.6); names of other kinds are no servers'.
fn alternative_names(extensions: &[x509_cert::ext::Extension]) -> Vec<String> {
    let Some(extension) = extensions
        .iter()
        .find(|extension| extension.extn_id == ALTERNATIVE_NAMES)
    else {
        return Vec::new();
    };
    let names = Vec::<AnyRef<'_>>::from_der(extension.extn_value.as_bytes()).unwrap_or_default();
    let names = names
        .into_iter()
        .filter_map(|name| match name.header().tag() {
            Tag::ContextSpecific { number, .. } => match number.value() {
                2 => Some(String::from_utf8_lossy(name.value()).into_owned()),
                7 => address(name.value()),
                _ => None,
            },
            _ => None,
        });
    names.take(MAX_NAMES).collect()
}

fn address(octets: &[u8]) -> Option<String> {
    if let Ok(octets) = <[u8; 4]>::try_from(octets) {
        Some(std::net::Ipv4Addr::from(octets).to_string())
    } else {
        let octets = <[u8; 16]>::try_from(octets).ok()?;
        Some(std::net::Ipv6Addr::from(octets).to_string())
    }
}

fn key(key: &SubjectPublicKeyInfoOwned) -> Strength {
    let number = key.algorithm.oid.to_string();
    match number.as_str() {
        "1.2.840.113549.1.1.1" => {
            let bits = modulus_bits(key.subject_public_key.raw_bytes());
            Strength {
                name: bits.map_or_else(|| "RSA".to_owned(), |bits| format!("RSA, {bits} bit")),
                is_weak: bits.is_none_or(|bits| bits < LEAST_RSA_BITS),
            }
        }
        "1.2.840.10045.2.1" => {
            let curve = key.algorithm.parameters.as_ref();
            let curve = curve.and_then(|curve| curve.decode_as::<ObjectIdentifier>().ok());
            let curve = curve.map(|curve| curve.to_string()).unwrap_or_default();
            let name = match curve.as_str() {
                "1.2.840.10045.3.1.7" => "P-256",
                "1.3.132.0.34" => "P-384",
                "1.3.132.0.35" => "P-521",
                other => other,
            };
            Strength {
                name: ["ECDSA, ", name].concat(),
                is_weak: false,
            }
        }
        "1.3.101.112" => Strength {
            name: "Ed25519".to_owned(),
            is_weak: false,
        },
        "1.2.840.10040.4.1" => Strength {
            name: "DSA".to_owned(),
            is_weak: true,
        },
        _ => Strength {
            name: number,
            is_weak: false,
        },
    }
}

fn signature(algorithm: &AlgorithmIdentifierOwned) -> Strength {
    let number = algorithm.oid.to_string();
    let known = SIGNATURES.iter().find(|(known, ..)| *known == number);
    known.map_or_else(
        || Strength {
            name: number.clone(),
            is_weak: false,
        },
        |(_, name, is_weak)| Strength {
            name: (*name).to_owned(),
            is_weak: *is_weak,
        },
    )
}

/// The length of an RSA key (RFC 8017 §A.1.1): its first number's.
fn modulus_bits(key: &[u8]) -> Option<usize> {
    let numbers = Vec::<AnyRef<'_>>::from_der(key).ok()?;
    let modulus = numbers.first()?.value();
    let zeros = modulus.iter().take_while(|octet| **octet == 0).count();
    let first = modulus.get(zeros)?;
    Some((modulus.len() - zeros) * 8 - first.leading_zeros() as usize)
}

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

const ALTERNATIVE_NAMES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");

/// Parts of names (RFC 4514 §3, and mail's own).
const ATTRIBUTES: &[(&str, &str)] = &[
    ("2.5.4.3", "CN"),
    ("2.5.4.6", "C"),
    ("2.5.4.7", "L"),
    ("2.5.4.8", "ST"),
    ("2.5.4.10", "O"),
    ("2.5.4.11", "OU"),
    ("0.9.2342.19200300.100.1.25", "DC"),
    ("1.2.840.113549.1.9.1", "E"),
];

/// Signatures: their number, name, and whether they can be forged (RFC 9155 and what came before it).
const SIGNATURES: &[(&str, &str, bool)] = &[
    ("1.2.840.113549.1.1.2", "RSA with MD2", true),
    ("1.2.840.113549.1.1.4", "RSA with MD5", true),
    ("1.2.840.113549.1.1.5", "RSA with SHA-1", true),
    ("1.2.840.113549.1.1.10", "RSA-PSS", false),
    ("1.2.840.113549.1.1.11", "RSA with SHA-256", false),
    ("1.2.840.113549.1.1.12", "RSA with SHA-384", false),
    ("1.2.840.113549.1.1.13", "RSA with SHA-512", false),
    ("1.2.840.10045.4.1", "ECDSA with SHA-1", true),
    ("1.2.840.10045.4.3.2", "ECDSA with SHA-256", false),
    ("1.2.840.10045.4.3.3", "ECDSA with SHA-384", false),
    ("1.2.840.10045.4.3.4", "ECDSA with SHA-512", false),
    ("1.3.101.112", "Ed25519", false),
];
