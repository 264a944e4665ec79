//! The builder of a sign-in: what is filled in, what goes out next, and what came of it.
//!
//! It lives in the component that draws it and goes with it; nothing of it enters the page's state. What it says goes
//! out as any line does.

use ehlo_protocol::auth::{Credentials, Exchange, ExchangeFault, Mechanism};
use ehlo_protocol::secret::Secret;
use ehlo_protocol::session::Session;
use ehlo_protocol::sign_in::Said;

/// What stops an exchange (RFC 4954 §4).
const STOP: &str = "*";

/// The builder of a sign-in.
pub(crate) struct Builder {
    /// The mechanism that is chosen.
    pub(crate) mechanism: Mechanism,
    /// What is filled in.
    pub(crate) credentials: Credentials,
    /// Whether each step goes out as soon as it can.
    pub(crate) to_end: bool,
    /// Whether a password or token in clear was asked about, and not agreed to yet.
    pub(crate) asks: bool,
    stage: Stage,
    exchange: Option<Exchange>,
    /// The line that goes out next.
    next: Result<Secret, ExchangeFault>,
    /// Why the exchange is not gone on with.
    fault: Option<ExchangeFault>,
    /// How much of the transcript was heard.
    heard: usize,
    nonce: fn() -> String,
}

/// Where the exchange stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Nothing was said.
    Draft,
    /// A line is out, and the server has yet to answer.
    Waiting,
    /// The server has asked for more.
    Asked,
    /// The server has said yes, and may be believed or not.
    Accepted(Result<(), ExchangeFault>),
}

impl Builder {
    /// A builder for a session; `nonce` gives a new random text at each call.
    pub(crate) fn new(session: &Session, host: &str, port: u16, nonce: fn() -> String) -> Self {
        let mechanism = choices(session)
            .into_iter()
            .find(|(_, offered)| *offered)
            .map_or(Mechanism::Plain, |(mechanism, _)| mechanism);
        let mut builder = Self {
            mechanism,
            credentials: Credentials {
                host: host.to_owned(),
                port: (port > 0).then_some(port),
                ..Credentials::default()
            },
            to_end: false,
            asks: false,
            stage: Stage::Draft,
            exchange: None,
            next: Err(ExchangeFault::UserMissing),
            fault: None,
            heard: 0,
            nonce,
        };
        builder.prepare();
        builder
    }

    /// Where the exchange stands.
    pub(crate) const fn stage(&self) -> Stage {
        self.stage
    }

    /// Whether what is filled in can be changed.
    pub(crate) const fn is_draft(&self) -> bool {
        matches!(self.stage, Stage::Draft | Stage::Accepted(_))
    }

    /// The line that goes out next, or what is missing for it.
    pub(crate) const fn next(&self) -> Result<&Secret, ExchangeFault> {
        match &self.next {
            Ok(line) => Ok(line),
            Err(fault) => Err(*fault),
        }
    }

    /// Why the exchange is not gone on with: then what goes out next stops it.
    pub(crate) const fn fault(&self) -> Option<ExchangeFault> {
        self.fault
    }

    /// How often a SCRAM server had the password hashed.
    pub(crate) fn iterations(&self) -> Option<u32> {
        self.exchange.as_ref().and_then(Exchange::iterations)
    }

    /// The message in the line that goes out next, where there is one.
    pub(crate) fn message(&self) -> Option<Said> {
        let (message, payload) = self.exchange.as_ref()?.last_message()?;
        let carries = self.next.is_ok() && self.fault.is_none() && self.stage != Stage::Waiting;
        carries.then(|| Said {
            mechanism: self.mechanism,
            by_server: false,
            message: message.clone(),
            payload,
        })
    }

