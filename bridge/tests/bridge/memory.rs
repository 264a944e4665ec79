//! The program with little memory (SECURITY.md, F20): what its limits let in fits into what the system gives it, and where
//! it does not, it ends with a word and can be started again.

use std::net::SocketAddr;
use std::os::unix::process::ExitStatusExt;
use std::process::Stdio;
use std::time::Duration;

use ehlo_bridge::limits::{SANDBOX_CONNECTIONS, SANDBOX_MESSAGE};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;
use tokio::process::{Child, Command};
use tokio::time::timeout;

use crate::support::announced;

/// More than any step takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// `SIGABRT`: an allocation failed.
const ABORTED: i32 = 6;

/// A program under a cap, in KiB, and where it and its sandbox listen.
struct Capped {
    child: Child,
    address: SocketAddr,
    sandbox: SocketAddr,
}

/// `ulimit -d` counts what a program may write to, whether it did or not: at least as much as a control group counts.
async fn start(kibibytes: u64, port: u16, more: &str) -> Capped {
    let program = env!("CARGO_BIN_EXE_ehlo");
    let line = format!(
        "ulimit -d {kibibytes}; exec {program} serve --listen 127.0.0.1:{port} --sandbox-port 0 {more}"
    );
    let mut child = Command::new("sh")
        .args(["-c", &line])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let (address, _) = announced(&mut child).await;
    let limits = get(address, "/limits").await.unwrap();
    let (_, body) = limits.split_once("\r\n\r\n").unwrap();
    let policy: ehlo_protocol::tunnel::Policy = serde_json::from_str(body).unwrap();
    let sandbox = SocketAddr::new(address.ip(), policy.sandbox.unwrap().port);
    Capped {
        child,
        address,
        sandbox,
    }
}

async fn get(address: SocketAddr, path: &str) -> Option<String> {
    let mut stream = TcpStream::connect(address).await.ok()?;
    let request = format!("GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.ok()?;
    Some(answer)
}

impl Capped {
    async fn answers(&self) -> bool {
        let answer = timeout(PATIENCE, get(self.address, "/healthz")).await;
        matches!(answer, Ok(Some(answer)) if answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.0 200"))
    }

    /// A client of the sandbox that is in the middle of a message of `octets`, or why there is none.
    async fn fill(&self, octets: u64) -> Result<BufReader<TcpStream>, String> {
        let stream = TcpStream::connect(self.sandbox)
            .await
            .map_err(|error| error.to_string())?;
        let mut stream = BufReader::new(stream);
        let mut ask = async |line: &str, code: &str| {
            let lost = |error: std::io::Error| error.to_string();
            stream.write_all(line.as_bytes()).await.map_err(lost)?;
            loop {
                let mut reply = String::new();
                stream.read_line(&mut reply).await.map_err(lost)?;
                if reply.get(3..4) != Some("-") {
                    return reply.starts_with(code).then_some(()).ok_or(reply);
                }
            }
        };
        ask("", "220").await?;
        ask("EHLO me.example\r\n", "250").await?;
        ask("MAIL FROM:<a@b.example>\r\n", "250").await?;
        ask("RCPT TO:<c@d.example>\r\n", "250").await?;
        ask("DATA\r\n", "354").await?;
        let part = [b'x'; 998].repeat(64);
        let part: Vec<u8> = part
            .chunks(998)
            .flat_map(|line| [line, b"\r\n"].concat())
            .collect();
        let mut left = octets;
        while left > part.len() as u64 {
            left -= part.len() as u64;
            stream
                .write_all(&part)
                .await
                .map_err(|error| error.to_string())?;
        }
        Ok(stream)
    }

    /// So many clients at a time, each with the largest message there is, until `places` hold one: the rest is told to come
    /// back.
    async fn crowd(&self, clients: usize) -> (Vec<BufReader<TcpStream>>, Vec<String>) {
        let mut held = Vec::new();
        let mut told = Vec::new();
        for _ in 0..clients {
            match timeout(PATIENCE, self.fill(SANDBOX_MESSAGE)).await.unwrap() {
                Ok(client) => held.push(client),
                Err(reply) => told.push(reply),
            }
        }
        (held, told)
    }
}

/// The cap that the unit of systemd sets, in KiB.
fn cap_of_the_unit() -> u64 {
    let unit = include_str!("../../../deploy/ehlo.service");
    let line = unit
        .lines()
        .find_map(|line| line.strip_prefix("MemoryMax="))
        .unwrap();
    line.strip_suffix('M').unwrap().parse::<u64>().unwrap() * 1024
}

#[tokio::test]
async fn all_that_the_limits_let_in_fits_under_the_cap_of_the_unit() {
    let program = start(cap_of_the_unit(), 0, "").await;
    let places = usize::try_from(SANDBOX_CONNECTIONS).unwrap();
    let (held, told) = program.crowd(places + 3).await;
    assert_eq!(held.len(), places, "{told:?}");
    assert!(
        told.iter().all(|reply| reply.starts_with("421 ")),
        "{told:?}"
    );
    assert!(program.answers().await);
    // Each of them is taken, and the inbox keeps as many as it may.
    for mut client in held {
        client.write_all(b"\r\n.\r\n").await.unwrap();
        let mut reply = String::new();
        timeout(PATIENCE, client.read_line(&mut reply))
            .await
            .unwrap()
            .unwrap();
        assert!(reply.starts_with("250 "), "{reply}");
    }
    assert!(program.answers().await);
}

#[tokio::test]
async fn with_little_memory_fewer_places_are_enough_to_live() {
    let more = "--limit sandbox-connections=2 --limit inbox-bytes=1048576";
    let program = start(SMALL, 0, more).await;
    let (held, told) = program.crowd(6).await;
    assert_eq!((held.len(), told.len()), (2, 4), "{told:?}");
    assert!(
        told.iter().all(|reply| reply.starts_with("421 ")),
        "{told:?}"
    );
    assert!(program.answers().await);
}

#[tokio::test]
async fn where_memory_is_missing_it_ends_with_a_word_and_starts_again_at_once() {
    let mut program = start(SMALL, 0, "").await;
    let places = usize::try_from(SANDBOX_CONNECTIONS).unwrap();
    let (held, _) = program.crowd(places).await;
    let end = timeout(PATIENCE, program.child.wait())
        .await
        .unwrap()
        .unwrap();
    // systemd calls that a failure and starts it again (`Restart=on-failure`).
    assert_eq!(end.signal(), Some(ABORTED), "{end}");
    let mut said = String::new();
    let mut log = program.child.stderr.take().unwrap();
    log.read_to_string(&mut said).await.unwrap();
    assert!(said.contains("memory allocation of"), "{said}");
    drop(held);
    let again = start(SMALL, program.address.port(), "").await;
    assert_eq!(again.address, program.address);
    assert!(again.answers().await);
}

/// Enough for the program and a few messages, in KiB.
const SMALL: u64 = 96 * 1024;
