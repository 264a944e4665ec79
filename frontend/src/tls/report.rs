//! What is known of a TLS session, as the worker tells it to the page.

use super::verdict::{Fault, Verdict};

/// What is known of a TLS session once its handshake is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The version, `TLS 1.3`.
    pub version: String,
    /// The cipher suite, by its registered name.
    pub suite: String,
    /// The group of the key exchange.
    pub group: String,
    /// The name that was sent to the server; empty for an address, of which none is sent.
    pub name_sent: String,
    /// From the first octet to the end of the handshake.
    pub handshake_ms: u64,
    /// Whether the certificate is the one that was to be expected by its fingerprint.
    pub pinned: bool,
    /// What is wrong with the certificate; nothing where all is well.
    pub verdicts: Vec<Verdict>,
    /// The chain as the server sent it, its own certificate first.
    pub chain: Vec<Certificate>,
}

/// One certificate, ready to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Certificate {
    /// For whom it is: the shortest way to call it.
    pub title: String,
    /// Whole days until it ends; below zero where it has ended. Nothing where it cannot be read.
    pub days_left: Option<i64>,
    /// Its parts: the name of the label's text, and the value.
    pub rows: Vec<(String, String)>,
    /// Itself, in PEM.
    pub pem: String,
}

impl Report {
    /// Whether the session may go on without a word of the user.
    pub fn is_good(&self) -> bool {
        self.verdicts.is_empty()
    }

    /// As a flat list of words, which every way of sending has.
    pub fn to_words(&self) -> Vec<String> {
        let mut words = vec![
            self.version.clone(),
            self.suite.clone(),
            self.group.clone(),
            self.name_sent.clone(),
            self.handshake_ms.to_string(),
            u8::from(self.pinned).to_string(),
            self.verdicts.len().to_string(),
        ];
        for verdict in &self.verdicts {
            words.extend([verdict.fault.text_name().to_owned(), verdict.detail.clone()]);
        }
        for certificate in &self.chain {
            let days = certificate.days_left.map(|days| days.to_string());
            words.extend([
                certificate.title.clone(),
                days.unwrap_or_default(),
                certificate.pem.clone(),
                certificate.rows.len().to_string(),
            ]);
            for (label, value) in &certificate.rows {
                words.extend([label.clone(), value.clone()]);
            }
        }
        words
    }

    /// Reads what [`Self::to_words`] wrote. Nothing where it is something else.
    pub fn from_words(words: Vec<String>) -> Option<Self> {
        let mut words = words.into_iter();
        let mut report = Self {
            version: words.next()?,
            suite: words.next()?,
            group: words.next()?,
            name_sent: words.next()?,
            handshake_ms: words.next()?.parse().ok()?,
            pinned: words.next()? == "1",
            ..Self::default()
        };
        for _ in 0..words.next()?.parse().ok()? {
            let name = words.next()?;
            let fault = Fault::ALL
                .into_iter()
                .find(|fault| fault.text_name() == name)?;
            let detail = words.next()?;
            report.verdicts.push(Verdict { fault, detail });
        }
        while let Some(title) = words.next() {
            let days = words.next()?;
            let mut certificate = Certificate {
                title,
                days_left: days.parse().ok(),
                rows: Vec::new(),
                pem: words.next()?,
            };
            for _ in 0..words.next()?.parse().ok()? {
                certificate.rows.push((words.next()?, words.next()?));
            }
            report.chain.push(certificate);
        }
        Some(report)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn full() -> Report {
        let certificate = |title: &str, days_left| Certificate {
            title: title.to_owned(),
            days_left,
            rows: vec![("page-certificate-subject".to_owned(), format!("CN={title}"))],
            pem: "-----BEGIN CERTIFICATE-----\n".to_owned(),
        };
        Report {
            version: "TLS 1.3".to_owned(),
            suite: "TLS_AES_128_GCM_SHA256".to_owned(),
            group: "X25519".to_owned(),
            name_sent: "mx.example.com".to_owned(),
            handshake_ms: 12,
            pinned: true,
            verdicts: Fault::ALL
                .iter()
                .map(|fault| Verdict::new(*fault, "detail"))
                .collect(),
            chain: vec![certificate("mx", Some(-3)), certificate("", None)],
        }
    }

    #[test]
    fn a_report_comes_back_from_its_words() {
        for report in [full(), Report::default()] {
            assert_eq!(Report::from_words(report.to_words()), Some(report));
        }
    }

    #[test]
    fn words_that_are_cut_short_are_no_report() {
        let words = full().to_words();
        let header = 7 + 2 * Fault::ALL.len();
        for length in 0..words.len() {
            // Between two certificates a list can end.
            let whole = length == header || length == header + 6;
            assert_eq!(
                Report::from_words(words[..length].to_vec()).is_some(),
                whole,
                "{length}"
            );
        }
        let mut strange = words;
        strange[7] = "page-fault-of-another-world".to_owned();
        assert_eq!(Report::from_words(strange), None);
    }
}
