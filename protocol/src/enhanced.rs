//! Enhanced status codes, `5.1.1`: the second and finer code at the start of a reply's text (RFC 3463, RFC 2034).

use std::fmt;

pub use self::table::ENHANCED;
use crate::reference::Reference;
use crate::span::Span;

mod table;

/// An enhanced status code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EnhancedCode {
    /// 2 done, 4 not now, 5 no: the first digit of the reply code.
    pub class: u8,
    /// What it is about, 0 to 7: address, mailbox, system, network, protocol, content, security.
    pub subject: u16,
    /// What exactly.
    pub detail: u16,
}

/// What the text of a reply begins with, where that looks like an enhanced code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnhancedStart {
    /// The code. With a fault it is what was meant.
    pub code: EnhancedCode,
    /// Where it stands in the text.
    pub span: Span,
    /// What is wrong with its form.
    pub fault: Option<EnhancedFault>,
}

impl EnhancedStart {
    /// Reads what a reply's text begins with. Nothing where that is no enhanced code; `192.0.2.1 is listed` and
    /// `21.11.2026` are none.
    #[must_use]
    pub fn read(text: &[u8]) -> Option<Self> {
        let end = text
            .iter()
            .position(|octet| !octet.is_ascii_digit() && *octet != b'.')
            .unwrap_or(text.len());
        // A sentence may end right behind the code: `5.7.1.`
        let written = text
            .get(..end)?
            .strip_suffix(b".")
            .unwrap_or(text.get(..end)?);
        let mut parts = written.split(|octet| *octet == b'.');
        let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || [class, subject, detail].iter().any(|part| part.is_empty()) {
            return None;
        }
        let parts = [class, subject, detail];
        let zero = parts
            .iter()
            .any(|part| part.len() > 1 && part.starts_with(b"0"));
        let code = EnhancedCode::new(
            u8::try_from(number(class))
                .ok()
                .filter(|class| *class < 10)?,
            number(subject),
            number(detail),
        );
        let fault = if !matches!(code.class, 2 | 4 | 5) {
            Some(EnhancedFault::Class)
        } else if zero {
            Some(EnhancedFault::LeadingZero)
        } else if parts.iter().any(|part| part.len() > 3) {
            Some(EnhancedFault::TooLong)
        } else if text
            .get(written.len())
            .is_some_and(|behind| *behind != b' ')
        {
            Some(EnhancedFault::NoSpace)
        } else {
            None
        };
        Some(Self {
            code,
            span: Span::new(0, written.len()),
            fault,
        })
    }
}

/// What may be wrong with the form of an enhanced code (RFC 3463 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnhancedFault {
    /// Nothing stands there that looks like one.
    Absent,
    /// Its class is none of 2, 4 and 5.
    Class,
    /// One of its numbers begins with a zero: `5.01.1`.
    LeadingZero,
    /// One of its numbers has more than three digits.
    TooLong,
    /// No space parts it from the text (RFC 2034 §4).
    NoSpace,
}

impl EnhancedCode {
    /// A code from its three numbers.
    #[must_use]
    pub const fn new(class: u8, subject: u16, detail: u16) -> Self {
        Self {
            class,
            subject,
            detail,
        }
    }

    /// Reads the code at the start of a reply's text, and where it stands.
    ///
    /// # Errors
    ///
    /// What is wrong with its form, or that there is none. [`EnhancedStart::read`] tells what was meant nonetheless.
    pub fn read(text: &[u8]) -> Result<(Self, Span), EnhancedFault> {
        match EnhancedStart::read(text) {
            Some(EnhancedStart {
                code,
                span,
                fault: None,
            }) => Ok((code, span)),
            Some(EnhancedStart {
                fault: Some(fault), ..
            }) => Err(fault),
            None => Err(EnhancedFault::Absent),
        }
    }

    /// Whether its class is the first digit of the reply code (RFC 2034 §4).
    #[must_use]
    pub const fn fits(self, reply_code: u16) -> bool {
        reply_code / 100 == self.class as u16
    }

    /// The names of the texts that explain it, the most telling first: `enhanced-7-8`, `enhanced-7`,
    /// `enhanced-class-5`. A detail that is not known is explained by its subject, an unknown subject by its class
    /// (RFC 3463 §2).
    pub fn explanation_names(self) -> impl Iterator<Item = String> {
        let exact = find(self.subject, self.detail)
            .map(|kind| format!("enhanced-{}-{}", kind.subject, kind.detail));
        let subject = (self.subject <= LAST_SUBJECT).then(|| format!("enhanced-{}", self.subject));
        let class =
            matches!(self.class, 2 | 4 | 5).then(|| format!("enhanced-class-{}", self.class));
        [exact, subject, class].into_iter().flatten()
    }
}

impl fmt::Display for EnhancedCode {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

/// The highest subject that RFC 3463 defines.
pub const LAST_SUBJECT: u16 = 7;

/// What is known of one subject and detail; it means the same in every class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EnhancedKind {
    /// The second number.
    pub subject: u16,
    /// The third number.
    pub detail: u16,
    /// The reply codes that the registry ties to it; none where it names none.
    pub codes: &'static [u16],
    /// Where it is defined; without an RFC it is a vendor's and not registered.
    pub reference: Reference,
}

