use super::*;
use crate::auth::MAX_ITERATIONS;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn credentials(user: &str, secret: &str) -> Credentials {
    Credentials {
        user: user.to_owned(),
        secret: Secret::new(secret),
        ..Credentials::default()
    }
}

fn exchange(mechanism: Mechanism, user: &str, secret: &str, nonce: &str) -> Exchange {
    Exchange::new(mechanism, credentials(user, secret), nonce).expect("good credentials")
}

/// What stands behind AUTH and the mechanism, decoded.
fn first(exchange: &mut Exchange) -> String {
    let line = exchange.auth_line().expect("an AUTH line");
    let line = String::from_utf8(line.reveal().to_vec()).expect("text");
    let initial = line.rsplit(' ').next().expect("an initial response");
    text(&base64::decode(initial.as_bytes()).expect("base64"))
}

/// The decoded answer to a decoded challenge.
fn answer(exchange: &mut Exchange, challenge: &str) -> Result<String, ExchangeFault> {
    let line = exchange.answer(base64::encode(challenge.as_bytes()).as_bytes())?;
    Ok(text(&base64::decode(line.reveal()).expect("base64")))
}

fn text(octets: &[u8]) -> String {
    String::from_utf8(octets.to_vec()).expect("text")
}

/// RFC 5802 §5 and RFC 7677 §3: the nonces, the four messages of an exchange.
const SCRAM: &[(Mechanism, &str, [&str; 4])] = &[
    (
        Mechanism::ScramSha1,
        "fyko+d2lbbFgONRv9qkxdawL",
        [
            "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL",
            "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096",
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        ],
    ),
    (
        Mechanism::ScramSha256,
        "rOprNGfwEbeRWgbNEkqO",
        [
            "n,,n=user,r=rOprNGfwEbeRWgbNEkqO",
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
        ],
    ),
];

#[test]
fn scram_says_what_the_standards_say() {
    for (mechanism, nonce, [client_first, server_first, client_final, server_final]) in SCRAM {
        let mut exchange = exchange(*mechanism, "user", "pencil", nonce);
        assert_eq!(first(&mut exchange), *client_first);
        assert_eq!(
            answer(&mut exchange, server_first).as_deref(),
            Ok(*client_final)
        );
        assert_eq!(exchange.iterations(), Some(4096));
        assert_eq!(exchange.accepted(), Err(ExchangeFault::SignatureMissing));
        assert_eq!(answer(&mut exchange, server_final).as_deref(), Ok(""));
        assert_eq!(exchange.accepted(), Ok(()));
        assert_eq!(
            answer(&mut exchange, ""),
            Err(ExchangeFault::ChallengeUnexpected)
        );
    }
}

#[test]
fn a_scram_server_that_does_not_know_the_password_is_found_out() {
    for (mechanism, nonce, [_, server_first, _, server_final]) in SCRAM {
        let mut exchange = exchange(*mechanism, "user", "pencil", nonce);
        first(&mut exchange);
        answer(&mut exchange, server_first).expect("a proof");
        let forged = server_final.replace("v=", "v=AA");
        for (told, fault) in [
            (forged.as_str(), ExchangeFault::SignatureWrong),
            ("v=", ExchangeFault::SignatureWrong),
            ("", ExchangeFault::SignatureWrong),
            ("v=AAAA", ExchangeFault::SignatureWrong),
            ("e=invalid-proof", ExchangeFault::RefusedByServer),
        ] {
            assert_eq!(answer(&mut exchange.clone(), told), Err(fault), "{told}");
        }
        assert_eq!(exchange.accepted(), Err(ExchangeFault::SignatureMissing));
    }
}

#[test]
fn a_hostile_scram_challenge_is_refused_before_any_work() {
    let too_many = format!("r=abcdef,s=c2FsdA==,i={}", MAX_ITERATIONS + 1);
    for (challenge, fault) in [
        (too_many.as_str(), ExchangeFault::IterationsTooMany),
        (
            "r=abcdef,s=c2FsdA==,i=4294967296",
            ExchangeFault::IterationsTooMany,
        ),
        (
            "r=abcdef,s=c2FsdA==,i=99999999999999999999999",
            ExchangeFault::IterationsTooMany,
        ),
        ("r=abcdef,s=c2FsdA==,i=0", ExchangeFault::ChallengeMalformed),
        (
            "r=abcdef,s=c2FsdA==,i=-1",
            ExchangeFault::ChallengeMalformed,
        ),
        ("r=abc,s=c2FsdA==,i=4096", ExchangeFault::NonceNotOurs),
        ("r=xyzabc,s=c2FsdA==,i=4096", ExchangeFault::NonceNotOurs),
        ("r=abcdef,s=salt!,i=4096", ExchangeFault::ChallengeMalformed),
        ("r=abcdef,i=4096", ExchangeFault::ChallengeMalformed),
        (
            "m=new,r=abcdef,s=c2FsdA==,i=4096",
            ExchangeFault::ChallengeMalformed,
        ),
        ("", ExchangeFault::ChallengeMalformed),
    ] {
        let mut exchange = exchange(Mechanism::ScramSha256, "ann", "secret", "abc");
        first(&mut exchange);
        assert_eq!(answer(&mut exchange, challenge), Err(fault), "{challenge}");
    }
}

