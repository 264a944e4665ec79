//! The mechanisms, message by message.

use super::*;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn mechanisms_are_known_by_name() {
    for mechanism in Mechanism::ALL {
        assert!(is_mechanism_name(mechanism.name().as_bytes()));
        let lower = mechanism.name().to_ascii_lowercase();
        assert_eq!(Mechanism::recognise(lower.as_bytes()), *mechanism);
    }
    assert_eq!(Mechanism::recognise(b"PLAIM"), Mechanism::Other);
    assert_eq!(Mechanism::recognise(b""), Mechanism::Other);
    assert!(!is_mechanism_name(b"") && !is_mechanism_name(b"PLAIN!"));
}

/// Every part as `kind:text`, then every fault as `!kind@offset`.
fn told(payload: &Payload, message: &[u8]) -> String {
    let mut told: Vec<String> = payload
        .parts
        .iter()
        .map(|part| {
            let text = String::from_utf8_lossy(part.span.of(message)).into_owned();
            format!("{}:{text}", part.kind.name())
        })
        .collect();
    told.extend(
        payload
            .faults
            .iter()
            .map(|fault| format!("!{}@{}", fault.kind.name(), fault.span.start)),
    );
    told.join(" ")
}

#[test]
fn responses_are_cut_into_their_parts() {
    use Mechanism::{
        Anonymous, CramMd5, External, Login, OAuthBearer, Plain, ScramSha256, XOAuth2,
    };
    for (mechanism, step, message, expected) in [
        (
            Plain,
            0,
            "\0ann\0secret",
            "authorization-identity: user:ann password:secret",
        ),
        (
            Plain,
            0,
            "bob\0ann\0secret",
            "authorization-identity:bob user:ann password:secret",
        ),
        (
            Plain,
            0,
            "ann:secret",
            "opaque:ann:secret !separator-missing@10",
        ),
        (
            Plain,
            0,
            "ann\0secret",
            "opaque:ann\0secret !separator-missing@10",
        ),
        (
            Plain,
            0,
            "\0ann\0sec\0ret",
            "authorization-identity: user:ann password:sec !separator-extra@8",
        ),
        (
            Plain,
            0,
            "\0\0secret",
            "authorization-identity: user: password:secret !user-empty@1",
        ),
        (
            Plain,
            0,
            "\0ann\0",
            "authorization-identity: user:ann password: !password-empty@5",
        ),
        (Login, 0, "ann", "user:ann"),
        (Login, 1, "secret", "password:secret"),
        (Login, 0, "", "user: !user-empty@0"),
        (Login, 2, "more", "opaque:more !unexpected@0"),
        (
            CramMd5,
            0,
            "ann 0123456789abcdef0123456789abcdef",
            "user:ann digest:0123456789abcdef0123456789abcdef",
        ),
        (
            CramMd5,
            0,
            "ann b c 0123456789abcdef0123456789abcdef",
            "user:ann b c digest:0123456789abcdef0123456789abcdef",
        ),
        (
            CramMd5,
            0,
            "ann 0123456789ABCDEF0123456789ABCDEF",
            "user:ann digest:0123456789ABCDEF0123456789ABCDEF !digest@4",
        ),
        (CramMd5, 0, "ann", "opaque:ann !separator-missing@3"),
        (External, 0, "", "authorization-identity:"),
        (Anonymous, 0, "guest", "trace:guest"),
        (
            XOAuth2,
            0,
            "user=ann\x01auth=Bearer tok\x01\x01",
            "user:ann token:tok",
        ),
        (
            XOAuth2,
            0,
            "user=ann\x01auth=Bearer tok",
            "user:ann token:tok !end-missing@24",
        ),
        (
            XOAuth2,
            0,
            "auth=Bearer tok\x01\x01",
            "token:tok !user-empty@0",
        ),
        (
            XOAuth2,
            0,
            "user=ann\x01auth=tok\x01\x01",
            "user:ann token:tok !bearer-missing@14",
        ),
        (XOAuth2, 0, "user=ann\x01\x01", "user:ann !token-missing@9"),
        (
            OAuthBearer,
            0,
            "n,a=ann,\x01host=mx\x01port=587\x01auth=Bearer tok\x01\x01",
            "channel-binding:n authorization-identity:ann host:mx port:587 token:tok",
        ),
        (
            OAuthBearer,
            0,
            "n,,\x01auth=Bearer tok\x01\x01",
            "channel-binding:n token:tok",
        ),
        (OAuthBearer, 0, "auth=Bearer tok\x01\x01", "!header@0"),
        (
            OAuthBearer,
            0,
            "n,,\x01auth=Bearer tok",
            "channel-binding:n token:tok !end-missing@19",
        ),
        (OAuthBearer, 1, "\x01", ""),
        (OAuthBearer, 1, "x", "opaque:x !unexpected@0"),
        (
            ScramSha256,
            0,
            "n,,n=ann,r=abc",
            "channel-binding:n user:ann nonce:abc",
        ),
        (
            ScramSha256,
            0,
            "p=tls-exporter,a=bob,n=ann,r=abc",
            "channel-binding:p=tls-exporter authorization-identity:bob user:ann nonce:abc",
        ),
        (
            ScramSha256,
            0,
            "n,,n=ann",
            "channel-binding:n user:ann !nonce-missing@8",
        ),
        (ScramSha256, 0, "n=ann,r=abc", "!header@0"),
        (
            ScramSha256,
            1,
            "c=biws,r=abcdef,p=dGVzdA==",
            "channel-binding:biws nonce:abcdef proof:dGVzdA==",
        ),
        (
            ScramSha256,
            1,
            "c=biws,r=abcdef",
            "channel-binding:biws nonce:abcdef !proof-missing@15",
        ),
    ] {
        let found = told(
            &mechanism.read_response(step, message.as_bytes()),
            message.as_bytes(),
        );
        assert_eq!(found, expected, "{mechanism:?} {message:?}");
    }
}

