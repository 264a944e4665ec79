//! AUTH on the server's side (RFC 4954): the mechanisms of [`Mechanism`], against the users of the settings.

use super::{Reading, Server};
use crate::auth::Mechanism;
use crate::auth::hash::Hash;
use crate::base64;
use crate::command::{Arguments, Command};
use crate::diagnostic::ExpectedReply;
use crate::line::Line;
use crate::phase::Step;

pub(super) use self::exchange::Exchange;
use self::exchange::Turn;

mod exchange;
mod scram;

/// Failed attempts before the server closes; it must bear three (RFC 4954 §9).
pub(super) const MAX_FAILURES: usize = 3;

/// Octets of what nobody shall foresee: as many as make a nonce without padding.
const RANDOM: usize = 18;

/// AUTH, as a value: who does not name it has a server without.
#[derive(Clone, Copy, Debug)]
pub struct SignIn {
    begin: fn(&mut Server, &Command<'_>),
    respond: fn(&mut Server, Exchange, &Line),
}

impl SignIn {
    /// AUTH with all its mechanisms.
    pub const HERE: Self = Self {
        begin: Server::begin_exchange,
        respond: Server::respond,
    };

    pub(super) fn begin(self, server: &mut Server, command: &Command<'_>) {
        (self.begin)(server, command);
    }

    pub(super) fn respond(self, server: &mut Server, exchange: Exchange, line: &Line) {
        (self.respond)(server, exchange, line);
    }
}

/// The refusal of AUTH where it has not come yet (RFC 4954 §4.1).
pub(super) const NOT_YET: ExpectedReply = ExpectedReply {
    code: 454,
    enhanced: "4.7.0",
    text: "Signing in is not possible now, try again later",
};

impl Server {
    /// AUTH was said and taken.
    fn begin_exchange(&mut self, command: &Command<'_>) {
        let Arguments::Auth { mechanism, initial } = command.arguments else {
            self.refuse(MALFORMED);
            return;
        };
        let name = command.of(mechanism);
        let known = Mechanism::recognise(name);
        if known == Mechanism::Other || !self.behaviour.settings.offers_mechanism(name) {
            self.refuse(ExpectedReply {
                code: 504,
                enhanced: "5.5.4",
                text: "Mechanism not offered",
            });
            return;
        }
        let random = self.random();
        let exchange = Exchange::new(known, &random, &self.behaviour.settings);
        match initial {
            Some(initial) => {
                let response = command.of(initial).to_vec();
                self.take_response(exchange, &response);
            }
            None => {
                let prompt = exchange.prompt();
                self.challenge(exchange, &prompt);
            }
        }
    }

    /// A line inside the exchange.
    fn respond(&mut self, exchange: Exchange, line: &Line) {
        self.session.client_line(&line.bytes);
        if line.bytes == b"*" {
            self.refuse(ExpectedReply {
                code: 501,
                enhanced: "5.7.0",
                text: "Cancelled",
            });
        } else if line.dropped > 0 {
            self.refuse(ExpectedReply {
                code: 500,
                enhanced: "5.5.6",
                text: "Line too long",
            });
        } else if !self.misbehaves(Step::AuthResponse, &line.bytes) {
            self.take_response(exchange, &line.bytes);
        }
    }

    fn challenge(&mut self, exchange: Exchange, challenge: &[u8]) {
        self.reading = Reading::Exchange(exchange);
        self.say(&[format!("334 {}", base64::encode(challenge))]);
    }

    fn take_response(&mut self, mut exchange: Exchange, response: &[u8]) {
        let response = if response == b"=" { b"" } else { response };
        let Ok(message) = base64::decode(response) else {
            self.refuse(ExpectedReply {
                code: 501,
                enhanced: "5.5.2",
                text: "Not Base64",
            });
            return;
        };
        match exchange.take(&message, &self.behaviour.settings) {
            Turn::Ask(challenge) => self.challenge(exchange, &challenge),
            Turn::Known(name) => self.let_in(&name),
            Turn::Unknown => {
                self.refuse(WRONG);
                self.sign_in_failed();
            }
            Turn::Malformed => self.refuse(MALFORMED),
        }
    }

    /// Lets a user in, or says why this one does not get in for all that.
    fn let_in(&mut self, name: &str) {
        let user = self.behaviour.settings.user(name);
        match user.and_then(|user| user.refusal.clone()) {
            Some(refusal) => {
                self.say(&[refusal]);
                self.sign_in_failed();
            }
            None => self.say_enhanced(235, "2.7.0", "Signed in"),
        }
    }

    fn sign_in_failed(&mut self) {
        self.failed_sign_ins += 1;
        if self.failed_sign_ins >= MAX_FAILURES {
            self.goodbye("4.7.0", "Too many failed attempts to sign in, closing");
        }
    }

    /// A text that nobody can foresee who does not know the seed, another one each time.
    fn random(&mut self) -> String {
        self.exchanges += 1;
        let seed = self.behaviour.settings.seed.as_bytes();
        let mut octets = Hash::Sha256.keyed(seed, &self.exchanges.to_be_bytes());
        octets.truncate(RANDOM);
        base64::encode(&octets)
    }
}

const WRONG: ExpectedReply = ExpectedReply {
    code: 535,
    enhanced: "5.7.8",
    text: "User name or password is wrong",
};

const MALFORMED: ExpectedReply = ExpectedReply {
    code: 501,
    enhanced: "5.5.2",
    text: "Response is malformed",
};