    /// Takes over what was filled in and makes the first line of it.
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Self)) {
        if self.is_draft() {
            change(self);
            self.prepare();
        }
    }

    /// Takes another mechanism. What it does not ask for is forgotten.
    pub(crate) fn choose(&mut self, mechanism: Mechanism) {
        self.mechanism = mechanism;
        if !wants_secret(mechanism) {
            self.credentials.secret = Secret::default();
        }
        if mechanism == Mechanism::External {
            self.credentials.user = String::new();
        }
        if !takes_authorization(mechanism) {
            self.credentials.authorization = String::new();
        }
    }

    fn prepare(&mut self) {
        self.stage = Stage::Draft;
        self.asks = false;
        self.to_end = false;
        self.fault = None;
        let begun = Exchange::new(self.mechanism, self.credentials.clone(), &(self.nonce)());
        let begun = begun.and_then(|mut exchange| {
            let line = exchange.auth_line()?;
            Ok((exchange, line))
        });
        match begun {
            Ok((exchange, line)) => {
                self.exchange = Some(exchange);
                self.next = Ok(line);
            }
            Err(fault) => {
                self.exchange = None;
                self.next = Err(fault);
            }
        }
    }

    /// The line to say now; nothing where there is none, or where its password would go out in clear and nobody has
    /// agreed to that: then it asks.
    pub(crate) fn say(&mut self, tls: bool, said_so_far: usize) -> Option<Secret> {
        if self.stage == Stage::Waiting {
            return None;
        }
        let line = self.next.as_ref().ok()?.clone();
        let in_clear = self.stage != Stage::Asked && self.mechanism.shows_the_secret() && !tls;
        if in_clear && !self.asks {
            self.asks = true;
            return None;
        }
        self.asks = false;
        self.stage = Stage::Waiting;
        self.heard = said_so_far;
        Some(line)
    }

    /// Goes on as the transcript says: its entries are given with the code of each reply, and its text. Gives whether
    /// the next line is to go out at once.
    pub(crate) fn hear<'reply>(
        &mut self,
        replies: impl Iterator<Item = (Option<u16>, &'reply [u8])>,
        said_so_far: usize,
        in_exchange: bool,
    ) -> bool {
        for (code, text) in replies {
            if self.stage == Stage::Waiting {
                self.answered(code, text);
            }
        }
        self.heard = said_so_far;
        if self.stage == Stage::Asked && !in_exchange {
            // Somebody ended it by hand.
            self.prepare();
        }
        self.to_end && self.stage == Stage::Asked && self.next.is_ok()
    }

    /// How much of the transcript was heard.
    pub(crate) const fn heard(&self) -> usize {
        self.heard
    }

    fn answered(&mut self, code: Option<u16>, text: &[u8]) {
        let Some(exchange) = &mut self.exchange else {
            return;
        };
        match code {
            Some(334) => {
                self.stage = Stage::Asked;
                self.next = exchange.answer(text).or_else(|fault| {
                    self.fault = Some(fault);
                    Ok(Secret::new(STOP))
                });
            }
            Some(200..=299) => {
                let verdict = exchange.accepted();
                self.prepare();
                self.stage = Stage::Accepted(verdict);
            }
            // Refused: the next attempt begins with what is filled in.
            _ => self.prepare(),
        }
    }

    /// The line that stops the exchange goes out next.
    pub(crate) fn stop(&mut self) {
        self.next = Ok(Secret::new(STOP));
        self.to_end = false;
    }
}

/// The mechanisms, those that the server offers first, and whether it does. Among them the ones that hide the password.
pub(crate) fn choices(session: &Session) -> Vec<(Mechanism, bool)> {
    let listed = session
        .capabilities
        .as_ref()
        .map(|capabilities| capabilities.mechanisms())
        .unwrap_or_default();
    let offers = |mechanism: Mechanism| {
        listed
            .iter()
            .any(|name| Mechanism::recognise(name.as_bytes()) == mechanism)
    };
    let choices = Exchange::MECHANISMS
        .iter()
        .map(|mechanism| (*mechanism, offers(*mechanism)));
    let (mut first, others): (Vec<_>, Vec<_>) = choices.partition(|(_, offered)| *offered);
    first.extend(others);
    first
}

/// What a mechanism wants to be filled in.
pub(crate) const fn wants_secret(mechanism: Mechanism) -> bool {
    !matches!(mechanism, Mechanism::External | Mechanism::Anonymous)
}

/// Whether what a mechanism takes is an access token.
pub(crate) const fn takes_token(mechanism: Mechanism) -> bool {
    matches!(mechanism, Mechanism::XOAuth2 | Mechanism::OAuthBearer)
}

/// Whether a mechanism can say whom to act as.
pub(crate) const fn takes_authorization(mechanism: Mechanism) -> bool {
    matches!(
        mechanism,
        Mechanism::Plain | Mechanism::ScramSha1 | Mechanism::ScramSha256 | Mechanism::External
    )
}

#[cfg(test)]
mod tests {
    use ehlo_protocol::client::Client;
    use ehlo_protocol::diagnostic::Profile;
    use ehlo_protocol::session::Mode;

    use super::*;

    fn session(auth: &str) -> Session {
        let mut client = Client::new(Mode::Submissions, Profile::Strict);
        client.connected(0);
        client.receive(b"220 mx.example.com\r\n", 0);
        client.send_line(b"EHLO me.example", 0);
        client.receive(
            ["250-mx.example.com\r\n250 ", auth, "\r\n"]
                .concat()
                .as_bytes(),
            0,
        );
        client.session().clone()
    }

