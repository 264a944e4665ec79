//! The program, as a person starts it.

use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio::time::timeout;

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

#[tokio::test]
async fn a_wrong_start_says_why() {
    let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let cases: &[(&[&str], i32, &str)] = &[
        (&["serve", "--listen", &taken], 1, "is taken"),
        (&["serve", "--listen", "nowhere"], 2, "--listen"),
        (&["serve", "--profile", "probe"], 2, "local, sandbox"),
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
