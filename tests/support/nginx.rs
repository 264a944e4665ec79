//! A real nginx in front of the bridge, with the configuration that `deploy/` gives to operators.

use std::env;
use std::fs;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::certificate::Certificate;
use crate::child::Group;
use crate::port;
use crate::repository;
use crate::wait::{PATIENCE, until};

/// How to get what is missing.
const MISSING: &str =
    "nginx is missing. `cargo xtask test` installs it; by hand: apt-get install nginx";

/// Where the program is, when it is not at Debian's place: `cargo xtask test` sets it.
const VARIABLE: &str = "EHLO_NGINX";

/// Debian's place for the program, which is not on everybody's PATH.
const PROGRAM: &str = "/usr/sbin/nginx";

/// What operators copy.
const FRAGMENT: &str = "deploy/nginx.conf";

/// How often another port is tried when somebody took the one that was free.
const ATTEMPTS: usize = 5;

/// A running nginx. Stops, and is gone without a trace, when dropped.
pub struct Nginx {
    master: Group,
    home: TempDir,
    port: u16,
}

impl Nginx {
    /// Starts it in front of the bridge on `bridge`, and waits until it listens.
    pub fn start(bridge: u16, certificate: &Certificate) -> Self {
        let mut last = String::new();
        for _ in 0..ATTEMPTS {
            let nginx = Self::try_start(bridge, certificate);
            let ready = until(PATIENCE, || {
                let listens = TcpStream::connect((Ipv4Addr::LOCALHOST, nginx.port)).is_ok();
                (nginx.master.has_ended() || listens).then_some(())
            });
            if ready.is_some() && !nginx.master.has_ended() {
                return nginx;
            }
            last = nginx.log();
        }
        panic!("nginx did not start:\n{last}");
    }

    fn try_start(bridge: u16, certificate: &Certificate) -> Self {
        let program = env::var_os(VARIABLE).unwrap_or_else(|| PROGRAM.into());
        assert!(Path::new(&program).exists(), "{MISSING}");
        let home = tempfile::Builder::new()
            .prefix("ehlo-nginx-")
            .tempdir()
            .expect("a temporary directory");
        let port = port::free();
        let write = |name: &str, text: &str| {
            fs::write(home.path().join(name), text).expect("a file can be written");
        };
        write("both.pem", &certificate.pem());
        write("bridge.conf", &adapted(home.path(), port, bridge));
        write("nginx.conf", &around(home.path()));
        let mut command = Command::new(program);
        command
            .arg("-e")
            .arg(home.path().join("log"))
            .arg("-p")
            .arg(home.path())
            .arg("-c")
            .arg(home.path().join("nginx.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Self {
            master: Group::start(&mut command, MISSING),
            home,
            port,
        }
    }

    /// Where it listens for TLS.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// What it logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("--- log of nginx\n{}", self.log());
        }
    }
}

/// The operators' configuration as it stands, but for ports and the place of the certificate.
fn adapted(home: &Path, port: u16, bridge: u16) -> String {
    let mut text = repository::file(FRAGMENT);
    let both = home.join("both.pem").display().to_string();
    for (there, here) in [
        ("listen 443 ssl;", format!("listen 127.0.0.1:{port} ssl;")),
        ("/etc/ssl/smtp.example.com.pem", both.clone()),
        ("/etc/ssl/smtp.example.com.key", both),
        (
            "proxy_pass http://127.0.0.1:8025;",
            format!("proxy_pass http://127.0.0.1:{bridge};"),
        ),
    ] {
        assert_eq!(
            text.matches(there).count(),
            1,
            "{there} stands once in {FRAGMENT}"
        );
        text = text.replace(there, &here);
    }
    text
}

/// What stands around it: one process in the foreground, with every file in a folder of its own.
fn around(home: &Path) -> String {
    let home = home.display();
    format!(
        "daemon off;\nmaster_process off;\npid {home}/pid;\nerror_log {home}/log notice;\nevents {{}}\n\
         http {{\n    access_log off;\n    client_body_temp_path {home}/body;\n    proxy_temp_path {home}/proxy;\n    \
         fastcgi_temp_path {home}/fastcgi;\n    uwsgi_temp_path {home}/uwsgi;\n    scgi_temp_path {home}/scgi;\n    \
         include {home}/bridge.conf;\n}}\n"
    )
}
