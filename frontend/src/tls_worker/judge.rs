//! What is wrong with the certificate of a server. The chain, the name and the fingerprint are judged each by itself,
//! and always: a certificate that has expired may be for another name as well.

use std::time::Duration;

use rustls::crypto::WebPkiSupportedAlgorithms;
use rustls::pki_types::{CertificateDer, ServerName, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, Error, KeyUsage};

use super::certificate::{Reading, date, fingerprint};
use ehlo_frontend::tls::verdict::{Fault, Verdict};

/// Names that a sentence lists; the certificate view has all of them.
const MAX_LISTED: usize = 8;

/// Whom to trust, and how.
#[derive(Debug)]
pub(super) struct Judge {
    /// Who may vouch.
    pub(super) anchors: Vec<TrustAnchor<'static>>,
    /// Signatures that are understood.
    pub(super) algorithms: WebPkiSupportedAlgorithms,
}

impl Judge {
    /// What is wrong with a chain whose first certificate should be that of `name`, at `now` in seconds since 1970. With
    /// a `pin` only one certificate is right, and who vouches for it is of no interest.
    pub(super) fn verdicts(
        &self,
        chain: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        pin: &str,
        now: u64,
    ) -> Vec<Verdict> {
        let Some((first, others)) = chain.split_first() else {
            return vec![Verdict::new(Fault::Other, "")];
        };
        if !pin.is_empty() {
            let found = fingerprint(first);
            return if found == pin {
                Vec::new()
            } else {
                vec![Verdict::new(Fault::OtherThanPinned, found)]
            };
        }
        let (Some(read), Ok(certificate)) = (Reading::of(first), EndEntityCert::try_from(first))
        else {
            return vec![Verdict::new(Fault::Other, "")];
        };
        let mut verdicts = Vec::new();
        verdicts.extend(outside_its_time(&read, now));
        // What else is wrong with a chain would not be told of one that has expired: so it is asked within its time.
        let within = now.clamp(read.not_before, read.not_after.max(read.not_before));
        let checked = certificate.verify_for_usage(
            self.algorithms.all,
            &self.anchors,
            others,
            UnixTime::since_unix_epoch(Duration::from_secs(within)),
            KeyUsage::server_auth(),
            None,
            None,
        );
        if let Err(error) = checked {
            add(&mut verdicts, of_chain(&error, &read, others));
        }
        if certificate.verify_is_valid_for_subject_name(name).is_err() {
            verdicts.push(Verdict::new(Fault::WrongName, listed(&read.names)));
        }
        let between = others.iter().filter_map(|one| Reading::of(one));
        for one in std::iter::once(read).chain(between) {
            // The signature of who vouches for itself proves nothing, so its strength is of no matter.
            let signature = Some(&one.signature).filter(|_| !one.vouches_for_itself());
            let weak = [Some(&one.key), signature];
            for strength in weak.into_iter().flatten().filter(|one| one.is_weak) {
                add(&mut verdicts, Verdict::new(Fault::Weak, &*strength.name));
            }
        }
        verdicts
    }
}

/// Adds a verdict, where there is none of its fault yet.
fn add(verdicts: &mut Vec<Verdict>, verdict: Verdict) {
    if !verdicts.iter().any(|known| known.fault == verdict.fault) {
        verdicts.push(verdict);
    }
}

fn outside_its_time(read: &Reading, now: u64) -> Option<Verdict> {
    if now > read.not_after {
        Some(Verdict::new(Fault::Expired, date(read.not_after)))
    } else if now < read.not_before {
        Some(Verdict::new(Fault::NotYetValid, date(read.not_before)))
    } else {
        None
    }
}

fn of_chain(error: &Error, read: &Reading, others: &[CertificateDer<'_>]) -> Verdict {
    match error {
        Error::CertExpired { not_after, .. } => {
            Verdict::new(Fault::Expired, date(not_after.as_secs()))
        }
        Error::CertNotValidYet { not_before, .. } => {
            Verdict::new(Fault::NotYetValid, date(not_before.as_secs()))
        }
        Error::UnknownIssuer | Error::CaUsedAsEndEntity if read.vouches_for_itself() => {
            Verdict::new(Fault::SelfSigned, "")
        }
        Error::UnknownIssuer => {
            let last = others.last().and_then(|last| Reading::of(last));
            let issuer = last.map_or_else(|| read.issuer.clone(), |last| last.issuer);
            Verdict::new(Fault::UnknownIssuer, issuer)
        }
        Error::InvalidSignatureForPublicKey => Verdict::new(Fault::BadSignature, ""),
        Error::SignatureAlgorithmMismatch
        | Error::UnsupportedSignatureAlgorithmContext(_)
        | Error::UnsupportedSignatureAlgorithmForPublicKeyContext(_) => {
            Verdict::new(Fault::Weak, &*read.signature.name)
        }
        other => Verdict::new(Fault::Other, other.to_string()),
    }
}

fn listed(names: &[String]) -> String {
    let mut listed: Vec<&str> = names.iter().take(MAX_LISTED).map(String::as_str).collect();
    if names.len() > MAX_LISTED {
        listed.push("\u{2026}");
    }
    listed.join(", ")
}