    fn builder(auth: &str, mechanism: Mechanism) -> Builder {
        let mut builder = Builder::new(&session(auth), "", 0, || "abc".to_owned());
        builder.change(|builder| {
            builder.mechanism = mechanism;
            builder.credentials.user = "ann".to_owned();
            builder.credentials.secret = Secret::new("secret");
        });
        builder
    }

    fn hear(builder: &mut Builder, code: u16, text: &str) -> bool {
        builder.hear([(Some(code), text.as_bytes())].into_iter(), 1, code == 334)
    }

    #[test]
    fn what_the_server_offers_comes_first() {
        let found = choices(&session("AUTH LOGIN CRAM-MD5"));
        let offered: Vec<_> = found
            .iter()
            .filter(|(_, offered)| *offered)
            .map(|(mechanism, _)| mechanism.name())
            .collect();
        assert_eq!(offered, ["LOGIN", "CRAM-MD5"]);
        assert_eq!(found.len(), Exchange::MECHANISMS.len());
        assert_eq!(found[0].0, Mechanism::Login);
        let offers_all = session("AUTH PLAIN LOGIN SCRAM-SHA-256");
        let chosen = Builder::new(&offers_all, "", 0, String::new).mechanism;
        assert_eq!(
            chosen,
            Mechanism::ScramSha256,
            "the one that hides the password"
        );
    }

    #[test]
    fn steps_go_out_one_by_one_or_to_the_end() {
        let mut builder = builder("AUTH LOGIN", Mechanism::Login);
        let line = builder.say(true, 0).expect("a line");
        assert_eq!(line.reveal(), b"AUTH LOGIN");
        assert!(builder.say(true, 0).is_none(), "not twice");
        assert!(!hear(&mut builder, 334, "VXNlcm5hbWU6"), "step by step");
        assert_eq!(
            builder.message().expect("a message").message.reveal(),
            b"ann"
        );
        builder.to_end = true;
        assert_eq!(builder.say(true, 0).expect("a line").reveal(), b"YW5u");
        assert!(hear(&mut builder, 334, "UGFzc3dvcmQ6"), "to the end");
        assert_eq!(builder.say(true, 0).expect("a line").reveal(), b"c2VjcmV0");
        hear(&mut builder, 235, "2.7.0 ok");
        assert_eq!(builder.stage(), Stage::Accepted(Ok(())));
    }

    #[test]
    fn a_password_goes_out_in_clear_only_when_asked_about() {
        let mut plain = builder("AUTH PLAIN", Mechanism::Plain);
        assert!(plain.say(false, 0).is_none() && plain.asks);
        assert!(plain.say(false, 0).is_some(), "agreed");
        let mut again = builder("AUTH PLAIN", Mechanism::Plain);
        assert!(again.say(false, 0).is_none());
        again.change(|builder| builder.credentials.user = "bob".to_owned());
        assert!(!again.asks && again.say(false, 0).is_none(), "asked anew");
        let mut hidden = builder("AUTH CRAM-MD5", Mechanism::CramMd5);
        assert!(hidden.say(false, 0).is_some());
    }

    #[test]
    fn a_server_that_proves_nothing_is_not_believed() {
        let mut scram = builder("AUTH SCRAM-SHA-256", Mechanism::ScramSha256);
        scram.to_end = true;
        scram.say(true, 0).expect("a line");
        let hostile = ehlo_protocol::base64::encode(b"r=abcdef,s=c2FsdA==,i=999999");
        assert!(hear(&mut scram, 334, &hostile));
        assert_eq!(scram.fault(), Some(ExchangeFault::IterationsTooMany));
        assert_eq!(scram.say(true, 0).expect("a line").reveal(), b"*");
        hear(&mut scram, 501, "Cancelled");
        assert_eq!((scram.stage(), scram.fault()), (Stage::Draft, None));
        scram.say(true, 0).expect("a line");
        hear(&mut scram, 235, "ok");
        assert_eq!(
            scram.stage(),
            Stage::Accepted(Err(ExchangeFault::SignatureMissing))
        );
    }

    #[test]
    fn what_is_missing_is_said_and_nothing_goes_out() {
        let mut empty = Builder::new(&session("AUTH PLAIN"), "", 0, String::new);
        assert_eq!(empty.next().err(), Some(ExchangeFault::UserMissing));
        assert!(empty.say(true, 0).is_none());
    }
}