#[test]
fn names_in_scram_are_escaped() {
    let credentials = Credentials {
        authorization: "b=o,b".to_owned(),
        ..credentials("a,n=n", "secret")
    };
    let mut exchange =
        Exchange::new(Mechanism::ScramSha256, credentials, "abc").expect("good credentials");
    assert_eq!(first(&mut exchange), "n,a=b=3Do=2Cb,n=a=2Cn=3Dn,r=abc");
    let last = answer(&mut exchange, "r=abcdef,s=c2FsdA==,i=1").expect("a proof");
    let header = base64::encode(b"n,a=b=3Do=2Cb,");
    assert!(
        last.starts_with(&format!("c={header},r=abcdef,p=")),
        "{last}"
    );
}

/// RFC 2195 §2.
#[test]
fn cram_md5_says_what_the_standard_says() {
    let mut exchange = exchange(Mechanism::CramMd5, "tim", "tanstaaftanstaaf", "");
    assert_eq!(
        exchange.auth_line().expect("a line").reveal(),
        b"AUTH CRAM-MD5"
    );
    let challenge = "<1896.697170952@postoffice.reston.mci.net>";
    assert_eq!(
        answer(&mut exchange, challenge).as_deref(),
        Ok("tim b913a602c7eda7a495b4e6e7334d3890")
    );
}

/// RFC 4616 §4.
#[test]
fn plain_is_what_the_standard_says() {
    let mut own = exchange(Mechanism::Plain, "tim", "tanstaaftanstaaf", "");
    assert_eq!(first(&mut own), "\0tim\0tanstaaftanstaaf");
    let credentials = Credentials {
        authorization: "Ursel".to_owned(),
        ..credentials("Kurt", "xipj3plmq")
    };
    let mut other = Exchange::new(Mechanism::Plain, credentials, "").expect("good credentials");
    assert_eq!(first(&mut other), "Ursel\0Kurt\0xipj3plmq");
}

/// RFC 7628 §4.1 and Google's document.
#[test]
fn tokens_are_said_in_both_forms() {
    let credentials = Credentials {
        host: "server.example.com".to_owned(),
        port: Some(143),
        ..credentials(
            "user@example.com",
            "vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==",
        )
    };
    let mut bearer =
        Exchange::new(Mechanism::OAuthBearer, credentials, "").expect("good credentials");
    assert_eq!(
        first(&mut bearer),
        "n,a=user@example.com,\x01host=server.example.com\x01port=143\x01\
         auth=Bearer vF9dft4qmTc2Nvb3RlckBhbHRhdmlzdGEuY29tCg==\x01\x01"
    );
    assert_eq!(
        answer(&mut bearer, "{\"status\":\"invalid_token\"}").as_deref(),
        Ok("\x01")
    );
    let mut google = exchange(
        Mechanism::XOAuth2,
        "someuser@example.com",
        "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg",
        "",
    );
    assert_eq!(
        google.auth_line().expect("a line").reveal(),
        b"AUTH XOAUTH2 dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ=="
    );
    assert_eq!(
        answer(&mut google, "{\"status\":\"400\"}").as_deref(),
        Ok("")
    );
}

#[test]
fn login_is_asked_for_each_word_and_others_may_say_nothing() {
    let mut login = exchange(Mechanism::Login, "ann", "secret", "");
    assert_eq!(login.auth_line().expect("a line").reveal(), b"AUTH LOGIN");
    assert_eq!(answer(&mut login, "Username:").as_deref(), Ok("ann"));
    assert_eq!(answer(&mut login, "Password:").as_deref(), Ok("secret"));
    assert_eq!(
        answer(&mut login, "More:"),
        Err(ExchangeFault::ChallengeUnexpected)
    );
    let mut external = exchange(Mechanism::External, "", "", "");
    assert_eq!(
        external.auth_line().expect("a line").reveal(),
        b"AUTH EXTERNAL ="
    );
    let mut anonymous = exchange(Mechanism::Anonymous, "sirhc", "", "");
    // RFC 4505 §3.
    assert_eq!(
        anonymous.auth_line().expect("a line").reveal(),
        b"AUTH ANONYMOUS c2lyaGM="
    );
}

