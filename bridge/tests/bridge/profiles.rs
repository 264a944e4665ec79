//! The public profiles: what passes, who is told what, and how often (SECURITY.md 2.3, T5, T6).

use std::sync::Arc;

use ehlo_bridge::clock::Clock;
use ehlo_bridge::dial::Dialler;
use ehlo_bridge::limits::Limits;
use ehlo_bridge::network::Exchange;
use ehlo_bridge::policy::grant::Grant;
use ehlo_bridge::profile::Profile;
use ehlo_bridge::serve::{Running, start};
use ehlo_bridge::settings::Settings;
use ehlo_bridge::token::Token;
use ehlo_protocol::tunnel::{FromBridge, Refusal};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use tokio::time::Instant;

use crate::support::{Page, Script, opening, policy_of, server};
use crate::web::{ask, get};

fn public(profile: Profile, changes: &[(&str, u64)]) -> Settings {
    let mut settings = Settings {
        profile,
        limits: Limits::of(profile),
        ..Settings::local()
    };
    for (name, value) in changes {
        settings.limits.set(name, *value).unwrap();
    }
    settings
}

async fn run(settings: Settings, script: &Arc<Script>) -> Running {
    start(settings, script.clone(), Clock::default())
        .await
        .unwrap()
}

#[tokio::test]
async fn in_probe_a_mail_ends_the_session_and_nothing_of_it_is_on_the_wire() {
    let (sender, mut received) = mpsc::channel(1);
    let server = server(move |mut stream: TcpStream| {
        let sender = sender.clone();
        async move {
            stream.write_all(b"220 mx\r\n").await.unwrap();
            let mut all = vec![0; 9];
            stream.read_exact(&mut all).await.unwrap();
            stream.write_all(b"250 mx\r\n").await.unwrap();
            let _ = stream.read_to_end(&mut all).await;
            sender.send(all).await.unwrap();
        }
    })
    .await;
    let settings = Settings {
        targets: opening(&[server]).targets,
        ..public(Profile::Probe, &[])
    };
    let running = run(settings, &Arc::new(Script::default())).await;
    let mut page = Page::open(&running, server).await;
    page.read(8).await;
    page.send(b"EHLO me\r\n").await;
    page.read(8).await;
    page.send(b"MAIL FROM").await;
    page.send(b":<a@b.example>\r\n").await;
    page.refused(Refusal::CommandNotAllowed).await;
    assert_eq!(received.recv().await.unwrap(), b"EHLO me\r\n");
    running.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_closed_port_a_filtered_one_and_a_missing_host_look_and_last_the_same() {
    let limits = Limits::of(Profile::Probe);
    let script = Arc::new(Script {
        answers: vec![vec!["8.8.4.4".parse().unwrap()]].into(),
        black_holes: vec!["8.8.8.8".parse().unwrap()],
        closed: vec!["8.8.4.4".parse().unwrap(), "9.9.9.9".parse().unwrap()],
        ..Script::default()
    });
    let policy = policy_of(Profile::Probe);
    let dialler = Dialler::outbound(script.clone());
    for attempt in 0..200 {
        let host = ["8.8.8.8", "8.8.4.4", "9.9.9.9", "mx.example.com"][attempt % 4];
        let destination = policy.admit_open(host, 25, None).unwrap();
        let started = Instant::now();
        let end = dialler.dial(&policy, &limits, &destination).await;
        assert_eq!(end.err(), Some(Refusal::NoConnection), "{host}");
        let milliseconds = started.elapsed().as_millis();
        assert!((10_000..10_050).contains(&milliseconds), "{milliseconds}");
    }
    assert_eq!(script.dialled.lock().unwrap().len(), 200);
}

#[tokio::test]
async fn a_client_opens_so_many_sessions_in_a_minute() {
    for most in [2, 3] {
        let changes = [
            ("new-sessions-per-minute", most),
            ("sessions-per-address", 20),
        ];
        let running = run(public(Profile::Probe, &changes), &Arc::default()).await;
        for _ in 0..most {
            let mut page = Page::new(&running).await;
            page.ask("127.0.0.1", 25).await;
            page.refused(Refusal::AddressNotAllowed).await;
        }
        Page::new(&running)
            .await
            .refused(Refusal::RateLimited)
            .await;
        running.stop().await;
    }
}

#[tokio::test]
async fn a_client_asks_for_so_many_hosts_and_misses_so_often() {
    for (name, most, hosts) in [
        ("hosts-per-hour", 2, ["8.8.8.1", "8.8.8.2", "8.8.8.3"]),
        ("failed-dials", 2, ["8.8.8.1", "8.8.8.1", "8.8.8.1"]),
    ] {
        let script = Arc::new(Script {
            closed: (1..4).map(|last| [8, 8, 8, last].into()).collect(),
            ..Script::default()
        });
        let changes = [(name, most), ("connect-time", 1)];
        let running = run(public(Profile::Probe, &changes), &script).await;
        for (host, refusal) in hosts.into_iter().zip([
            Refusal::NoConnection,
            Refusal::NoConnection,
            Refusal::RateLimited,
        ]) {
            let mut page = Page::new(&running).await;
            page.ask(host, 25).await;
            page.refused(refusal).await;
        }
        assert_eq!(script.dialled.lock().unwrap().len(), 2, "{name}");
        running.stop().await;
    }
}

#[test]
fn what_a_public_profile_opens_and_to_whom() {
    let mut policy = policy_of(Profile::Granted);
    let secret = "a secret of the operator";
    policy.grants = vec![Grant {
        name: "docs".to_owned(),
        secret: Token::chosen(secret).unwrap(),
    }];
    policy.targets = vec!["lab.example:2600".parse().unwrap()];
    let wrong = Some("a secret of nobody's");
    for (host, port, token, refusal) in [
        ("lab.example", 2600, None, None),
        ("lab.example", 2600, Some(secret), None),
        ("lab.example", 2600, wrong, Some(Refusal::TokenRequired)),
        ("mx.example.com", 25, None, Some(Refusal::TokenRequired)),
        ("mx.example.com", 25, wrong, Some(Refusal::TokenRequired)),
        ("mx.example.com", 25, Some(secret), None),
        (
            "mx.example.com",
            26,
            Some(secret),
            Some(Refusal::PortNotAllowed),
        ),
        ("localhost", 25, Some(secret), Some(Refusal::HostNotAllowed)),
    ] {
        let end = policy.admit_open(host, port, token);
        assert_eq!(end.err(), refusal, "{host}:{port} {token:?}");
    }
    let probe = policy_of(Profile::Probe);
    for (host, port, refusal) in [
        ("mx.example.com", 25, None),
        ("mx.example.com", 26, Some(Refusal::PortNotAllowed)),
        ("printer.local", 25, Some(Refusal::HostNotAllowed)),
    ] {
        assert_eq!(probe.admit_open(host, port, None).err(), refusal);
    }
    assert!(Token::chosen("too short").is_none());
}

#[tokio::test]
async fn a_grant_reaches_a_public_server_and_its_sessions_are_counted() {
    let script = Arc::new(Script {
        closed: vec!["8.8.8.8".parse().unwrap()],
        ..Script::default()
    });
    let secret = "a secret of the operator";
    let settings = Settings {
        grants: vec![Grant {
            name: "docs".to_owned(),
            secret: Token::chosen(secret).unwrap(),
        }],
        ..public(
            Profile::Granted,
            &[("grant-sessions", 1), ("connect-time", 1)],
        )
    };
    let running = run(settings, &script).await;
    for (token, refusal) in [
        ("", Refusal::TokenRequired),
        (secret, Refusal::NoConnection),
        (secret, Refusal::RateLimited),
    ] {
        let mut page = Page::at(running.address, token).await;
        page.ask("8.8.8.8", 25).await;
        page.refused(refusal).await;
    }
    assert_eq!(script.dialled.lock().unwrap().len(), 1);
    running.stop().await;
}

#[tokio::test]
async fn the_page_asks_who_takes_the_mail_of_a_domain() {
    let exchange = |preference, host: &str| Exchange {
        preference,
        host: host.to_owned(),
    };
    let script = Arc::new(Script {
        exchanges: vec![exchange(20, "b.example"), exchange(10, "a.example")].into(),
        ..Script::default()
    });
    let running = run(Settings::local(), &script).await;
    let address = running.address.to_string();
    let bearer = format!("Bearer {}", running.token.reveal());
    let own = [("Host", address.as_str()), ("Authorization", &bearer)];
    let answer = ask(&running, "GET", "/dns/mx/Example.COM", &own).await;
    assert_eq!(
        answer.body,
        r#"{"domain":"example.com","exchanges":[{"preference":10,"host":"a.example"},{"preference":20,"host":"b.example"}]}"#
    );
    let strange = [&own[..], &[("Origin", "https://evil.test")]].concat();
    for (path, headers, status) in [
        ("/dns/mx/example.com", &own[..1], 403),
        ("/dns/mx/example.com", &strange, 403),
        ("/dns/mx/127.0.0.1", &own, 400),
        ("/dns/mx/localhost", &own, 400),
        ("/dns/mx/127.1", &own, 400),
    ] {
        let answer = ask(&running, "GET", path, headers).await;
        assert_eq!(answer.status, status, "{path}");
    }
    script.exchanges.lock().unwrap().clear();
    let answer = ask(&running, "GET", "/dns/mx/example.com", &own).await;
    assert_eq!(answer.status, 404);
    running.stop().await;
    // The profile `sandbox` asks nobody.
    let running = run(public(Profile::Sandbox, &[]), &script).await;
    assert_eq!(get(&running, "/dns/mx/example.com").await.status, 404);
    assert_eq!(script.asked.load(std::sync::atomic::Ordering::SeqCst), 2);
    running.stop().await;
}

#[tokio::test]
async fn what_is_published_says_which_profile_is_in_force() {
    for (profile, token, ports) in [
        (Profile::Probe, false, 4),
        (Profile::Granted, true, 4),
        (Profile::Sandbox, false, 0),
    ] {
        let running = run(public(profile, &[]), &Arc::default()).await;
        let answer = get(&running, "/limits").await;
        let policy: ehlo_protocol::tunnel::Policy = serde_json::from_str(&answer.body).unwrap();
        assert_eq!(policy.profile, profile.name());
        assert_eq!((policy.token_required, policy.ports.len()), (token, ports));
        running.stop().await;
    }
}

#[tokio::test]
async fn a_listed_server_is_open_to_anybody_in_granted() {
    let server = server(async |mut stream: TcpStream| {
        stream.write_all(b"220 mx\r\n").await.unwrap();
        let _ = stream.read(&mut [0; 1]).await;
    })
    .await;
    let script = Arc::new(Script::default());
    let settings = Settings {
        targets: opening(&[server]).targets,
        ..public(Profile::Granted, &[])
    };
    let running = run(settings, &script).await;
    let mut page = Page::at(running.address, "").await;
    page.say(&format!(
        r#"{{"type":"open","host":"127.0.0.1","port":{}}}"#,
        server.port()
    ))
    .await;
    let FromBridge::Opened { .. } = page.hear().await else {
        panic!("not opened")
    };
    running.stop().await;
}
