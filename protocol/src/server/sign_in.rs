//! AUTH on the server's side: PLAIN and LOGIN (RFC 4954, RFC 4616).

use super::{Reading, Server};
use crate::base64;
use crate::command::{Arguments, Command};
use crate::diagnostic::ExpectedReply;
use crate::line::Line;
use crate::phase::Step;

/// Failed attempts before the server closes; it must bear three (RFC 4954 §9).
pub(super) const MAX_FAILURES: usize = 3;

/// An AUTH exchange in progress.
#[derive(Debug)]
pub(super) enum Exchange {
    /// PLAIN without initial response.
    Plain,
    /// LOGIN before the user name.
    LoginName,
    /// LOGIN before the password.
    LoginPassword {
        /// The user name.
        name: String,
    },
}

impl Server {
    /// AUTH was said and taken.
    pub(super) fn begin_exchange(&mut self, command: &Command<'_>) {
        let Arguments::Auth { mechanism, initial } = command.arguments else {
            self.refuse(MALFORMED);
            return;
        };
        let initial = initial.map(|initial| command.of(initial).to_vec());
        match (
            command.of(mechanism).to_ascii_uppercase().as_slice(),
            initial,
        ) {
            (b"PLAIN", None) => self.challenge(Exchange::Plain, "334 "),
            (b"PLAIN", Some(response)) => self.take_response(Exchange::Plain, &response),
            (b"LOGIN", None) => self.challenge(Exchange::LoginName, "334 VXNlcm5hbWU6"),
            (b"LOGIN", Some(response)) => self.take_response(Exchange::LoginName, &response),
            _ => self.refuse(ExpectedReply {
                code: 504,
                enhanced: "5.5.4",
                text: "Mechanism not offered",
            }),
        }
    }

    /// A line inside the exchange.
    pub(super) fn respond(&mut self, exchange: Exchange, line: &Line) {
        self.session.client_line(&line.bytes);
        if line.bytes == b"*" {
            self.refuse(ExpectedReply {
                code: 501,
                enhanced: "",
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

    fn challenge(&mut self, exchange: Exchange, line: &str) {
        self.reading = Reading::Exchange(exchange);
        self.say(&[line.to_owned()]);
    }

    fn take_response(&mut self, exchange: Exchange, response: &[u8]) {
        let response = if response == b"=" { b"" } else { response };
        let Ok(decoded) = base64::decode(response) else {
            self.refuse(ExpectedReply {
                code: 501,
                enhanced: "5.5.2",
                text: "Not Base64",
            });
            return;
        };
        match exchange {
            Exchange::Plain => {
                let parts: Vec<&[u8]> = decoded.split(|octet| *octet == 0).collect();
                let [_, name, password] = parts.as_slice() else {
                    self.refuse(MALFORMED);
                    return;
                };
                self.judge(&String::from_utf8_lossy(name), password);
            }
            Exchange::LoginName => {
                let name = String::from_utf8_lossy(&decoded).into_owned();
                self.challenge(Exchange::LoginPassword { name }, "334 UGFzc3dvcmQ6");
            }
            Exchange::LoginPassword { name } => self.judge(&name, &decoded),
        }
    }

    fn judge(&mut self, name: &str, password: &[u8]) {
        let known = self
            .behaviour
            .settings
            .users
            .iter()
            .any(|user| user.name == name && user.password.as_bytes() == password);
        if known {
            self.say_enhanced(235, "2.7.0", "Signed in");
            return;
        }
        self.failed_sign_ins += 1;
        self.refuse(ExpectedReply {
            code: 535,
            enhanced: "5.7.8",
            text: "User name or password is wrong",
        });
        if self.failed_sign_ins >= MAX_FAILURES {
            self.goodbye("4.7.0", "Too many failed attempts to sign in, closing");
        }
    }
}

const MALFORMED: ExpectedReply = ExpectedReply {
    code: 501,
    enhanced: "5.5.2",
    text: "Response is malformed",
};