#[test]
fn a_long_token_waits_for_its_challenge() {
    let token = "t".repeat(1500);
    let mut exchange = exchange(Mechanism::XOAuth2, "ann", &token, "");
    assert_eq!(
        exchange.auth_line().expect("a line").reveal(),
        b"AUTH XOAUTH2"
    );
    assert_eq!(
        answer(&mut exchange, ""),
        Ok(format!("user=ann\x01auth=Bearer {token}\x01\x01"))
    );
}

#[test]
fn what_a_mechanism_cannot_carry_is_said_before_anything_is_sent() {
    use Mechanism::{DigestMd5, Login, OAuthBearer, Plain, ScramSha1, ScramSha256, XOAuth2};
    for (mechanism, user, secret, fault) in [
        (DigestMd5, "ann", "secret", ExchangeFault::NotSupported),
        (Plain, "", "secret", ExchangeFault::UserMissing),
        (Login, "ann", "", ExchangeFault::SecretMissing),
        (Plain, "a\0nn", "secret", ExchangeFault::UserHasControl),
        (Plain, "ann", "sec\0ret", ExchangeFault::SecretHasControl),
        (XOAuth2, "a\x01nn", "secret", ExchangeFault::UserHasControl),
        (
            OAuthBearer,
            "ann",
            "sec\x01ret",
            ExchangeFault::SecretHasControl,
        ),
        (ScramSha256, "anné", "secret", ExchangeFault::UserNotAscii),
        (ScramSha1, "ann", "sécret", ExchangeFault::SecretNotAscii),
        (
            ScramSha256,
            "ann",
            "sec\tret",
            ExchangeFault::SecretNotAscii,
        ),
    ] {
        let refused = Exchange::new(mechanism, credentials(user, secret), "abc");
        assert_eq!(refused.err(), Some(fault), "{mechanism:?} {user:?}");
    }
    for nonce in ["", "a,b", "a b", "ä"] {
        let refused = Exchange::new(ScramSha256, credentials("ann", "secret"), nonce);
        assert_eq!(
            refused.err(),
            Some(ExchangeFault::NonceUnusable),
            "{nonce:?}"
        );
    }
    assert!(Exchange::new(Plain, credentials("anné", "sécret"), "").is_ok());
}

#[test]
fn what_was_said_can_be_read_and_is_not_printed() {
    let mut exchange = exchange(Mechanism::Plain, "ann", "hunter2", "");
    assert!(exchange.last_message().is_none());
    exchange.auth_line().expect("a line");
    let (message, payload) = exchange.last_message().expect("a message");
    assert_eq!(message.reveal(), b"\0ann\0hunter2");
    assert_eq!((payload.parts.len(), payload.faults.len()), (3, 0));
    assert!(!format!("{exchange:?}").contains("hunter2"));
    assert!(!format!("{:?}", credentials("ann", "hunter2")).contains("hunter2"));
}

#[test]
fn a_challenge_that_is_no_base64_is_said() {
    let mut exchange = exchange(Mechanism::CramMd5, "ann", "secret", "");
    assert_eq!(
        exchange.answer(b"<1.2@mx.example.com>"),
        Err(ExchangeFault::ChallengeNotBase64)
    );
}

#[test]
fn no_challenge_makes_a_client_panic_or_work_for_long() {
    let pieces: &[&[u8]] = &[
        b"r=abc",
        b"def",
        b",",
        b"=",
        b"s=c2FsdA==",
        b"i=1",
        b"i=",
        b"99999999999",
        b"v=",
        b"e=",
        b"m=",
        b"\0",
        b"\xff",
        b"AAAA",
        b"<1@mx>",
        b"{\"status\"",
    ];
    let mut number = 1_u64;
    let mut next = |most: usize| {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(number >> 33).unwrap_or_default() % most
    };
    for _ in 0..500 {
        for mechanism in Exchange::MECHANISMS {
            let mut exchange = exchange(*mechanism, "ann", "secret", "abc");
            if next(2) == 0 {
                exchange.auth_line().expect("a line");
            }
            for _ in 0..4 {
                let challenge: Vec<u8> = (0..next(8))
                    .flat_map(|_| pieces[next(pieces.len())])
                    .copied()
                    .collect();
                let _ = exchange.answer(&challenge);
                let _ = exchange.answer(base64::encode(&challenge).as_bytes());
            }
            assert!(exchange.iterations().unwrap_or_default() <= MAX_ITERATIONS);
        }
    }
}
