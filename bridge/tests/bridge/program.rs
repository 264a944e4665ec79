//! The program, as a person starts it.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use ehlo_protocol::tunnel::{FromBridge, Refusal};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::{Child, Command};
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::support::{Page, announced, server};

fn ehlo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ehlo"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    command
}

#[tokio::test]
async fn the_first_line_is_the_address_and_a_signal_stops_it() {
    for signal in ["-INT", "-TERM"] {
        let mut child = ehlo(&["serve", "--listen", "127.0.0.1:0", "--sandbox-port", "0"])
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let first = lines.next_line().await.unwrap().unwrap();
        let (address, token) = first.split_once("/#token=").unwrap();
        assert_eq!(token.len(), 22);
        let address = address.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream
            .write_all(b"GET /healthz HTTP/1.0\r\n\r\n")
            .await
            .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("ok\n"), "{answer}");
        let id = child.id().unwrap().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .await
                .unwrap()
                .success()
        );
        let status = timeout(Duration::from_secs(10), child.wait())
            .await
            .unwrap()
            .unwrap();
        assert!(status.success(), "{signal}: {status}");
        let mut rest = String::new();
        while let Some(line) = lines.next_line().await.unwrap() {
            rest.push_str(&line);
            rest.push('\n');
        }
        assert!(
            rest.contains("Ctrl-C") && !rest.contains('«') && !rest.contains(token),
            "{rest}"
        );
    }
}

/// A program that opens `server`, with the page's address and the token.
async fn start(server: SocketAddr) -> (Child, SocketAddr, String) {
    let target = server.to_string();
    let arguments = [
        "--listen",
        "127.0.0.1:0",
        "--sandbox-port",
        "0",
        "--allow-target",
        &target,
    ];
    let mut child = ehlo(&[&["serve"], arguments.as_slice()].concat())
        .spawn()
        .unwrap();
    let (address, token) = announced(&mut child).await;
    (child, address, token)
}

async fn terminate(child: &Child) {
    let id = child.id().unwrap().to_string();
    assert!(
        Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .await
            .unwrap()
            .success()
    );
}

/// A session of a few words, to its end.
async fn hold(address: SocketAddr, token: &str, server: SocketAddr) {
    let mut page = Page::at(address, token).await;
    page.ask("127.0.0.1", server.port()).await;
    let FromBridge::Opened { .. } = page.hear().await else {
        panic!("not opened")
    };
    assert_eq!(page.read(8).await, b"220 mx\r\n");
    page.send(b"NOOP canary\r\n").await;
    let FromBridge::Closed { .. } = page.hear().await else {
        panic!("not closed")
    };
    page.closed(CloseCode::Normal).await;
}

/// Greets, reads a command, and closes.
async fn curt(mut stream: TcpStream) {
    stream.write_all(b"220 mx\r\n").await.unwrap();
    stream.read_exact(&mut [0; 13]).await.unwrap();
}

#[tokio::test]
async fn the_log_says_who_where_how_long_and_why_and_never_what() {
    let server = server(curt).await;
    let (mut child, address, token) = start(server).await;
    hold(address, &token, server).await;
    let mut refused = Page::at(address, &token).await;
    refused.ask("evil.test\u{1b}[31m\r\nforged", 25).await;
    refused.refused(Refusal::HostNotAllowed).await;
    let mut killed = Page::at(address, &token).await;
    killed.ask("127.0.0.1", server.port()).await;
    let FromBridge::Opened { .. } = killed.hear().await else {
        panic!("not opened")
    };
    killed.read(8).await;
    terminate(&child).await;
    killed.refused(Refusal::ShuttingDown).await;
    let mut log = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut log)
        .await
        .unwrap();
    assert!(child.wait().await.unwrap().success());
    let ends: Vec<&str> = log
        .lines()
        .filter(|line| line.contains("session ends"))
        .collect();
    assert_eq!(ends.len(), 3, "{log}");
    for (line, words) in ends.iter().zip([
        &[
            "end=\"server-eof\"",
            "from_page=13",
            "from_server=8",
            "seconds=",
        ][..],
        &["end=\"host-not-allowed\"", "from_page=0"],
        &["end=\"shutting-down\"", "from_server=8"],
    ]) {
        for word in words.iter().chain(&["client=127.0.0.1"]) {
            assert!(line.contains(word), "{word}: {line}");
        }
        let (_, seconds) = line.split_once("seconds=").unwrap();
        let (seconds, _) = seconds.split_once(' ').unwrap();
        let digits = seconds
            .split_once('.')
            .map_or(0, |(_, digits)| digits.len());
        assert!(seconds.parse::<f64>().is_ok() && digits <= 3, "{line}");
    }
    assert!(ends[0].contains(&format!("target=\"{server}\"")), "{log}");
    assert_eq!(
        log.lines()
            .filter(|line| line.contains("session begins"))
            .count(),
        2,
        "{log}"
    );
    for secret in ["canary", "220 mx", "forged", "\u{1b}", &token] {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
}

