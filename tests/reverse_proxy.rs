//! The bridge as `deploy/` puts it on a host: its configuration file, behind a real nginx with its configuration.
// All of 127/8 is loopback on Linux only.
#![cfg(target_os = "linux")]
#![allow(
    clippy::expect_used,
    reason = "a panic here is a failing test, with its cause"
)]

use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddrV4, TcpStream};

use e2e::certificate::{Certificate, Flaw};
use e2e::nginx::Nginx;
use e2e::program::Program;
use e2e::repository;
use e2e::tls_client::secured;
use e2e::tunnel::Tunnel;
use e2e::wait::{PATIENCE, until};
use rustix::net::{AddressFamily, SocketType, bind, connect, socket};

/// As `deploy/` calls the bridge.
const NAME: &str = "smtp.example.com";
const ORIGIN: &str = "https://smtp.example.com";

/// A client that is told from the proxy, which stands on 127.0.0.1.
const CLIENT: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 2);

/// Who the client says that it is.
const LIE: (&str, &str) = ("X-Forwarded-For", "203.0.113.66");

fn bridge() -> Program {
    let file = repository::root().join("deploy/ehlo.toml");
    Program::start(&[
        "--config",
        file.to_str().expect("a path that is text"),
        "--metrics-listen",
        "127.0.0.1:0",
    ])
}

/// A connection to nginx from the client's address.
fn dial(nginx: &Nginx) -> TcpStream {
    let socket = socket(AddressFamily::INET, SocketType::STREAM, None).expect("a socket");
    bind(&socket, &SocketAddrV4::new(CLIENT, 0)).expect("all of 127/8 is this machine");
    connect(
        &socket,
        &SocketAddrV4::new(Ipv4Addr::LOCALHOST, nginx.port()),
    )
    .expect("nginx listens");
    let stream = TcpStream::from(socket);
    stream
        .set_read_timeout(Some(PATIENCE))
        .expect("a limit can be set");
    stream
}

/// What nginx gives for a path, head and body.
fn get(nginx: &Nginx, path: &str, host: &str) -> String {
    let mut stream = secured(dial(nginx), NAME);
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .expect("nginx reads");
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).expect("an answer");
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn behind_nginx_the_page_the_tunnel_and_the_clients_address_come_through() {
    let certificate = Certificate::new(Flaw::SelfSigned);
    let mut program = bridge();
    let nginx = Nginx::start(program.port(), &certificate);

    let page = get(&nginx, "/", NAME);
    assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
    assert!(
        page.contains("<html") && page.contains("content-security-policy: "),
        "{page}"
    );
    let limits = get(&nginx, "/limits", NAME);
    assert!(limits.contains("\"profile\":\"sandbox\""), "{limits}");
    // Who calls the bridge by a name that is not its own gets nothing.
    let strange = get(&nginx, "/limits", "evil.example");
    assert!(!strange.starts_with("HTTP/1.1 200 "), "{strange}");
    // Counters are for the operator alone.
    let metrics = get(&nginx, "/metrics", NAME);
    assert!(metrics.starts_with("HTTP/1.1 404 "), "{metrics}");

    let stream = secured(dial(&nginx), NAME);
    let mut tunnel = Tunnel::over(stream, NAME, ORIGIN, &[LIE]);
    tunnel.ask_for(&program, program.sandbox_port());
    tunnel.is_greeted();
    tunnel.send(b"EHLO me.example\r\n");
    let mut said = String::new();
    while !said
        .lines()
        .last()
        .is_some_and(|line| line.starts_with("250 "))
    {
        said += &tunnel.read_until("\r\n");
    }
    tunnel.send(b"QUIT\r\n");
    assert!(tunnel.read_until("\r\n").starts_with("221 "));
    drop(tunnel);

    // nginx wrote down whom it heard behind what the client said; the bridge believes nginx.
    let line = until(PATIENCE, || {
        let log = program.log();
        let line = log.lines().find(|line| line.contains("session ends"));
        line.map(str::to_owned)
    });
    let line = line.unwrap_or_else(|| panic!("no end in the log:\n{}", program.log()));
    assert!(line.contains(&format!("\"client\":\"{CLIENT}\"")), "{line}");
    assert!(!program.log().contains(LIE.1), "{}", program.log());
    assert!(program.terminate().success());
}
