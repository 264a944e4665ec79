//! SCRAM as a client: proves that it knows the password, and has the server prove the same (RFC 5802 §5).

use super::{Keys, MAX_ITERATIONS, read_server_final, read_server_first};
use crate::auth::credentials::Credentials;
use crate::auth::exchange_fault::ExchangeFault;
use crate::auth::hash::Hash;
use crate::auth::payload::PartKind;
use crate::base64;

/// The client in one exchange.
#[derive(Clone)]
pub(crate) struct ScramClient {
    hash: Hash,
    /// The random text of this exchange.
    nonce: String,
    /// `n,,`, or with whom to act as.
    header: String,
    /// `n=user,r=nonce`.
    first: String,
    /// What the server has to prove itself with.
    signature: Option<Vec<u8>>,
    iterations: Option<u32>,
    verified: bool,
}

impl ScramClient {
    pub(crate) fn new(
        hash: Hash,
        credentials: &Credentials,
        nonce: &str,
    ) -> Result<Self, ExchangeFault> {
        credentials.require_ascii()?;
        // RFC 5802 §5.1: a nonce is printable and has no comma.
        let printable = |octet: u8| octet.is_ascii_graphic() && octet != b',';
        if nonce.is_empty() || !nonce.bytes().all(printable) {
            return Err(ExchangeFault::NonceUnusable);
        }
        let header = gs2_header(&credentials.authorization);
        let first = ["n=", &saslname(&credentials.user), ",r=", nonce].concat();
        Ok(Self {
            hash,
            nonce: nonce.to_owned(),
            header,
            first,
            signature: None,
            iterations: None,
            verified: false,
        })
    }

    /// `n,,n=user,r=nonce`
    pub(crate) fn first(&self) -> Vec<u8> {
        [self.header.as_str(), &self.first].concat().into_bytes()
    }

    /// `c=header,r=nonce,p=proof`, in answer to `r=nonce,s=salt,i=count`.
    pub(crate) fn last(
        &mut self,
        password: &[u8],
        challenge: &[u8],
    ) -> Result<Vec<u8>, ExchangeFault> {
        let read = read_server_first(challenge);
        let part = |kind| {
            let span = read.part(kind).ok_or(ExchangeFault::ChallengeMalformed)?;
            std::str::from_utf8(span.of(challenge)).map_err(|_| ExchangeFault::ChallengeMalformed)
        };
        // A mandatory extension that we do not know ends the exchange (RFC 5802 §5.1).
        if !read.faults.is_empty() || challenge.starts_with(b"m=") {
            return Err(ExchangeFault::ChallengeMalformed);
        }
        let nonce = part(PartKind::Nonce)?;
        if nonce.len() <= self.nonce.len() || !nonce.starts_with(&self.nonce) {
            return Err(ExchangeFault::NonceNotOurs);
        }
        let salt = base64::decode(part(PartKind::Salt)?.as_bytes())
            .map_err(|_| ExchangeFault::ChallengeMalformed)?;
        // More digits than a count can have are too many as well.
        let iterations = part(PartKind::Iterations)?.parse().unwrap_or(u32::MAX);
        if iterations == 0 {
            return Err(ExchangeFault::ChallengeMalformed);
        }
        if iterations > MAX_ITERATIONS {
            return Err(ExchangeFault::IterationsTooMany);
        }
        self.iterations = Some(iterations);
        let header = base64::encode(self.header.as_bytes());
        let without_proof = ["c=", &header, ",r=", nonce].concat();
        let exchanged = exchanged(self.first.as_bytes(), challenge, without_proof.as_bytes());
        let keys = Keys::of(self.hash, password, &salt, iterations);
        self.signature = Some(keys.signature(&exchanged));
        let proof = base64::encode(&keys.proof(&exchanged));
        Ok([without_proof.as_str(), ",p=", &proof]
            .concat()
            .into_bytes())
    }

    /// Judges `v=signature`: only who knows the password, or what is kept of it, can have made it.
    pub(crate) fn verify(&mut self, challenge: &[u8]) -> Result<(), ExchangeFault> {
        let read = read_server_final(challenge);
        if read.part(PartKind::Error).is_some() {
            return Err(ExchangeFault::RefusedByServer);
        }
        let signature = read
            .part(PartKind::Proof)
            .and_then(|span| base64::decode(span.of(challenge)).ok());
        // Nobody measures how long a client compares: what it compares with never leaves it.
        if signature.is_none() || signature != self.signature {
            return Err(ExchangeFault::SignatureWrong);
        }
        self.verified = true;
        Ok(())
    }

    /// Whether the server has proved itself.
    pub(crate) const fn is_verified(&self) -> bool {
        self.verified
    }

    /// How often the server had the password hashed.
    pub(crate) const fn iterations(&self) -> Option<u32> {
        self.iterations
    }
}

/// All that both sides have said, as both proofs are made over it (RFC 5802 §3, `AuthMessage`).
pub(crate) fn exchanged(client_first: &[u8], server_first: &[u8], client_last: &[u8]) -> Vec<u8> {
    [client_first, server_first, client_last].join(&b","[..])
}

/// The head of a first message: no channel binding, and whom to act as (RFC 5801 §4).
pub(in crate::auth) fn gs2_header(authorization: &str) -> String {
    if authorization.is_empty() {
        "n,,".to_owned()
    } else {
        ["n,a=", &saslname(authorization), ","].concat()
    }
}

/// A name in which nothing divides (RFC 5801 §4).
fn saslname(name: &str) -> String {
    name.replace('=', "=3D").replace(',', "=2C")
}