#[tokio::test]
async fn the_log_for_programs_is_an_object_a_line() {
    let server = server(curt).await;
    let target = server.to_string();
    let arguments = [
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--sandbox-port",
        "0",
        "--log-format",
    ];
    let mut child = ehlo(&[&arguments[..], &["json", "--allow-target", &target]].concat())
        .spawn()
        .unwrap();
    let (address, token) = announced(&mut child).await;
    hold(address, &token, server).await;
    let mut refused = Page::at(address, &token).await;
    refused.ask("evil.test\u{1b}[31m\r\nforged", 25).await;
    refused.refused(Refusal::HostNotAllowed).await;
    terminate(&child).await;
    let mut log = String::new();
    let mut errors = child.stderr.take().unwrap();
    errors.read_to_string(&mut log).await.unwrap();
    let objects: Vec<serde_json::Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
        .collect();
    let ends: Vec<_> = objects
        .iter()
        .filter(|object| object["message"] == "session ends")
        .collect();
    assert_eq!(ends.len(), 2, "{log}");
    assert_eq!(ends[0]["end"], "server-eof");
    assert_eq!(ends[0]["target"], target);
    assert_eq!(ends[0]["from_page"], 13);
    assert_eq!(ends[1]["end"], "host-not-allowed");
    assert!(!log.contains("forged") && !log.contains(&token), "{log}");
}

#[tokio::test]
async fn sessions_go_on_when_nobody_reads_the_log() {
    let server = server(curt).await;
    let (mut child, address, token) = start(server).await;
    drop(child.stderr.take());
    for _ in 0..3 {
        hold(address, &token, server).await;
    }
    terminate(&child).await;
    assert!(child.wait().await.unwrap().success());
}

#[tokio::test]
async fn a_wrong_start_says_why() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let cases: &[(&[&str], i32, &str)] = &[
        (&["serve", "--listen", &taken], 1, "is taken"),
        (&["serve", "--listen", "nowhere"], 2, "--listen"),
        (
            &["serve", "--profile", "open"],
            2,
            "local, sandbox, probe, granted",
        ),
        (
            &["serve", "--profile", "probe", "--allow-private"],
            1,
            "--allow-target",
        ),
        (&["serve", "--allow-target", "127.1:25"], 2, "HOST:PORT"),
        (
            &["serve", "--allow-origin", "https://good.example/"],
            2,
            "not an origin",
        ),
        (
            &["serve", "--limit", "greeting-time=0"],
            1,
            "between 1 and 300 seconds",
        ),
        (&["serve", "--limit", "no-such=1"], 1, "no such limit"),
        (&["serve", "--limit", "greeting-time"], 2, "NAME=VALUE"),
        (
            &["serve", "--profile", "sandbox", "--allow-private"],
            1,
            "--profile local",
        ),
        (
            &[
                "serve",
                "--listen",
                "0.0.0.0:0",
                "--allow-target",
                "mail.lab:25",
            ],
            1,
            "--profile local",
        ),
        (&["serve", "--profile", "granted"], 1, "--allow-target"),
        (
            &[
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--sandbox-port",
                "0",
                "--tls-certificate",
                "/dev/null",
                "--tls-key",
                "/dev/null",
            ],
            1,
            "no certificate in /dev/null",
        ),
        (&[], 2, "serve"),
    ];
    for (arguments, code, words) in cases {
        let output = ehlo(arguments).output().await.unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {said}");
        assert!(
            said.contains(words) && !said.contains('«'),
            "{arguments:?}: {said}"
        );
        assert!(output.stdout.is_empty());
    }
}
