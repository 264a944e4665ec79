//! A real Dovecot that does nothing but sign users in, for Postfix to ask.

use std::env;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use tempfile::TempDir;

use crate::child::Group;
use crate::wait::{PATIENCE, until};

/// How to get what is missing.
const MISSING: &str =
    "Dovecot is missing. `cargo xtask test` installs it; by hand: apt-get install dovecot-core";

/// Where the program is, when it is not at Debian's place: `cargo xtask test` sets it.
const VARIABLE: &str = "EHLO_DOVECOT";

/// Debian's place for the program, which is not on everybody's PATH.
const PROGRAM: &str = "/usr/sbin/dovecot";

/// With what it signs tokens and knows them again.
const TOKEN_KEY: &[u8] = b"a key that is used in tests only";

/// Every mechanism it offers.
pub const MECHANISMS: [&str; 7] = [
    "PLAIN",
    "LOGIN",
    "CRAM-MD5",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "XOAUTH2",
    "OAUTHBEARER",
];

/// A running Dovecot. Stops, and is gone without a trace, when dropped.
pub struct Dovecot {
    master: Group,
    home: TempDir,
}

impl Dovecot {
    /// Starts it for these users, each with a password, and waits until it can be asked.
    pub fn start(users: &[(&str, &str)]) -> Self {
        let program = env::var_os(VARIABLE).unwrap_or_else(|| PROGRAM.into());
        assert!(Path::new(&program).exists(), "{MISSING}");
        assert!(
            rustix::process::geteuid().is_root(),
            "Dovecot starts only as root: run the tests as root"
        );
        let home = tempfile::Builder::new()
            .prefix("ehlo-dovecot-")
            .tempdir()
            .expect("a temporary directory");
        lay_out(home.path(), users);
        let mut command = Command::new(program);
        command
            .arg("-F")
            .arg("-c")
            .arg(home.path().join("dovecot.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let dovecot = Self {
            master: Group::start(&mut command, MISSING),
            home,
        };
        let ready = until(PATIENCE, || {
            (dovecot.master.has_ended() || dovecot.socket().exists()).then_some(())
        });
        assert!(
            ready.is_some() && !dovecot.master.has_ended(),
            "Dovecot did not start:\n{}",
            dovecot.log()
        );
        dovecot
    }

    /// Where Postfix asks it.
    pub fn socket(&self) -> PathBuf {
        self.home.path().join("auth")
    }

    /// What Dovecot logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }

    /// An access token for a user, as a provider would give one out: a JSON Web Token (RFC 7519) under HS256.
    pub fn token(user: &str) -> String {
        let part = |json: String| URL_SAFE_NO_PAD.encode(json);
        let head = part(r#"{"typ":"JWT","alg":"HS256"}"#.to_owned());
        let claims = part(format!(
            r#"{{"sub":"{user}","iat":1700000000,"exp":4000000000}}"#
        ));
        let signed = format!("{head}.{claims}");
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, TOKEN_KEY);
        let signature = URL_SAFE_NO_PAD.encode(ring::hmac::sign(&key, signed.as_bytes()));
        format!("{signed}.{signature}")
    }
}

impl Drop for Dovecot {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("--- log of Dovecot\n{}", self.log());
        }
        self.master.stop();
    }
}

fn lay_out(home: &Path, users: &[(&str, &str)]) {
    // Postfix asks as a user of its own.
    fs::set_permissions(home, Permissions::from_mode(0o755)).expect("a mode can be set");
    let keys = home.join("keys/default/HS256");
    for directory in [&home.join("run"), &keys] {
        fs::create_dir_all(directory).expect("a directory can be made");
    }
    let here = home.display();
    let mechanisms = MECHANISMS.join(" ").to_lowercase();
    let (passwords, tokens) = MECHANISMS.split_at(5);
    let (passwords, tokens) = (
        passwords.join(" ").to_lowercase(),
        tokens.join(" ").to_lowercase(),
    );
    let main = format!(
        "\
base_dir = {here}/run
state_dir = {here}/run
log_path = {here}/log
protocols =
ssl = no
# Postfix offers them under TLS only; between the two of them there is no TLS.
disable_plaintext_auth = no
auth_mechanisms = {mechanisms}
auth_verbose = yes
# A wrong password is answered at once.
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  mechanisms = {passwords}
  args = scheme=PLAIN username_format=%u {here}/users
}}
passdb {{
  driver = oauth2
  mechanisms = {tokens}
  args = {here}/oauth2.conf
}}
userdb {{
  driver = static
  args = uid=nobody gid=nogroup home={here}
}}
service auth {{
  unix_listener {here}/auth {{
    mode = 0666
  }}
}}
"
    );
    let oauth2 = format!(
        "\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={here}/keys/
username_attribute = sub
username_format = %u
"
    );
    let users: String = users
        .iter()
        .map(|(name, password)| format!("{name}:{{PLAIN}}{password}\n"))
        .collect();
    for (path, text) in [
        (home.join("dovecot.conf"), main),
        (home.join("oauth2.conf"), oauth2),
        (home.join("users"), users),
        (keys.join("default"), STANDARD.encode(TOKEN_KEY)),
    ] {
        fs::write(path, text).expect("the configuration can be written");
    }
}
