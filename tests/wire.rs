//! The main job on a submission port: a real browser, a real Postfix that asks a real Dovecot, and a wire between bridge
//! and Postfix that writes down what an eavesdropper would.

use std::env;
use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use e2e::browser::browse;
use e2e::certificate::{AUTHORITY, Certificate, Flaw};
use e2e::child::{Group, Output};
use e2e::dovecot::Dovecot;
use e2e::page::Page;
use e2e::postfix::Postfix;
use e2e::program::Program;
use e2e::recorder::{Capture, Piece, Recorder};
use e2e::records::{self, APPLICATION_DATA, HANDSHAKE};
use e2e::texts::{text, text_with};
use e2e::wait::PATIENCE;

const USER: &str = "ann";

/// Found nowhere by chance.
const PASSWORD: &str = "quorn-7-lathe";

const READER: &str = "bob@example.net";

const MESSAGE: &[&str] = &[
    "From: Ann <ann@example.org>",
    "To: Bob <bob@example.net>",
    "Subject: sealed on the way",
    "Message-ID: <2@example.org>",
    "Date: Sun, 22 Nov 2026 10:00:00 +0000",
    "",
    ".a line that begins with a dot",
    "the end",
];

/// Everything between the browser and the mailbox.
struct Office {
    _dovecot: Dovecot,
    postfix: Postfix,
    wire: Recorder,
    program: Program,
}

impl Office {
    fn open() -> Self {
        let dovecot = Dovecot::start(&[(USER, PASSWORD)]);
        let certificate = Certificate::new(Flaw::UnknownIssuer);
        let postfix = Postfix::start_submission(&[READER], &certificate, &dovecot);
        let wire = Recorder::start(postfix.port());
        let program = Program::start(&["--allow-target", &wire.target()]);
        Self {
            _dovecot: dovecot,
            postfix,
            wire,
            program,
        }
    }
}

/// A mail from the envelope to the goodbye.
fn send(page: &Page<'_>) {
    page.exchange("MAIL FROM:<ann@example.org>", "250");
    page.exchange(&format!("RCPT TO:<{READER}>"), "250");
    page.exchange("DATA", "354");
    page.write_message_and_dot(MESSAGE);
    page.exchange("QUIT", "221");
    page.shows(&text("page-end-goodbye"));
}

/// In clear the greeting, EHLO and STARTTLS; behind the 220 TLS records alone; and of what was secret no trace.
fn is_sealed(capture: &Capture) {
    let (to_server, from_server) = capture.after_starttls();
    let clear = &capture.to_server[..capture.to_server.len() - to_server.len()];
    assert_eq!(clear, b"EHLO me.example\r\nSTARTTLS\r\n");
    for bytes in [to_server, from_server] {
        let types = records::types(bytes).unwrap_or_else(|fault| panic!("{fault}"));
        assert_eq!(types.first(), Some(&HANDSHAKE));
        assert!(types.contains(&APPLICATION_DATA), "{types:?}");
    }
    for secret in [
        PASSWORD.to_owned(),
        STANDARD.encode(PASSWORD),
        STANDARD.encode(format!("\0{USER}\0{PASSWORD}")),
        "sealed on the way".to_owned(),
        READER.to_owned(),
    ] {
        assert!(!capture.contains(secret.as_bytes()), "{secret} passed");
    }
}

#[test]
fn a_mail_goes_to_a_submission_server_under_tls_after_a_sign_in_typed_by_hand() {
    let office = Office::open();
    browse("submission", office.program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own("127.0.0.1", office.wire.port()));
        page.exchange("EHLO me.example", "250");
        page.exchange("STARTTLS", "220");
        page.shows(&text_with(
            "page-stop-certificate",
            &[("host", "127.0.0.1".into())],
        ));
        page.shows(AUTHORITY);
        page.click("button", &text("page-go-on"));
        page.shows("TLS 1.3");
        page.exchange("EHLO me.example", "250");
        let plain = STANDARD.encode(format!("\0{USER}\0{PASSWORD}"));
        page.exchange(&format!("AUTH PLAIN {plain}"), "235");
        assert!(
            !page.transcript().contains(&plain),
            "the secret stands in the transcript"
        );
        send(page);
        page.photograph("submission");
    });
    let delivered = office.postfix.delivered(READER, 1);
    let typed = MESSAGE.join("\n") + "\n";
    assert_eq!(String::from_utf8_lossy(&delivered[0].content), typed);
    is_sealed(&office.wire.capture());
    for secret in [
        PASSWORD,
        &STANDARD.encode(format!("\0{USER}\0{PASSWORD}")),
        READER,
    ] {
        let log = office.program.log();
        assert!(!log.contains(secret), "the bridge logged {secret}: {log}");
    }
}

/// How often each client does it; the first time is a warm-up.
const ROUNDS: usize = 5;

/// The same server, the same wire, one client after the other. The times are printed and not judged: they hang on the
/// machine and on what else it does.
#[test]
fn the_page_agrees_on_the_same_tls_as_openssl() {
    let office = Office::open();
    let by_openssl: Vec<Run> = (0..ROUNDS).map(|_| openssl(&office)).collect();
    let mut by_page = Vec::new();
    browse("wire-openssl", office.program.address(), |page| {
        for _ in 0..ROUNDS {
            by_page.push(page_does_the_same(page, &office));
        }
    });
    let median = |runs: &[Run], time: Figure| {
        let mut times: Vec<f64> = runs.iter().skip(1).map(|run| time(&run.times)).collect();
        times.sort_by(f64::total_cmp);
        times[times.len() / 2]
    };
    for run in by_page.iter().chain(&by_openssl) {
        assert_eq!(
            (&run.version, class(&run.suite)),
            (
                &by_openssl[0].version,
                Some(by_openssl[0].suite.as_str()).and_then(class)
            ),
            "{} and {}",
            run.suite,
            by_openssl[0].suite
        );
    }
    println!("\nFrom STARTTLS to the reply to the second EHLO, in milliseconds, medians:");
    for (what, time) in TIMES {
        let (page, openssl) = (median(&by_page, time), median(&by_openssl, time));
        let ratio = page / openssl;
        println!("  {what}: page {page:.1}, openssl s_client {openssl:.1}, ratio {ratio:.1}");
    }
}

