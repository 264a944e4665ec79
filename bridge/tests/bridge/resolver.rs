//! What a resolver can say, and where that leads (SECURITY.md T2, F1, F3).

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use ehlo_bridge::dial::Dialler;
use ehlo_bridge::limits::Limits;
use ehlo_bridge::policy::Policy;
use ehlo_bridge::profile::Profile;
use ehlo_protocol::tunnel::Refusal;
use tokio::time::Instant;

use crate::support::{Script, closed_port, policy_of, server};

fn policy(target: Option<&str>, private: bool) -> Policy {
    Policy {
        targets: target
            .map(|target| target.parse().unwrap())
            .into_iter()
            .collect(),
        private,
        ..policy_of(Profile::Local)
    }
}

fn addresses(text: &str) -> Vec<IpAddr> {
    text.split_whitespace()
        .map(|address| address.parse().unwrap())
        .collect()
}

async fn dial(
    script: &Arc<Script>,
    policy: &Policy,
    host: &str,
    port: u16,
) -> Result<SocketAddr, Refusal> {
    let destination = policy.admit_open(host, port, Some(policy.token.reveal()))?;
    let dialler = Dialler::outbound(script.clone());
    dialler
        .dial(policy, &Limits::of(Profile::Local), &destination)
        .await
        .map(|(_, address)| address)
}

#[tokio::test]
async fn one_answer_that_is_not_allowed_stops_the_dial() {
    let hundred = (1..=99)
        .map(|last| format!("8.8.8.{last}"))
        .collect::<Vec<_>>()
        .join(" ")
        + " 10.0.0.1";
    for answer in [
        "127.0.0.1",
        "::1",
        "8.8.8.8 127.0.0.1",
        "127.0.0.1 8.8.8.8",
        "8.8.8.8 ::1",
        "2001:4860::1 ::ffff:127.0.0.1",
        "169.254.169.254",
        "64:ff9b::7f00:1",
        "0.0.0.0",
        &hundred,
    ] {
        let script = Arc::new(Script {
            answers: vec![addresses(answer)].into(),
            ..Script::default()
        });
        let end = dial(&script, &policy(None, false), "mx.example.com", 25).await;
        assert_eq!(end, Err(Refusal::AddressNotAllowed), "{answer}");
        let dials = script.dialled.lock().unwrap().len();
        assert_eq!(dials, 0, "{answer}");
        let shown: String = answer.chars().take(60).collect();
        println!("mx.example.com is {shown}: address-not-allowed, {dials} dials");
    }
}

#[tokio::test]
async fn no_answer_and_an_empty_answer_are_a_name_that_is_not_found() {
    for answers in [Vec::new(), vec![Vec::new()]] {
        let script = Arc::new(Script {
            answers: answers.into(),
            ..Script::default()
        });
        assert_eq!(
            dial(&script, &policy(None, false), "mx.example.com", 25).await,
            Err(Refusal::NameNotFound)
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_resolver_that_never_answers_is_left() {
    let script = Arc::new(Script {
        mute: true,
        ..Script::default()
    });
    let started = Instant::now();
    assert_eq!(
        dial(&script, &policy(None, false), "mx.example.com", 25).await,
        Err(Refusal::NameNotFound)
    );
    assert_eq!(started.elapsed().as_secs(), 5);
}

#[tokio::test]
async fn a_name_is_resolved_once_and_what_was_judged_is_dialled() {
    let server = server(async |_stream| {}).await;
    let target = format!("mail.lab.example:{}", server.port());
    // Public at first sight, something else at the second: there is no second.
    let script = Script {
        answers: vec![addresses("127.0.0.1"), addresses("10.0.0.1")].into(),
        ..Script::default()
    };
    let script = Arc::new(script);
    assert_eq!(
        dial(
            &script,
            &policy(Some(&target), false),
            "mail.lab.example",
            server.port()
        )
        .await,
        Ok(server)
    );
    assert_eq!(script.asked.load(Ordering::SeqCst), 1);
    assert_eq!(*script.dialled.lock().unwrap(), [server]);
}

#[tokio::test]
async fn who_answers_must_be_who_was_dialled() {
    let server = server(async |_stream| {}).await;
    let script = Script {
        answers: vec![addresses("8.8.8.8")].into(),
        detour: Some(server),
        ..Script::default()
    };
    let end = dial(
        &Arc::new(script),
        &policy(None, false),
        "mx.example.com",
        25,
    )
    .await;
    assert_eq!(end, Err(Refusal::AddressNotAllowed));
}

#[test]
fn this_machine_is_known_by_the_other_end() {
    let refused = Err(Refusal::AddressNotAllowed);
    for (own, answered, admitted) in [
        ("8.8.8.8", "9.9.9.9", Ok(())),
        ("8.8.8.8", "8.8.8.8", refused),
        ("::ffff:8.8.8.8", "8.8.8.8", refused),
        ("2a00:1450::1", "2a00:1450::1", refused),
        ("2a00:1450::1", "2a00:1450::2", Ok(())),
    ] {
        let end = Policy::admit_answer(own.parse().unwrap(), answered.parse().unwrap());
        assert_eq!(end, admitted, "{own} {answered}");
    }
}

#[tokio::test]
async fn a_dead_first_address_leaves_time_for_the_second() {
    let server = server(async |_stream| {}).await;
    let target = format!("mail.lab.example:{}", server.port());
    let script = Arc::new(Script {
        answers: vec![addresses("127.0.0.9 127.0.0.1")].into(),
        black_holes: addresses("127.0.0.9"),
        ..Script::default()
    });
    tokio::time::pause();
    assert_eq!(
        dial(
            &script,
            &policy(Some(&target), false),
            "mail.lab.example",
            server.port()
        )
        .await,
        Ok(server)
    );
    assert_eq!(script.dialled.lock().unwrap().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn addresses_that_never_answer_end_within_the_time_for_all() {
    let holes = (1..=100)
        .map(|last| format!("8.8.8.{last}"))
        .collect::<Vec<_>>()
        .join(" ");
    let script = Arc::new(Script {
        answers: vec![addresses(&holes)].into(),
        black_holes: addresses(&holes),
        ..Script::default()
    });
    let started = Instant::now();
    assert_eq!(
        dial(&script, &policy(None, false), "mx.example.com", 25).await,
        Err(Refusal::ConnectTimeout)
    );
    assert_eq!(started.elapsed().as_secs(), 10);
    assert_eq!(script.dialled.lock().unwrap().len(), 8);
}

#[tokio::test]
async fn a_refused_port_is_named_whatever_else_failed() {
    let closed = closed_port().await;
    let target = format!("mail.lab.example:{}", closed.port());
    let script = Arc::new(Script {
        answers: vec![addresses("127.0.0.1")].into(),
        ..Script::default()
    });
    let end = dial(
        &script,
        &policy(Some(&target), false),
        "mail.lab.example",
        closed.port(),
    )
    .await;
    assert_eq!(end, Err(Refusal::ConnectionRefused));
}

#[tokio::test]
async fn a_literal_address_is_judged_without_a_resolver() {
    let script = Arc::new(Script::default());
    assert_eq!(
        dial(&script, &policy(None, false), "10.0.0.1", 25).await,
        Err(Refusal::AddressNotAllowed)
    );
    assert_eq!(
        dial(&script, &policy(None, true), "169.254.169.254", 25).await,
        Err(Refusal::AddressNotAllowed)
    );
    assert_eq!(script.asked.load(Ordering::SeqCst), 0);
    assert!(script.dialled.lock().unwrap().is_empty());
}
