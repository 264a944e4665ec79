//! The secret of one run.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use subtle::ConstantTimeEq;

/// The secret of one run: who holds it was shown the address that the program printed.
///
/// It has no `Debug` and no `Display`; [`Token::reveal`] is for the address alone.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A fresh token from the system's random numbers.
    ///
    /// # Errors
    /// Where the system has no random numbers to give.
    pub fn generate() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes)?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// A secret that an operator chose. Nothing where it is short enough to be guessed.
    #[must_use]
    pub fn chosen(text: &str) -> Option<Self> {
        (text.len() >= SHORTEST).then(|| Self(text.to_owned()))
    }

    /// Whether `offered` is this token, in a time that says nothing about where they differ.
    #[must_use]
    pub fn matches(&self, offered: &[u8]) -> bool {
        self.0.as_bytes().ct_eq(offered).into()
    }

    /// The secret itself, for the address to open.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Shortest secret that an operator may choose: 16 letters of Base64 are 96 bits.
pub const SHORTEST: usize = 16;

/// 128 bits: beyond guessing within the life of a program.
const BYTES: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_very_token_matches() {
        let token = Token::generate().unwrap();
        let text = token.reveal().to_owned();
        assert_eq!(text.len(), 22);
        assert!(token.matches(text.as_bytes()));
        for other in [
            "",
            &text[1..],
            &format!("{text}="),
            &text.to_uppercase().repeat(2),
        ] {
            assert!(!token.matches(other.as_bytes()), "{other}");
        }
        assert!(!token.matches(Token::generate().unwrap().reveal().as_bytes()));
    }
}
