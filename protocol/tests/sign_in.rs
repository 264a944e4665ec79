//! Client and server sign in to each other, joined in memory: every mechanism, right and wrong.
#![allow(
    clippy::expect_used,
    reason = "a panic here is a failing test, with its cause"
)]

use ehlo_protocol::auth::{Credentials, Exchange, ExchangeFault, Mechanism};
use ehlo_protocol::base64;
use ehlo_protocol::check;
use ehlo_protocol::reply::{Reply, ReplyReader};
use ehlo_protocol::secret::Secret;
use ehlo_protocol::server::{Behaviour, EXAMPLE_USERS, Output, Server, Settings, SignIn};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// A server that offers every mechanism, under TLS, after EHLO.
struct Peer {
    server: Server,
    replies: ReplyReader,
}

impl Peer {
    fn new(settings: Settings) -> Self {
        let mut peer = Self {
            server: Server::new(settings),
            replies: ReplyReader::default(),
        };
        peer.server.connected();
        assert_eq!(peer.next().code(), Some(220));
        peer.server.tls_established();
        assert_eq!(peer.say(b"EHLO client.example.org").code(), Some(250));
        peer
    }

    fn say(&mut self, line: &[u8]) -> Reply {
        self.server.receive(&[line, b"\r\n"].concat(), 0);
        self.next()
    }

    fn next(&mut self) -> Reply {
        while let Some(output) = self.server.poll() {
            if let Output::Send(bytes) = output {
                self.replies.push(&bytes);
            }
        }
        self.replies.next().expect("a reply")
    }

    /// Signs in to the end: the last reply, what the client thinks of it, and all challenges, decoded.
    fn sign_in(
        &mut self,
        exchange: &mut Exchange,
    ) -> (Reply, Result<(), ExchangeFault>, Vec<String>) {
        let mut line = exchange.auth_line().expect("an AUTH line");
        let mut challenges = Vec::new();
        loop {
            let reply = self.say(line.reveal());
            if reply.code() != Some(334) {
                return (reply, exchange.accepted(), challenges);
            }
            let challenge = reply.lines[0].text();
            let decoded = base64::decode(challenge).expect("base64");
            challenges.push(String::from_utf8(decoded).expect("text"));
            match exchange.answer(challenge) {
                Ok(next) => line = next,
                Err(fault) => return (self.say(b"*"), Err(fault), challenges),
            }
        }
    }
}

fn everything() -> Settings {
    let mut settings = Settings {
        certificate: "ann".to_owned(),
        seed: "a seed".to_owned(),
        ..Settings::playground()
    };
    let auth = settings
        .capabilities
        .iter_mut()
        .find(|line| line.starts_with("AUTH"))
        .expect("an AUTH line");
    auth.push_str(" EXTERNAL ANONYMOUS");
    settings
}

fn exchange(mechanism: Mechanism, user: &str, secret: &str) -> Exchange {
    let credentials = Credentials {
        user: user.to_owned(),
        secret: Secret::new(secret),
        host: "mx.example.com".to_owned(),
        port: Some(587),
        ..Credentials::default()
    };
    Exchange::new(mechanism, credentials, "fyko+d2lbbFgONRv9qkxdawL").expect("good credentials")
}

const fn takes_token(mechanism: Mechanism) -> bool {
    matches!(mechanism, Mechanism::XOAuth2 | Mechanism::OAuthBearer)
}

const fn takes_no_secret(mechanism: Mechanism) -> bool {
    matches!(mechanism, Mechanism::External | Mechanism::Anonymous)
}

#[test]
fn every_mechanism_lets_in_who_knows_the_secret() {
    for mechanism in Exchange::MECHANISMS {
        let secret = if takes_token(*mechanism) {
            "token-of-ann"
        } else {
            "secret"
        };
        let mut peer = Peer::new(everything());
        let (reply, verdict, _) = peer.sign_in(&mut exchange(*mechanism, "ann", secret));
        assert_eq!(reply.code(), Some(235), "{mechanism:?}");
        assert_eq!(verdict, Ok(()), "{mechanism:?}");
        assert!(peer.server.session().authenticated, "{mechanism:?}");
    }
}

#[test]
fn no_mechanism_lets_in_who_does_not() {
    for mechanism in Exchange::MECHANISMS {
        if takes_no_secret(*mechanism) {
            continue;
        }
        for (user, secret) in [
            ("ann", "wrong"),
            ("nobody", "secret"),
            ("bob", "secret"),
            ("bob", "token-of-ann"),
        ] {
            let mut peer = Peer::new(everything());
            let (reply, _, challenges) = peer.sign_in(&mut exchange(*mechanism, user, secret));
            assert_eq!(reply.code(), Some(535), "{mechanism:?} {user} {secret}");
            assert!(!peer.server.session().authenticated);
            let refusals = challenges
                .iter()
                .filter(|said| said.starts_with('{'))
                .count();
            assert_eq!(
                refusals,
                usize::from(takes_token(*mechanism)),
                "{mechanism:?}"
            );
        }
    }
}