/// One figure of a run.
type Figure = fn(&Times) -> f64;

/// What is printed of the runs.
const TIMES: [(&str, Figure); 3] = [
    ("in all", |times| times.to_hello + times.from_hello),
    (
        "until the ClientHello, for the page with its worker to load",
        |times| times.to_hello,
    ),
    ("from the ClientHello on", |times| times.from_hello),
];

/// How long a client took, in milliseconds.
struct Times {
    /// From STARTTLS to the ClientHello.
    to_hello: f64,
    /// From there to the reply to EHLO, without the pause of the person before it.
    from_hello: f64,
}

/// One session of one client.
struct Run {
    /// Such as `TLSv1.3`.
    version: String,
    suite: String,
    times: Times,
}

/// What a suite keeps a secret by.
fn class(suite: &str) -> Option<&str> {
    ["AES_256_GCM", "AES_128_GCM", "CHACHA20_POLY1305"]
        .into_iter()
        .find(|class| suite.contains(class))
}

fn openssl(office: &Office) -> Run {
    let before = office.wire.capture().pieces.len();
    let target = office.wire.target();
    let mut command = Command::new(env::var_os("EHLO_OPENSSL").unwrap_or_else(|| "openssl".into()));
    command
        .args([
            "s_client",
            "-starttls",
            "smtp",
            "-brief",
            "-crlf",
            "-connect",
            &target,
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut group = Group::start(
        &mut command,
        "OpenSSL is missing. `cargo xtask test` installs it; by hand: apt-get install openssl",
    );
    let leader = group.leader();
    let (Some(mut said), Some(out), Some(err)) = (
        leader.stdin.take(),
        leader.stdout.take(),
        leader.stderr.take(),
    ) else {
        panic!("the three pipes of openssl")
    };
    let (heard, told) = (Output::of(out), Output::of(err));
    let fact = |name: &str| {
        told.wait_for(PATIENCE, |line| {
            Some(line.strip_prefix(name)?.trim().to_owned())
        })
        .unwrap_or_else(|| panic!("no {name} in {}", told.text()))
    };
    let (version, suite) = (fact("Protocol version:"), fact("Ciphersuite:"));
    // It tells so when it could send: the server has still to say its last word on the handshake.
    settle(office);
    assert!(writeln!(said, "EHLO me.example").is_ok(), "openssl is gone");
    // Of the reply in clear it prints the last line alone.
    let replied = heard.wait_for(PATIENCE, |line| {
        line.starts_with("250-postfix.example").then_some(())
    });
    assert!(replied.is_some(), "no reply: {}", heard.text());
    settle(office);
    let times = spent(&office.wire.capture().pieces[before..]);
    group.kill();
    Run {
        version,
        suite,
        times,
    }
}

fn page_does_the_same(page: &Page<'_>, office: &Office) -> Run {
    let before = office.wire.capture().pieces.len();
    page.and_is_greeted(|page| page.connect_to_own("127.0.0.1", office.wire.port()));
    page.exchange("EHLO me.example", "250");
    page.start_tls_all_the_same();
    settle(office);
    page.exchange("EHLO me.example", "250");
    settle(office);
    let times = spent(&office.wire.capture().pieces[before..]);
    let transcript = page.transcript();
    let suite = transcript
        .split([' ', ','])
        .find(|word| word.starts_with("TLS_"))
        .unwrap_or_else(|| panic!("no suite in {transcript}"))
        .to_owned();
    assert!(transcript.contains("TLS 1.3 from here"), "{transcript}");
    page.exchange("QUIT", "221");
    page.shows(&text("page-end-goodbye"));
    Run {
        version: "TLSv1.3".to_owned(),
        suite,
        times,
    }
}

/// Waits until nothing passes any more.
fn settle(office: &Office) {
    let mut last = 0;
    loop {
        let passed = office.wire.capture().pieces.len();
        if passed == last {
            return;
        }
        last = passed;
        std::thread::sleep(QUIET);
    }
}

/// After so long without a byte it is the client's turn, and the client waits for a person.
const QUIET: Duration = Duration::from_millis(300);

/// The times of a session.
fn spent(pieces: &[Piece]) -> Times {
    let starttls = pieces
        .iter()
        .position(|piece| piece.to_server && piece.length == "STARTTLS\r\n".len())
        .unwrap_or_else(|| panic!("no STARTTLS of its own in {pieces:?}"));
    let waits: Vec<f64> = pieces[starttls..]
        .windows(2)
        .enumerate()
        .map(|(index, pair)| {
            let wait = pair[1].at - pair[0].at;
            // The first two are the 220 and the ClientHello: no person has a part in them.
            let of_a_person = index > 1 && pair[1].to_server && wait >= QUIET;
            if of_a_person {
                0.0
            } else {
                wait.as_secs_f64() * 1000.0
            }
        })
        .collect();
    let (to_hello, from_hello) = waits.split_at(2);
    Times {
        to_hello: to_hello.iter().sum(),
        from_hello: from_hello.iter().sum(),
    }
}
