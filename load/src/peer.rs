//! What is measured: the server itself, a plain relay, our bridge, and others that carry TCP in WebSockets.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ehlo_protocol::tunnel::FromPage;

use crate::client::{Target, Upgrade};
use crate::measure::{Field, at_port};
use crate::running::Running;

/// What an operator sets who wants to carry this much: the rest of the limits stay what they are.
pub const LIMITS: [&str; 12] = [
    "http-connections=2048",
    "http-connections-per-address=2048",
    "sessions=5500",
    "sessions-per-address=5500",
    "new-sessions-per-minute=1000000",
    "session-time=86400",
    "bytes-from-page=1073741824",
    "bytes-from-server=1073741824",
    "application-data=1073741824",
    "message=104857600",
    "replies=1073741824",
    "failed-dials=1000000",
];

/// How long a peer may take until it listens.
const STARTING: Duration = Duration::from_secs(20);

/// One peer.
#[derive(Clone, Debug)]
pub struct Peer {
    /// What it is called in the tables.
    pub name: String,
    /// What it is.
    pub kind: Kind,
}

/// What a peer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No peer: clients connect to the server.
    Direct,
    /// [`crate::relay`], with tasks.
    Relay,
    /// The same with threads.
    Threads,
    /// [`crate::tunnel`].
    Tunnel,
    /// `ehlo serve`, by its program.
    Ehlo(PathBuf),
    /// websockify, by its program.
    Websockify(PathBuf),
    /// websocat 1, by its program.
    Websocat1(PathBuf),
    /// websocat 4, by its program.
    Websocat4(PathBuf),
    /// wstunnel, by its program.
    Wstunnel(PathBuf),
}

/// A server and a peer that run. Both end when dropped.
#[derive(Debug)]
pub struct Started {
    /// Where clients connect, and which processes there are.
    pub field: Field,
    _sink: Running,
    _bridge: Option<Running>,
}

/// A sink that runs.
#[derive(Debug)]
pub struct Sink {
    /// Its process.
    pub running: Running,
    /// Where it serves.
    pub address: SocketAddr,
    /// Where it accepts and never says a word.
    pub mute: SocketAddr,
}

impl Sink {
    /// Starts one.
    ///
    /// # Errors
    /// Where this program cannot be started again.
    pub fn start() -> Result<Self> {
        let (running, line) = Running::start_hearing(itself()?.arg("sink"))?;
        let (address, mute) = line.split_once(' ').context("the sink says no ports")?;
        Ok(Self {
            running,
            address: address.parse()?,
            mute: mute.parse()?,
        })
    }
}

impl Peer {
    /// Every peer whose program is in `folder`, and the names of those that are missing.
    #[must_use]
    pub fn installed(folder: &Path) -> (Vec<Self>, Vec<&'static str>) {
        let mut peers = Vec::new();
        let mut missing = Vec::new();
        for (name, program, kind) in PEERS {
            let program = folder.join(program);
            if program.is_file() {
                let name = name.to_owned();
                peers.push(Self {
                    name,
                    kind: kind(program),
                });
            } else {
                missing.push(name);
            }
        }
        (peers, missing)
    }

    /// Starts a server and the peer before it.
    ///
    /// # Errors
    /// Where either does not start.
    pub fn start(&self, time: Duration) -> Result<Started> {
        let sink = Sink::start()?;
        let server = sink.address;
        let (bridge, target) = match &self.kind {
            Kind::Direct => (None, Target::direct(server)),
            Kind::Relay | Kind::Threads => {
                let mut command = itself()?;
                command.arg("relay").arg(server.to_string());
                if self.kind == Kind::Threads {
                    command.arg("--threads");
                }
                let (running, line) = Running::start_hearing(&mut command)?;
                (Some(running), Target::direct(line.parse()?))
            }
            Kind::Tunnel => {
                let (running, line) = Running::start_hearing(itself()?.arg("tunnel"))?;
                let upgrade = Upgrade {
                    open: Some(open(server, None)?),
                    ..Upgrade::ours()
                };
                let (address, upgrade) = (line.parse()?, Some(upgrade));
                (Some(running), Target { address, upgrade })
            }
            Kind::Ehlo(program) => {
                let (running, target) =
                    ehlo(program, &[sink.address, sink.mute], &LIMITS, Stdio::null())?;
                (Some(running), target)
            }
            Kind::Websockify(program)
            | Kind::Websocat1(program)
            | Kind::Websocat4(program)
            | Kind::Wstunnel(program) => {
                let address = free_address()?;
                let mut command = Command::new(program);
                command.stderr(Stdio::null());
                let upgrade = self.prepare(&mut command, address, server);
                let mut running = Running::start(&mut command)?;
                wait_for(address, &mut running)
                    .with_context(|| format!("{} does not start", self.name))?;
                let upgrade = Some(upgrade);
                (Some(running), Target { address, upgrade })
            }
        };
        Ok(Started {
            field: Field {
                mute: at_port(&target, server, sink.mute),
                target,
                bridge: bridge.as_ref().map(Running::id),
                sink: sink.running.id(),
                time,
            },
            _sink: sink.running,
            _bridge: bridge,
        })
    }

