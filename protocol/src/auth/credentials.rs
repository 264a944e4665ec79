//! What somebody signs in with.

use super::exchange_fault::ExchangeFault;
use crate::secret::Secret;

/// What somebody signs in with. Nothing prints the password or token: it is a [`Secret`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credentials {
    /// Who signs in; for ANONYMOUS the trace text.
    pub user: String,
    /// The password, or the access token.
    pub secret: Secret,
    /// Whom to act as; empty for oneself.
    pub authorization: String,
    /// The server's name, for OAUTHBEARER; empty to leave it out.
    pub host: String,
    /// The server's port, for OAUTHBEARER.
    pub port: Option<u16>,
}

impl Credentials {
    pub(super) fn require_user(&self) -> Result<(), ExchangeFault> {
        if self.user.is_empty() {
            return Err(ExchangeFault::UserMissing);
        }
        Ok(())
    }

    pub(super) fn require_secret(&self) -> Result<(), ExchangeFault> {
        if self.secret.reveal().is_empty() {
            return Err(ExchangeFault::SecretMissing);
        }
        Ok(())
    }

    /// What divides the parts of a message must not stand in one of them.
    pub(super) fn require_without(&self, divider: u8) -> Result<(), ExchangeFault> {
        let has = |octets: &[u8]| octets.contains(&divider);
        if has(self.user.as_bytes()) || has(self.authorization.as_bytes()) {
            return Err(ExchangeFault::UserHasControl);
        }
        if has(self.secret.reveal()) {
            return Err(ExchangeFault::SecretHasControl);
        }
        Ok(())
    }

    /// SCRAM prepares names and passwords with SASLprep (RFC 4013), whose tables would be the greater part of the page.
    /// It leaves printable ASCII as it is; what else there may be is not guessed at.
    pub(super) fn require_ascii(&self) -> Result<(), ExchangeFault> {
        let ascii = |octets: &[u8]| octets.iter().all(|octet| (0x20..0x7f).contains(octet));
        if !ascii(self.user.as_bytes()) || !ascii(self.authorization.as_bytes()) {
            return Err(ExchangeFault::UserNotAscii);
        }
        if !ascii(self.secret.reveal()) {
            return Err(ExchangeFault::SecretNotAscii);
        }
        Ok(())
    }
}