/// What is known of a subject and detail.
#[must_use]
pub fn find(subject: u16, detail: u16) -> Option<&'static EnhancedKind> {
    // Microsoft says the same with each of these (banned addresses).
    let detail = if subject == 7 && (606..=649).contains(&detail) {
        606
    } else {
        detail
    };
    let place = ENHANCED
        .binary_search_by_key(&(subject, detail), |kind| (kind.subject, kind.detail))
        .ok()?;
    ENHANCED.get(place)
}

/// The number that some digits write; as large as can be where it does not fit.
fn number(digits: &[u8]) -> u16 {
    digits.iter().fold(0_u16, |sum, digit| {
        sum.saturating_mul(10)
            .saturating_add(u16::from(digit.wrapping_sub(b'0')))
    })
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn codes_are_read_from_the_start_of_the_text() {
        let cases = [
            ("5.1.1 No such user", "5.1.1", 5),
            ("2.0.0", "2.0.0", 5),
            ("4.7.26 x", "4.7.26", 6),
            ("5.7.515 Access denied", "5.7.515", 7),
        ];
        for (text, code, end) in cases {
            let start = EnhancedStart::read(text.as_bytes()).unwrap();
            assert_eq!(
                (start.code.to_string().as_str(), start.fault),
                (code, None),
                "{text}"
            );
            assert_eq!(start.span, Span::new(0, end), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        let cases = [
            ("5.01.1 x", "5.1.1", EnhancedFault::LeadingZero),
            ("05.1.1 x", "5.1.1", EnhancedFault::LeadingZero),
            ("5.1.00 x", "5.1.0", EnhancedFault::LeadingZero),
            ("3.0.0 go", "3.0.0", EnhancedFault::Class),
            ("1.0.0 x", "1.0.0", EnhancedFault::Class),
            ("5.1.1000 x", "5.1.1000", EnhancedFault::TooLong),
            ("5.1.99999999 x", "5.1.65535", EnhancedFault::TooLong),
            ("5.1.1: x", "5.1.1", EnhancedFault::NoSpace),
            ("5.1.1. x", "5.1.1", EnhancedFault::NoSpace),
            ("5.1.1No", "5.1.1", EnhancedFault::NoSpace),
            ("5.1.1\tx", "5.1.1", EnhancedFault::NoSpace),
        ];
        for (text, code, fault) in cases {
            let start = EnhancedStart::read(text.as_bytes()).unwrap();
            assert_eq!(
                (start.code.to_string().as_str(), start.fault),
                (code, Some(fault)),
                "{text}"
            );
        }
    }

    #[test]
    fn only_a_well_formed_code_is_read() {
        let code = EnhancedCode::new(5, 7, 1);
        assert_eq!(EnhancedCode::read(b"5.7.1 no"), Ok((code, Span::new(0, 5))));
        assert_eq!(
            EnhancedCode::read(b"5.07.1 no"),
            Err(EnhancedFault::LeadingZero)
        );
        assert_eq!(EnhancedCode::read(b"no"), Err(EnhancedFault::Absent));
    }

    #[test]
    fn other_text_is_no_code() {
        for text in [
            "",
            " ",
            "OK",
            "5",
            "5.1",
            "5.1 x",
            "192.0.2.1 is listed",
            "21.11.2026",
            "5..1",
            ".5.1.1",
            " 5.1.1 x",
            "...",
        ] {
            assert_eq!(EnhancedStart::read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn an_unknown_detail_is_explained_by_its_subject() {
        let names = |class, subject, detail| {
            EnhancedCode::new(class, subject, detail)
                .explanation_names()
                .collect::<Vec<_>>()
        };
        assert_eq!(
            names(5, 7, 8),
            ["enhanced-7-8", "enhanced-7", "enhanced-class-5"]
        );
        assert_eq!(
            names(5, 7, 620),
            ["enhanced-7-606", "enhanced-7", "enhanced-class-5"]
        );
        assert_eq!(names(4, 2, 99), ["enhanced-2", "enhanced-class-4"]);
        assert_eq!(names(2, 9, 1), ["enhanced-class-2"]);
        assert!(names(3, 9, 1).is_empty());
    }

    #[test]
    fn the_class_is_the_first_digit() {
        assert!(EnhancedCode::new(5, 1, 1).fits(550) && !EnhancedCode::new(5, 1, 1).fits(450));
    }

    #[test]
    fn every_row_is_found_and_names_known_codes() {
        assert!(ENHANCED.is_sorted_by_key(|kind| (kind.subject, kind.detail)));
        for (place, kind) in ENHANCED.iter().enumerate() {
            assert_eq!(find(kind.subject, kind.detail), Some(kind));
            assert!(place == 0 || ENHANCED[place - 1] != *kind);
            for code in kind.codes {
                assert!(crate::code::find(*code).is_some(), "{code}");
            }
        }
        for subject in 0..=LAST_SUBJECT {
            assert!(find(subject, 0).is_some(), "{subject}");
        }
    }
}
