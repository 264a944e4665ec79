//! What SCRAM makes of a password, on both sides (RFC 5802 §3).

use crate::auth::hash::Hash;

/// The keys of one password, one salt and one count of iterations.
pub(crate) struct Keys {
    hash: Hash,
    client: Vec<u8>,
    stored: Vec<u8>,
    server: Vec<u8>,
}

impl Keys {
    /// The keys of a password. It takes as long as the count of iterations says.
    pub(crate) fn of(hash: Hash, password: &[u8], salt: &[u8], iterations: u32) -> Self {
        let salted = hash.salted(password, salt, iterations);
        let client = hash.keyed(&salted, b"Client Key");
        Self {
            hash,
            stored: hash.of(&client),
            server: hash.keyed(&salted, b"Server Key"),
            client,
        }
    }

    /// The client's proof that it knows the password. `exchanged` is all that both sides have said before.
    pub(crate) fn proof(&self, exchanged: &[u8]) -> Vec<u8> {
        let signature = self.hash.keyed(&self.stored, exchanged);
        let both = self.client.iter().zip(&signature);
        both.map(|(key, signature)| key ^ signature).collect()
    }

    /// The server's proof that it knows the password, or what stands for it.
    pub(crate) fn signature(&self, exchanged: &[u8]) -> Vec<u8> {
        self.hash.keyed(&self.server, exchanged)
    }
}