    /// Arguments of a peer that listens at `address`, and how its clients begin.
    fn prepare(&self, command: &mut Command, address: SocketAddr, server: SocketAddr) -> Upgrade {
        let mut upgrade = Upgrade {
            path: "/".to_owned(),
            ..Upgrade::default()
        };
        match &self.kind {
            Kind::Websockify(_) => {
                command.args([address.to_string(), server.to_string()]);
                upgrade.subprotocol = Some("binary".to_owned());
            }
            Kind::Websocat1(_) => {
                command.args(["-b", "-E"]);
                command.args([format!("ws-l:{address}"), format!("tcp:{server}")]);
            }
            Kind::Websocat4(_) => {
                command.arg("-b");
                command.args([format!("ws-l:{address}"), format!("tcp:{server}")]);
            }
            Kind::Wstunnel(_) => {
                command.args(["server", "--websocket-mask-frame", "--restrict-to"]);
                command.args([server.to_string(), format!("ws://{address}")]);
                "/v1/events".clone_into(&mut upgrade.path);
                upgrade.subprotocol = Some(format!("v1, authorization.bearer.{}", wish(server)));
            }
            Kind::Direct | Kind::Relay | Kind::Threads | Kind::Tunnel | Kind::Ehlo(_) => {}
        }
        upgrade
    }
}

/// Our bridge, by its program: which servers it may dial, which limits are changed, and where its log goes.
///
/// # Errors
/// Where it does not start.
pub fn ehlo(
    program: &Path,
    servers: &[SocketAddr],
    limits: &[&str],
    log: Stdio,
) -> Result<(Running, Target)> {
    let mut command = Command::new(program);
    command.args(["serve", "--listen", "127.0.0.1:0"]);
    command.args(["--sandbox-port", "0", "--sandbox-tls-port", "0"]);
    for server in servers {
        command.args(["--allow-target", &server.to_string()]);
    }
    for limit in limits {
        command.args(["--limit", limit]);
    }
    let (running, line) = Running::start_hearing(command.stderr(log))?;
    let (origin, token) = line
        .split_once("/#token=")
        .with_context(|| format!("{line:?} is no address of a page"))?;
    let address = origin.trim_start_matches("http://").parse()?;
    let server = servers.first().context("no server to dial")?;
    let upgrade = Some(Upgrade {
        origin: Some(origin.to_owned()),
        open: Some(open(*server, Some(token))?),
        ..Upgrade::ours()
    });
    Ok((running, Target { address, upgrade }))
}

/// The first frame of a session with `server`.
fn open(server: SocketAddr, token: Option<&str>) -> Result<String> {
    let open = FromPage::Open {
        host: server.ip().to_string(),
        port: server.port(),
        token: token.map(str::to_owned),
    };
    Ok(serde_json::to_string(&open)?)
}

/// Where programs of peers lie below the folder for them.
type Place = (&'static str, &'static str, fn(PathBuf) -> Kind);

const PEERS: [Place; 4] = [
    ("wstunnel", "wstunnel/bin/wstunnel", Kind::Wstunnel),
    ("websocat 4", "websocat-4/bin/websocat", Kind::Websocat4),
    ("websocat 1", "websocat-1/bin/websocat", Kind::Websocat1),
    ("websockify", "websockify/bin/websockify", Kind::Websockify),
];

/// What wstunnel wants to be told where to connect: a token that it reads and does not check.
fn wish(server: SocketAddr) -> String {
    let head = r#"{"alg":"HS256","typ":"JWT"}"#;
    let body = serde_json::json!({
        "id": "00000000-0000-7000-8000-000000000000",
        "p": {"Tcp": {"proxy_protocol": false}},
        "r": server.ip().to_string(),
        "rp": server.port(),
    });
    let [head, body] = [head, &body.to_string()].map(|part| URL_SAFE_NO_PAD.encode(part));
    format!("{head}.{body}.AAAA")
}

/// This very program.
fn itself() -> Result<Command> {
    Ok(Command::new(std::env::current_exe()?))
}

/// An address that nobody listens on.
fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

fn wait_for(address: SocketAddr, running: &mut Running) -> Result<()> {
    let started = Instant::now();
    while std::net::TcpStream::connect(address).is_err() {
        if running.has_ended() {
            bail!("it ended at once");
        }
        if started.elapsed() > STARTING {
            bail!("it does not listen");
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    // What it made of that connection is over when it is measured.
    std::thread::sleep(Duration::from_millis(300));
    Ok(())
}

/// Versions of peers, to be told beside their figures.
#[must_use]
pub fn version(peer: &Peer) -> Option<String> {
    let (Kind::Websocat1(program) | Kind::Websocat4(program) | Kind::Wstunnel(program)) =
        &peer.kind
    else {
        return None;
    };
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    Some(text.lines().next()?.trim().to_owned())
}
