//! One exchange on the server's side: what a message of the client is answered with.

use super::scram::ScramServer;
use crate::auth::exchange::scram_hash;
use crate::auth::hash::{Hash, hexadecimal};
use crate::auth::{Mechanism, PartKind, Payload};
use crate::server::Settings;
use crate::server::User;

/// An AUTH exchange in progress.
#[derive(Debug)]
pub(in crate::server) struct Exchange {
    mechanism: Mechanism,
    /// Messages that the client has said.
    said: usize,
    /// The user name, once it is known and more has to be said.
    name: String,
    /// What CRAM-MD5 has to be answered to.
    challenge: String,
    scram: Option<ScramServer>,
}

/// What a message of the client is answered with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Another challenge.
    Ask(Vec<u8>),
    /// The user has proved to be this one.
    Known(String),
    /// Whoever it is has proved nothing.
    Unknown,
    /// The message is not of the mechanism's form.
    Malformed,
}

impl Exchange {
    /// An exchange in which nothing was said. `random` is a text nobody can foresee.
    pub(super) fn new(mechanism: Mechanism, random: &str, settings: &Settings) -> Self {
        Self {
            mechanism,
            said: 0,
            name: String::new(),
            challenge: ["<", &random.replace('=', ""), "@", &settings.host, ">"].concat(),
            scram: scram_hash(mechanism).map(|hash| ScramServer::new(hash, random)),
        }
    }

    /// The first challenge, where the client has not begun.
    pub(super) fn prompt(&self) -> Vec<u8> {
        match self.mechanism {
            Mechanism::Login => b"Username:".to_vec(),
            Mechanism::CramMd5 => self.challenge.clone().into_bytes(),
            _ => Vec::new(),
        }
    }

    /// Takes a message of the client, decoded.
    pub(super) fn take(&mut self, message: &[u8], settings: &Settings) -> Turn {
        let step = self.said;
        self.said += 1;
        let payload = self.mechanism.read_response(step, message);
        if !payload.faults.is_empty() {
            return Turn::Malformed;
        }
        let read = Read {
            payload: &payload,
            message,
            settings,
        };
        match (self.mechanism, step) {
            (Mechanism::Plain, 0) => read.by(|user| {
                !user.password.is_empty() && read.part(PartKind::Password) == user.password
            }),
            (Mechanism::Login, 0) => {
                self.name = read.part(PartKind::User);
                Turn::Ask(b"Password:".to_vec())
            }
            (Mechanism::Login, 1) => {
                let password = read.part(PartKind::Password);
                let user = settings.user(&self.name);
                let known = user.is_some_and(|user| user.password == password);
                told(known, &self.name)
            }
            (Mechanism::CramMd5, 0) => read.by(|user| {
                let digest = Hash::Md5.keyed(user.password.as_bytes(), self.challenge.as_bytes());
                !user.password.is_empty() && read.part(PartKind::Digest) == hexadecimal(&digest)
            }),
            (Mechanism::XOAuth2, 0) => read.by_token(XOAUTH2_REFUSAL),
            (Mechanism::OAuthBearer, 0) => read.by_token(BEARER_REFUSAL),
            // The client has read why not.
            (Mechanism::XOAuth2 | Mechanism::OAuthBearer, 1) => Turn::Unknown,
            (Mechanism::External, 0) => {
                let wanted = read.part(PartKind::AuthorizationIdentity);
                let shown = &settings.certificate;
                told(
                    !shown.is_empty() && (wanted.is_empty() || wanted == *shown),
                    shown,
                )
            }
            (Mechanism::Anonymous, 0) => Turn::Known("anonymous".to_owned()),
            _ => match &mut self.scram {
                Some(scram) => scram.take(step, message, &payload, settings),
                None => Turn::Malformed,
            },
        }
    }
}

/// A message as it was read, and who there is.
struct Read<'message> {
    payload: &'message Payload,
    message: &'message [u8],
    settings: &'message Settings,
}

impl Read<'_> {
    fn part(&self, kind: PartKind) -> String {
        let span = self.payload.part(kind).unwrap_or_default();
        String::from_utf8_lossy(span.of(self.message)).into_owned()
    }

    /// The user that the message names, if it proves to be that one and wants to act as nobody else.
    fn by(&self, proves: impl Fn(&User) -> bool) -> Turn {
        let name = self.part(PartKind::User);
        let wanted = self.part(PartKind::AuthorizationIdentity);
        let known = self.settings.user(&name).is_some_and(proves);
        told(known && (wanted.is_empty() || wanted == name), &name)
    }

    /// The user whose token this is. OAUTHBEARER names the user as whom to act as.
    fn by_token(&self, refusal: &str) -> Turn {
        let named = [PartKind::User, PartKind::AuthorizationIdentity]
            .map(|kind| self.part(kind))
            .concat();
        let token = self.part(PartKind::Token);
        let owner = self.settings.users.iter().find(|user| {
            !user.token.is_empty()
                && user.token == token
                && (named.is_empty() || named == user.name)
        });
        owner.map_or_else(
            || Turn::Ask(refusal.as_bytes().to_vec()),
            |user| Turn::Known(user.name.clone()),
        )
    }
}

fn told(known: bool, name: &str) -> Turn {
    if known {
        Turn::Known(name.to_owned())
    } else {
        Turn::Unknown
    }
}

/// As Google and Microsoft say it.
const XOAUTH2_REFUSAL: &str =
    r#"{"status":"401","schemes":"bearer","scope":"https://mail.example.com/"}"#;

/// RFC 7628 §3.2.2.
const BEARER_REFUSAL: &str = r#"{"status":"invalid_token","scope":"mail.send","openid-configuration":"https://login.example.com/.well-known/openid-configuration"}"#;
