//! SCRAM as a server (RFC 5802 §5).

use super::exchange::Turn;
use crate::auth::hash::Hash;
use crate::auth::scram::{Keys, exchanged};
use crate::auth::{PartKind, Payload};
use crate::base64;
use crate::server::Settings;

/// Octets of a salt.
const SALT: usize = 16;

/// The server in one exchange.
#[derive(Debug)]
pub(super) struct ScramServer {
    hash: Hash,
    /// The server's half of the nonce.
    random: String,
    /// `n,,`, or with whom to act as.
    header: Vec<u8>,
    client_first: Vec<u8>,
    server_first: String,
    name: String,
}

impl ScramServer {
    pub(super) fn new(hash: Hash, random: &str) -> Self {
        Self {
            hash,
            random: random.to_owned(),
            header: Vec::new(),
            client_first: Vec::new(),
            server_first: String::new(),
            name: String::new(),
        }
    }

    /// Takes a message of the client that was read without a fault.
    pub(super) fn take(
        &mut self,
        step: usize,
        message: &[u8],
        payload: &Payload,
        settings: &Settings,
    ) -> Turn {
        match step {
            0 => self.first(message, payload, settings),
            1 => self.last(message, payload, settings),
            // The client has nothing to add to the server's proof.
            _ => Turn::Known(self.name.clone()),
        }
    }

    fn first(&mut self, message: &[u8], payload: &Payload, settings: &Settings) -> Turn {
        let part = |kind| {
            let span = payload.part(kind).unwrap_or_default();
            String::from_utf8_lossy(span.of(message)).into_owned()
        };
        self.name = plain_name(&part(PartKind::User));
        let wanted = plain_name(&part(PartKind::AuthorizationIdentity));
        // No channel can be bound to here, and nobody acts as somebody else.
        let binds = part(PartKind::ChannelBinding).starts_with('p');
        if binds || !(wanted.is_empty() || wanted == self.name) {
            return Turn::Malformed;
        }
        let bare = bare_start(message);
        self.header = message.get(..bare).unwrap_or_default().to_vec();
        self.client_first = message.get(bare..).unwrap_or_default().to_vec();
        let salt = base64::encode(&self.salt(settings));
        let iterations = settings.iterations.to_string();
        let nonce = part(PartKind::Nonce);
        self.server_first = ["r=", &nonce, &self.random, ",s=", &salt, ",i=", &iterations].concat();
        Turn::Ask(self.server_first.clone().into_bytes())
    }

    fn last(&self, message: &[u8], payload: &Payload, settings: &Settings) -> Turn {
        let part = |kind| payload.part(kind).unwrap_or_default().of(message);
        let nonce = [b"r=", part(PartKind::Nonce), b","].concat();
        let bound = base64::decode(part(PartKind::ChannelBinding));
        if bound.as_ref() != Ok(&self.header) || !self.server_first.as_bytes().starts_with(&nonce) {
            return Turn::Malformed;
        }
        let Some(user) = settings
            .user(&self.name)
            .filter(|user| !user.password.is_empty())
        else {
            return Turn::Unknown;
        };
        let proof_start = part_start(payload).saturating_sub(b",p=".len());
        let without_proof = message.get(..proof_start).unwrap_or_default();
        let exchanged = exchanged(
            &self.client_first,
            self.server_first.as_bytes(),
            without_proof,
        );
        let salt = self.salt(settings);
        let keys = Keys::of(
            self.hash,
            user.password.as_bytes(),
            &salt,
            settings.iterations,
        );
        let proof = base64::decode(part(PartKind::Proof));
        if proof.as_ref() != Ok(&keys.proof(&exchanged)) {
            return Turn::Unknown;
        }
        let signature = base64::encode(&keys.signature(&exchanged));
        Turn::Ask(["v=", &signature].concat().into_bytes())
    }

    /// The salt of a user, the same at each attempt; one who is not there has one too, so that nobody learns who is.
    fn salt(&self, settings: &Settings) -> Vec<u8> {
        let mut salt = Hash::Sha256.keyed(settings.host.as_bytes(), self.name.as_bytes());
        salt.truncate(SALT);
        salt
    }
}

/// Where the attributes begin behind the head: behind the second comma.
fn bare_start(message: &[u8]) -> usize {
    let mut commas = message
        .iter()
        .enumerate()
        .filter(|(_, octet)| **octet == b',');
    commas.nth(1).map_or(message.len(), |(at, _)| at + 1)
}

fn part_start(payload: &Payload) -> usize {
    payload
        .part(PartKind::Proof)
        .unwrap_or_default()
        .range()
        .start
}

/// A name without its escapes (RFC 5801 §4).
fn plain_name(name: &str) -> String {
    name.replace("=2C", ",").replace("=3D", "=")
}