#[test]
fn challenges_are_cut_into_their_parts() {
    use Mechanism::{CramMd5, Login, OAuthBearer, ScramSha256, XOAuth2};
    for (mechanism, step, message, expected) in [
        (Login, 0, "Username:", "prompt:Username:"),
        (
            CramMd5,
            0,
            "<1.2@mx.example.com>",
            "challenge:<1.2@mx.example.com>",
        ),
        (CramMd5, 0, "1.2", "challenge:1.2 !challenge@0"),
        (ScramSha256, 0, "", ""),
        (
            ScramSha256,
            0,
            "r=abcdef,s=c2FsdA==,i=4096",
            "nonce:abcdef salt:c2FsdA== iterations:4096",
        ),
        (
            ScramSha256,
            0,
            "r=abcdef,s=c2FsdA==,i=x",
            "nonce:abcdef salt:c2FsdA== iterations:x !iterations@22",
        ),
        (ScramSha256, 1, "v=dGVzdA==", "proof:dGVzdA=="),
        (ScramSha256, 1, "e=invalid-proof", "error:invalid-proof"),
        (
            XOAuth2,
            0,
            r#"{"status":"401","schemes":"bearer","scope":"https://mail.example.com/"}"#,
            "status:401 schemes:bearer scope:https://mail.example.com/",
        ),
        (
            OAuthBearer,
            0,
            r#"{ "status" : "invalid_token", "note": "a \"b\"", "openid-configuration":"https://x" }"#,
            "status:invalid_token configuration:https://x",
        ),
        (XOAuth2, 0, r#"{"status":401}"#, r#"error:{"status":401}"#),
        (XOAuth2, 0, r#"{"status":"#, r#"error:{"status":"#),
        (XOAuth2, 0, "no", "error:no"),
        (XOAuth2, 0, "", ""),
    ] {
        let found = told(
            &mechanism.read_challenge(step, message.as_bytes()),
            message.as_bytes(),
        );
        assert_eq!(found, expected, "{mechanism:?} {message:?}");
    }
}
