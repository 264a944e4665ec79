//! A real Postfix with a configuration, queue and mailboxes of its own.

mod layout;

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use tempfile::TempDir;

use crate::certificate::Certificate;
use crate::child::Group;
use crate::dovecot::Dovecot;
use crate::maildir::{self, Delivered};
use crate::port;
use crate::wait::{PATIENCE, until};
use layout::{Submission, lay_out};

/// How to get what is missing.
const MISSING: &str =
    "Postfix is missing. `cargo xtask test` installs it; by hand: apt-get install postfix";

/// Debian's place for Postfix's daemons.
const DAEMONS: &str = "/usr/lib/postfix/sbin";

/// How often another port is tried when somebody else took the one that was free.
const ATTEMPTS: usize = 5;

/// A running Postfix. Stops, and is gone without a trace, when dropped.
pub struct Postfix {
    master: Group,
    port: u16,
    home: TempDir,
}

impl Postfix {
    /// Starts Postfix with a mailbox for each address and waits until it greets.
    pub fn start(mailboxes: &[&str]) -> Self {
        Self::with(mailboxes, None)
    }

    /// The same as a submission server: it offers STARTTLS with this certificate, and takes mail from whom Dovecot has
    /// signed in under TLS.
    pub fn start_submission(
        mailboxes: &[&str],
        certificate: &Certificate,
        dovecot: &Dovecot,
    ) -> Self {
        let submission = Submission {
            pem: certificate.pem(),
            sign_in: dovecot.socket(),
        };
        Self::with(mailboxes, Some(&submission))
    }

    fn with(mailboxes: &[&str], submission: Option<&Submission>) -> Self {
        assert!(Path::new(DAEMONS).join("master").exists(), "{MISSING}");
        assert!(
            rustix::process::geteuid().is_root(),
            "Postfix starts only as root: run the tests as root"
        );
        (0..ATTEMPTS)
            .find_map(|_| Self::attempt(mailboxes, submission))
            .expect("Postfix greets on one of five free ports")
    }

    /// The port it listens on, on 127.0.0.1.
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The target as `--allow-target` wants it.
    pub fn target(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Waits until a mailbox holds `count` mails, and gives them in the order of their arrival.
    pub fn delivered(&self, mailbox: &str, count: usize) -> Vec<Delivered> {
        let maildir = self.home.path().join("mail").join(mailbox);
        let found = until(PATIENCE, || {
            let files = maildir::files(&maildir);
            (files.len() >= count).then_some(files)
        });
        let files = found.unwrap_or_else(|| {
            panic!("{count} mails never arrived for {mailbox}:\n{}", self.log())
        });
        assert_eq!(
            files.len(),
            count,
            "more mails arrived for {mailbox} than were sent:\n{}",
            self.log()
        );
        files
            .iter()
            .map(|file| Delivered::read(&fs::read(file).expect("a delivered file can be read")))
            .collect()
    }

    /// What Postfix logged so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }

    /// One try on one port; nothing if it did not come up there.
    fn attempt(mailboxes: &[&str], submission: Option<&Submission>) -> Option<Self> {
        let home = tempfile::Builder::new()
            .prefix("ehlo-postfix-")
            .tempdir()
            .expect("a temporary directory");
        let port = port::free();
        lay_out(home.path(), port, mailboxes, submission);
        let mut command = Command::new(Path::new(DAEMONS).join("master"));
        command
            .arg("-c")
            .arg(home.path())
            .arg("-d")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let postfix = Self {
            master: Group::start(&mut command, MISSING),
            port,
            home,
        };
        until(PATIENCE, || {
            if postfix.master.has_ended() {
                return Some(false);
            }
            postfix.greets().then_some(true)
        })?
        .then_some(postfix)
    }

    /// Whether our Postfix, and not another listener, greets on the port.
    fn greets(&self) -> bool {
        let Ok(stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) else {
            return false;
        };
        let mut line = String::new();
        stream.set_read_timeout(Some(PATIENCE)).is_ok()
            && BufReader::new(stream).read_line(&mut line).is_ok()
            && line.starts_with("220 postfix.example ")
    }
}

impl Drop for Postfix {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("--- log of Postfix\n{}", self.log());
        }
        self.master.stop();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    #[test]
    fn what_is_said_on_a_plain_connection_is_delivered() {
        let postfix = Postfix::start(&["bob@example.net", "eve@example.net"]);
        let mut stream =
            TcpStream::connect((Ipv4Addr::LOCALHOST, postfix.port())).expect("Postfix listens");
        let mut replies = BufReader::new(stream.try_clone().expect("a stream can be shared"));
        let mut exchange = |line: &str, code: &str| {
            stream.write_all(line.as_bytes()).expect("Postfix reads");
            let mut reply = String::new();
            replies.read_line(&mut reply).expect("Postfix answers");
            assert!(reply.starts_with(code), "{line:?}: {reply:?}");
        };
        exchange("", "220 ");
        exchange("HELO me.example\r\n", "250 ");
        exchange("MAIL FROM:<ann@example.org>\r\n", "250 ");
        exchange("RCPT TO:<bob@example.net>\r\n", "250 ");
        exchange("RCPT TO:<eve@example.net>\r\n", "250 ");
        exchange("RCPT TO:<nobody@example.net>\r\n", "550 ");
        exchange("DATA\r\n", "354 ");
        exchange("Subject: hi\r\n\r\n..dot\r\n.\r\n", "250 ");
        exchange("QUIT\r\n", "221 ");
        for mailbox in ["bob@example.net", "eve@example.net"] {
            let delivered = postfix.delivered(mailbox, 1);
            assert_eq!(delivered[0].content, b"Subject: hi\n\n.dot\n");
            assert!(
                delivered[0]
                    .trace
                    .contains("Return-Path: <ann@example.org>\n"),
                "{}",
                delivered[0].trace
            );
        }
    }
}
