//! Every way to be refused before a connection stands.

use std::sync::Arc;

use ehlo_bridge::clock::Clock;
use ehlo_bridge::profile::Profile;
use ehlo_bridge::serve::start;
use ehlo_bridge::settings::Settings;
use ehlo_protocol::tunnel::{FromPage, Refusal};
use tokio::net::TcpStream;
use tokio_tungstenite::client_async;
use tokio_tungstenite::tungstenite::Error;

use crate::support::{Page, Script, bridge, closed_port, opening, request, server};

#[tokio::test]
async fn what_the_policy_refuses_is_not_dialled() {
    let script = Arc::new(Script {
        answers: vec![vec!["8.8.8.8".parse().unwrap()]].into(),
        ..Script::default()
    });
    let running = start(Settings::local(), script.clone(), Clock::default())
        .await
        .unwrap();
    for (host, port, refusal) in [
        ("mx.example.com", 22, Refusal::PortNotAllowed),
        ("mx.example.com", 0, Refusal::PortNotAllowed),
        ("127.1", 25, Refusal::HostNotAllowed),
        ("localhost", 25, Refusal::HostNotAllowed),
        ("mailhog", 25, Refusal::HostNotAllowed),
        ("127.0.0.1", 25, Refusal::AddressNotAllowed),
        ("[::1]", 25, Refusal::AddressNotAllowed),
        ("::ffff:10.0.0.1", 25, Refusal::AddressNotAllowed),
        ("169.254.169.254", 25, Refusal::AddressNotAllowed),
    ] {
        let mut page = Page::new(&running).await;
        page.ask(host, port).await;
        page.refused(refusal).await;
    }
    assert_eq!(script.dialled.lock().unwrap().len(), 0);
    running.stop().await;
}

#[tokio::test]
async fn without_the_token_there_is_no_session() {
    let running = bridge(Settings::local()).await;
    for token in [
        None,
        Some(String::new()),
        Some("wrong".to_owned()),
        Some("x".repeat(22)),
    ] {
        let mut page = Page::new(&running).await;
        let open = FromPage::Open {
            host: "mx.example.com".to_owned(),
            port: 25,
            token,
        };
        page.say(&serde_json::to_string(&open).unwrap()).await;
        page.refused(Refusal::TokenRequired).await;
    }
    running.stop().await;
}

#[tokio::test]
async fn the_profile_sandbox_dials_nobody() {
    let script = Arc::new(Script {
        answers: vec![vec!["8.8.8.8".parse().unwrap()]].into(),
        ..Script::default()
    });
    let settings = Settings {
        profile: Profile::Sandbox,
        ..Settings::local()
    };
    let running = start(settings, script.clone(), Clock::default())
        .await
        .unwrap();
    for host in ["mx.example.com", "8.8.8.8", "127.0.0.1"] {
        let mut page = Page::new(&running).await;
        page.ask(host, 25).await;
        page.refused(Refusal::HostNotAllowed).await;
    }
    assert_eq!(script.dialled.lock().unwrap().len(), 0);
    running.stop().await;
}

#[tokio::test]
async fn a_closed_port_says_so() {
    let target = closed_port().await;
    let running = bridge(opening(&[target])).await;
    let mut page = Page::new(&running).await;
    page.ask("127.0.0.1", target.port()).await;
    page.refused(Refusal::ConnectionRefused).await;
    running.stop().await;
}

#[tokio::test]
async fn a_page_that_does_not_say_where_to_is_left() {
    let mut settings = Settings::local();
    settings.limits.set("open-time", 1).unwrap();
    let running = bridge(settings).await;
    Page::new(&running)
        .await
        .refused(Refusal::IdleTimeout)
        .await;
    running.stop().await;
}

#[tokio::test]
async fn one_session_more_than_there_are_places_is_refused() {
    let server = server(async |_stream: TcpStream| std::future::pending().await).await;
    let mut settings = opening(&[server]);
    settings.limits.set("sessions", 2).unwrap();
    let running = bridge(settings).await;
    let first = Page::open(&running, server).await;
    let second = Page::open(&running, server).await;
    Page::new(&running)
        .await
        .refused(Refusal::TooManySessions)
        .await;
    assert_eq!(running.sessions(), 2);
    drop((first, second));
    running.stop().await;
}

#[tokio::test]
async fn a_strange_origin_or_name_is_refused_before_the_upgrade() {
    let running = bridge(Settings::local()).await;
    for (header, value, status) in [
        ("Origin", "https://evil.test", 403),
        ("Origin", "null", 403),
        ("Host", "evil.test", 403),
        ("Sec-WebSocket-Protocol", "chat", 400),
    ] {
        let mut request = request(running.address);
        request.headers_mut().insert(header, value.parse().unwrap());
        let stream = TcpStream::connect(running.address).await.unwrap();
        match client_async(request, stream).await {
            Err(Error::Http(response)) => {
                assert_eq!(response.status(), status, "{header}: {value}")
            }
            other => panic!("{header}: {value}: {other:?}"),
        }
    }
    assert_eq!(running.sessions(), 0);
    running.stop().await;
}

#[tokio::test]
async fn a_program_gets_in_with_the_token_in_place_of_an_origin() {
    let running = bridge(Settings::local()).await;
    for (bearer, open) in [(running.token.reveal(), true), ("wrong", false)] {
        let mut request = request(running.address);
        request.headers_mut().remove("Origin");
        request
            .headers_mut()
            .insert("Authorization", format!("Bearer {bearer}").parse().unwrap());
        let stream = TcpStream::connect(running.address).await.unwrap();
        assert_eq!(client_async(request, stream).await.is_ok(), open);
    }
    running.stop().await;
}
