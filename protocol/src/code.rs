//! The three digits that begin every reply.

pub use self::expected::{ANY, Expected, Step, expected};
pub use self::sense::{Sense, sense, senses};
use crate::reference::Reference;

mod expected;
mod sense;

/// What is known of one reply code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReplyCode {
    /// The code, 211 to 556.
    pub code: u16,
    /// Where it is defined.
    pub reference: Reference,
}

/// What the first digit of a reply code says (RFC 5321 §4.2.1). A client that does not know a code goes by this alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// 2: done.
    Success,
    /// 3: so far so good, go on.
    Intermediate,
    /// 4: not now; the same may work later.
    Transient,
    /// 5: no; the same will not work.
    Permanent,
}

impl Class {
    /// The first digit itself.
    #[must_use]
    pub const fn digit(self) -> u8 {
        match self {
            Self::Success => 2,
            Self::Intermediate => 3,
            Self::Transient => 4,
            Self::Permanent => 5,
        }
    }
}

/// What the first digit of a code says; nothing where it is none of 2 to 5, or the code does not have three digits.
#[must_use]
pub const fn class(code: u16) -> Option<Class> {
    match code {
        200..=299 => Some(Class::Success),
        300..=399 => Some(Class::Intermediate),
        400..=499 => Some(Class::Transient),
        500..=599 => Some(Class::Permanent),
        _ => None,
    }
}

/// The second digit of a code, which says what it is about: 0 syntax, 1 information, 2 connection, 3 and 4 nothing,
/// 5 the mail system. Other digits are outside the grammar (RFC 5321 §4.2).
#[must_use]
pub const fn category(code: u16) -> Option<u8> {
    match (class(code), (code / 10 % 10) as u8) {
        (Some(_), digit @ 0..=5) => Some(digit),
        _ => None,
    }
}

/// What is known of a code.
#[must_use]
pub fn find(code: u16) -> Option<&'static ReplyCode> {
    CODES
        .binary_search_by_key(&code, |known| known.code)
        .ok()
        .and_then(|place| CODES.get(place))
}

/// Every code that this crate knows, in order.
#[rustfmt::skip]
pub const CODES: &[ReplyCode] = &[
    known(211, 5321, "4.2.3"), known(214, 5321, "4.2.3"),
    known(220, 5321, "4.2.3"), known(221, 5321, "4.2.3"), known(235, 4954, "6"),
    known(250, 5321, "4.2.3"), known(251, 5321, "3.4"), known(252, 5321, "3.5.3"), known(253, 1985, "5.1"),
    known(334, 4954, "4"), known(354, 5321, "4.2.3"), known(355, 1845, ""),
    known(421, 5321, "3.8"), known(422, 5248, "2.4"), known(430, 5248, "2.4"), known(432, 4954, "6"),
    known(450, 5321, "4.2.3"), known(451, 5321, "4.2.3"), known(452, 5321, "4.5.3.1.10"), known(453, 2645, "5.4"),
    known(454, 4954, "6"), known(455, 5321, "4.1.1.11"), known(458, 1985, "5.1"), known(459, 1985, "5.1"),
    known(500, 5321, "4.2.4"), known(501, 5321, "4.2.3"), known(502, 5321, "4.2.4"), known(503, 5321, "4.2.3"),
    known(504, 5321, "4.2.3"), known(521, 7504, "3"), known(523, 5248, "2.4"), known(524, 5248, "2.4"),
    known(525, 5248, "2.4"), known(530, 4954, "6"), known(533, 5248, "2.4"), known(534, 4954, "6"),
    known(535, 4954, "6"), known(538, 4954, "6"),
    known(550, 5321, "4.2.3"), known(551, 5321, "3.4"), known(552, 5321, "4.2.3"), known(553, 5321, "4.2.3"),
    known(554, 5321, "4.2.3"), known(555, 5321, "4.1.1.11"), known(556, 7504, "4"),
];

const fn known(code: u16, rfc: u16, section: &'static str) -> ReplyCode {
    ReplyCode {
        code,
        reference: Reference::new(rfc, section),
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn every_code_is_found_once_and_is_within_the_grammar() {
        assert!(CODES.is_sorted_by(|left, right| left.code < right.code));
        for known in CODES {
            assert_eq!(find(known.code), Some(known));
            assert!(
                class(known.code).is_some() && category(known.code).is_some(),
                "{}",
                known.code
            );
        }
        assert_eq!(CODES.len(), 45);
        assert_eq!(find(299), None);
    }

    #[test]
    fn digits_say_class_and_category() {
        assert_eq!(class(250), Some(Class::Success));
        assert_eq!(class(354).map(Class::digit), Some(3));
        assert_eq!(
            (class(199), class(600), class(25), class(2500)),
            (None, None, None, None)
        );
        assert_eq!(
            (category(250), category(421), category(500), category(535)),
            (Some(5), Some(2), Some(0), Some(3))
        );
        assert_eq!(
            (category(260), category(299), category(650)),
            (None, None, None)
        );
    }
}
