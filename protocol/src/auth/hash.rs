//! The hashes that mechanisms stand on, keyed and plain.
//!
//! MD5 and SHA-1 are broken where somebody else chooses what is hashed. As keyed hashes they still hold, and mail servers
//! still ask for them.

use hmac::{Hmac, KeyInit, Mac};
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A hash that a mechanism names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    /// MD5, for CRAM-MD5.
    Md5,
    /// SHA-1, for SCRAM-SHA-1.
    Sha1,
    /// SHA-256, for SCRAM-SHA-256.
    Sha256,
}

impl Hash {
    /// The hash of octets.
    pub(crate) fn of(self, octets: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => Md5::digest(octets).to_vec(),
            Self::Sha1 => Sha1::digest(octets).to_vec(),
            Self::Sha256 => Sha256::digest(octets).to_vec(),
        }
    }

    /// The keyed hash of octets (RFC 2104).
    pub(crate) fn keyed(self, key: &[u8], octets: &[u8]) -> Vec<u8> {
        match self {
            Self::Md5 => repeated::<Hmac<Md5>>(key, octets, 1),
            Self::Sha1 => repeated::<Hmac<Sha1>>(key, octets, 1),
            Self::Sha256 => repeated::<Hmac<Sha256>>(key, octets, 1),
        }
    }

    /// The password with salt, hashed over and over: `Hi` of RFC 5802 §2.2, which is one block of PBKDF2.
    pub(crate) fn salted(self, password: &[u8], salt: &[u8], iterations: u32) -> Vec<u8> {
        let salt = [salt, &1_u32.to_be_bytes()].concat();
        match self {
            Self::Md5 => repeated::<Hmac<Md5>>(password, &salt, iterations),
            Self::Sha1 => repeated::<Hmac<Sha1>>(password, &salt, iterations),
            Self::Sha256 => repeated::<Hmac<Sha256>>(password, &salt, iterations),
        }
    }
}

/// The keyed hash of octets, then of that hash, and so on; all of them added without carry.
fn repeated<M: Mac + KeyInit + Clone>(key: &[u8], octets: &[u8], times: u32) -> Vec<u8> {
    #[allow(
        clippy::expect_used,
        reason = "a keyed hash takes a key of any length (RFC 2104 §2)"
    )]
    let keyed = <M as KeyInit>::new_from_slice(key).expect("a key of any length");
    let mut last = keyed.clone().chain_update(octets).finalize().into_bytes();
    let mut sum = last.to_vec();
    for _ in 1..times {
        last = keyed.clone().chain_update(&last).finalize().into_bytes();
        for (sum, octet) in sum.iter_mut().zip(last.iter()) {
            *sum ^= octet;
        }
    }
    sum
}

/// Octets as hexadecimal digits in lower case.
pub(crate) fn hexadecimal(octets: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('0');
    octets
        .iter()
        .flat_map(|octet| [digit(octet >> 4), digit(octet & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// RFC 2202 §2 and §3, RFC 4231 §4.3.
    #[test]
    fn keyed_hashes_are_those_of_the_standards() {
        for (hash, expected) in [
            (Hash::Md5, "750c783e6ab0b503eaa86e310a5db738"),
            (Hash::Sha1, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
            (
                Hash::Sha256,
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
        ] {
            let found = hash.keyed(b"Jefe", b"what do ya want for nothing?");
            assert_eq!(hexadecimal(&found), expected, "{hash:?}");
        }
    }

    /// RFC 6070 §2, RFC 7914 §11.
    #[test]
    fn salted_passwords_are_those_of_the_standards() {
        for (hash, iterations, expected) in [
            (Hash::Sha1, 1, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
            (Hash::Sha1, 2, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
            (Hash::Sha1, 4096, "4b007901b765489abead49d926f721d065a429c1"),
        ] {
            let found = hash.salted(b"password", b"salt", iterations);
            assert_eq!(hexadecimal(&found), expected, "{hash:?} {iterations}");
        }
        let found = Hash::Sha256.salted(b"passwd", b"salt", 1);
        assert_eq!(
            hexadecimal(&found),
            "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        );
    }
}
