//! What must not be shown, printed or exported unasked: passwords, tokens, and the octets that carry them.

use std::fmt;

pub use self::echoes::Echoes;

mod echoes;

/// What stands in place of a secret.
pub const MASK: &str = "[secret]";

/// Whether octets are not the secret but what stands in its place: our mask, or that of a program which logs.
#[must_use]
pub fn is_mask(octets: &[u8]) -> bool {
    MASKS.iter().any(|mask| mask.as_bytes() == octets)
}

/// What programs write in place of a secret: this crate, then PHPMailer.
const MASKS: &[&str] = &[MASK, "[credentials hidden]", "<credentials hidden>"];

/// Octets that only [`Secret::reveal`] shows: whatever prints them otherwise prints [`MASK`].
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

impl Secret {
    /// Takes octets into keeping.
    #[must_use]
    pub fn new(octets: impl Into<Vec<u8>>) -> Self {
        Self(octets.into())
    }

    /// The octets in clear: for the wire, and for a person who asked to see them.
    #[must_use]
    pub fn reveal(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(MASK)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(MASK)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_secret_shows_itself_when_asked_and_only_then() {
        let secret = Secret::new("hunter2");
        assert_eq!(
            format!("{secret} {secret:?} {:?}", Some(&secret)),
            "[secret] [secret] Some([secret])"
        );
        assert_eq!(secret.reveal(), b"hunter2");
    }
}