#[test]
fn each_refusal_of_the_example_users_can_be_had() {
    for user in EXAMPLE_USERS {
        for mechanism in [Mechanism::Plain, Mechanism::ScramSha256, Mechanism::XOAuth2] {
            let secret = if takes_token(mechanism) {
                user.token
            } else {
                user.password
            };
            let mut peer = Peer::new(Settings::playground());
            let (reply, _, _) = peer.sign_in(&mut exchange(mechanism, user.name, secret));
            let said = String::from_utf8(reply.bytes()).expect("text");
            let expected = if user.refusal.is_empty() {
                "235 2.7.0 "
            } else {
                user.refusal
            };
            assert!(said.starts_with(expected), "{said}");
        }
    }
}

#[test]
fn nobody_acts_as_somebody_else_without_leave() {
    for mechanism in [
        Mechanism::Plain,
        Mechanism::ScramSha256,
        Mechanism::External,
    ] {
        for (authorization, let_in) in [("ann", true), ("bob", false)] {
            let credentials = Credentials {
                user: "ann".to_owned(),
                secret: Secret::new("secret"),
                authorization: authorization.to_owned(),
                ..Credentials::default()
            };
            let mut exchange = Exchange::new(mechanism, credentials, "abc").expect("good");
            let (reply, _, _) = Peer::new(everything()).sign_in(&mut exchange);
            assert_eq!(
                reply.code() == Some(235),
                let_in,
                "{mechanism:?} {authorization}"
            );
        }
    }
    let no_certificate = Settings {
        certificate: String::new(),
        ..everything()
    };
    let mut exchange = exchange(Mechanism::External, "", "");
    let (reply, _, _) = Peer::new(no_certificate).sign_in(&mut exchange);
    assert_eq!(reply.code(), Some(535));
}

#[test]
fn what_nobody_shall_foresee_differs_by_seed_and_by_attempt() {
    let challenge = |seed: &str, attempts: usize| {
        let mut peer = Peer::new(Settings {
            seed: seed.to_owned(),
            ..Settings::playground()
        });
        let mut last = Vec::new();
        for _ in 0..attempts {
            last = peer.say(b"AUTH CRAM-MD5").bytes();
            peer.say(b"*");
        }
        last
    };
    assert_ne!(challenge("a", 1), challenge("b", 1));
    assert_ne!(challenge("a", 1), challenge("a", 2));
    assert_eq!(challenge("a", 2), challenge("a", 2));
}

#[test]
fn malformed_messages_are_refused_and_end_the_exchange() {
    for (mechanism, message) in [
        ("PLAIN", "ann secret"),
        ("PLAIN", "\0ann"),
        ("CRAM-MD5", "ann"),
        ("SCRAM-SHA-256", "n=ann,r=abc"),
        ("SCRAM-SHA-256", "p=tls-exporter,,n=ann,r=abc"),
        ("SCRAM-SHA-256", "n,a=bob,n=ann,r=abc"),
        ("XOAUTH2", "user=ann"),
        ("OAUTHBEARER", "auth=Bearer x\x01\x01"),
    ] {
        let mut peer = Peer::new(everything());
        assert_eq!(
            peer.say(format!("AUTH {mechanism}").as_bytes()).code(),
            Some(334)
        );
        let reply = peer.say(base64::encode(message.as_bytes()).as_bytes());
        assert_eq!(reply.code(), Some(501), "{mechanism} {message:?}");
        assert_eq!(peer.say(b"NOOP").code(), Some(250));
    }
    let mut peer = Peer::new(everything());
    peer.say(b"AUTH SCRAM-SHA-1");
    peer.say(base64::encode(b"n,,n=ann,r=abc").as_bytes());
    let replayed = base64::encode(b"c=biws,r=abc,p=AAAA");
    assert_eq!(
        peer.say(replayed.as_bytes()).code(),
        Some(501),
        "another nonce"
    );
}

#[test]
fn a_behaviour_can_say_who_signs_in_with_what_and_who_does_not() {
    let (behaviour, problems) = Behaviour::read(
        "announce AUTH XOAUTH2 EXTERNAL\nuser ann x\ntoken ann t0ken\nrefuse ann 454 4.7.0 Later\n\
         certificate ann\niterations 5000\n",
    );
    assert_eq!(problems, []);
    assert_eq!(behaviour.settings.iterations, 5000);
    let ann = behaviour.settings.user("ann").expect("ann");
    assert_eq!(
        (ann.token.as_str(), ann.refusal.as_deref()),
        ("t0ken", Some("454 4.7.0 Later"))
    );
    for wrong in [
        "token nobody t",
        "refuse nobody 535 No",
        "user a b\nrefuse a 250 Ok",
        "iterations 0",
        "iterations 100001",
    ] {
        assert_eq!(Behaviour::read(wrong).1.len(), 1, "{wrong}");
    }
}

#[test]
fn a_server_that_learns_to_sign_in_later_puts_auth_off_until_then() {
    let behaviour = Behaviour {
        settings: everything(),
        faults: Vec::new(),
    };
    let mut peer = Peer {
        server: Server::checked_by(behaviour, check::content),
        replies: ReplyReader::default(),
    };
    peer.server.connected();
    peer.next();
    peer.server.tls_established();
    peer.say(b"EHLO client.example.org");
    let auth = [
        b"AUTH PLAIN ".as_slice(),
        base64::encode(b"\0ann\0secret").as_bytes(),
    ]
    .concat();
    assert_eq!(peer.say(&auth).code(), Some(454));
    peer.server.learn_sign_in(SignIn::HERE);
    assert_eq!(peer.say(&auth).code(), Some(235));
}
