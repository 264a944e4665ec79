//! What people paste, read: each sample beside the transcript that becomes of it.

use std::collections::BTreeSet;

use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::import::{self, Form, Import};
use ehlo_protocol::session::Mode;
use ehlo_protocol::transcript::{Note, Speech};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

macro_rules! samples {
    ($($name:literal),* $(,)?) => {
        &[$((
            $name,
            include_bytes!(concat!("imports/", $name, ".txt")),
            include_str!(concat!("imports/", $name, ".transcript")),
        )),*]
    };
}

/// Name, text as pasted, transcript.
const SAMPLES: &[(&str, &[u8], &str)] = samples!(
    "curl",
    "exim-client",
    "exim-server",
    "jakarta-mail",
    "msmtp",
    "net-smtp",
    "nodemailer",
    "openssl-465",
    "openssl-starttls",
    "php-mailer",
    "php-mailer-old",
    "postfix-client",
    "postfix-notice",
    "postfix-server",
    "rfc",
    "sendmail-bounce",
    "sendmail-verbose",
    "smtplib",
    "swaks-from-a-web-page",
    "swaks-refused",
    "swaks-tls",
    "telnet",
    "tutorial",
    "typed",
);

fn told(import: &Import) -> String {
    format!(
        "# read as {}, by line {}\n{}",
        import.form.name(),
        import.told_by.unwrap_or_default(),
        import.record.transcript().to_text()
    )
}

#[test]
fn each_sample_becomes_its_transcript() {
    let mut faults = String::new();
    for (name, text, expected) in SAMPLES {
        let found = told(&import::read(text, Profile::Strict));
        if found != *expected {
            faults += &format!("{name}:\n{found}\n");
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_form_has_a_sample_that_is_read_again_as_the_same() {
    let mut forms = BTreeSet::from([Form::Notation.name()]);
    for (name, text, _) in SAMPLES {
        let import = import::read(text, Profile::Strict);
        forms.insert(import.form.name());
        let once = import.record.transcript().to_text();
        let again = import::read(once.as_bytes(), Profile::Strict);
        assert_eq!(again.form, Form::Notation, "{name}");
        assert_eq!(again.record.transcript().to_text(), once, "{name}");
        assert_eq!(
            again.record.session().phase,
            import.record.session().phase,
            "{name}"
        );
    }
    assert_eq!(forms, Form::ALL.iter().map(|form| form.name()).collect());
}

/// The lines that are not in the record.
fn missing(text: &[u8], import: &Import) -> Vec<usize> {
    let told: BTreeSet<usize> = import
        .record
        .transcript()
        .entries()
        .iter()
        .flat_map(|entry| import.source.lines(entry))
        .collect();
    (1..=import::lines(text).len())
        .filter(|number| !told.contains(number))
        .collect()
}

#[test]
fn no_line_is_dropped() {
    for (name, text, _) in SAMPLES {
        let import = import::read(text, Profile::Strict);
        assert_eq!(missing(text, &import), [0_usize; 0], "{name}");
    }
}

/// Cut anywhere, and read as every other form: nothing is dropped, and every entry stands inside the text.
#[test]
fn no_line_of_a_broken_text_is_dropped_either() {
    let signs = [
        "S: 220 x",
        "Server: 220 x",
        "<-  220 x",
        "< 220 x",
        "SERVER -> CLIENT: 220 x",
        "mx postfix/smtpd[1]: > x[192.0.2.1]: 220 x",
        "  SMTP<< 220 x",
        "<<< 220 x",
        "<-- 220 x",
        " Out: 220 x",
        "reply: b'220 x\\r\\n'",
        "CONNECTED(00000003)",
        "220 x",
    ];
    let mut read = BTreeSet::new();
    for (name, text, _) in SAMPLES {
        for (number, sign) in signs.iter().enumerate() {
            let end = text.len() * (number + 1) / signs.len();
            let start = end.min(number * 7);
            let broken = [sign.as_bytes(), b"\n\xff\xfe\0\x1b[1m\n", &text[start..end]].concat();
            let import = import::read(&broken, Profile::Strict);
            read.insert(import.form.name());
            assert_eq!(
                missing(&broken, &import),
                [0_usize; 0],
                "{name} as {}",
                import.form.name()
            );
        }
    }
    assert_eq!(read.len(), Form::ALL.len(), "{read:?}");
}

#[test]
fn what_is_said_stands_where_its_location_says() {
    for (name, text, _) in SAMPLES {
        let lines = import::lines(text);
        let import = import::read(text, Profile::Strict);
        for entry in import.record.transcript().entries() {
            if matches!(entry.speech, Speech::Note(_)) || entry.secret.is_some() {
                continue;
            }
            let bytes = entry.bytes();
            let mut start = 0;
            for line in bytes.split_inclusive(|octet| *octet == b'\n') {
                let said = line.strip_suffix(b"\r\n").unwrap_or(line);
                let span = ehlo_protocol::span::Span::new(start, start + said.len());
                // The single dot is looked up behind its message.
                if !matches!(entry.speech, Speech::EndOfData) {
                    let location = import.source.locate(entry, span).expect("a location");
                    assert_eq!(location.span, (0..said.len()).into(), "{name}");
                    let shown = &lines[location.line - 1][location.columns];
                    assert_eq!(shown, said, "{name}: entry {}", entry.number);
                }
                start += line.len();
            }
        }
    }
}

#[test]
fn a_session_is_told_with_its_port_its_mode_and_its_tls() {
    let sample = |wanted: &str| {
        let (_, text, _) = SAMPLES
            .iter()
            .find(|(name, ..)| *name == wanted)
            .expect("a sample");
        import::read(text, Profile::Strict).record
    };
    for (name, mode, tls) in [
        ("swaks-tls", Mode::Submission, true),
        ("swaks-refused", Mode::Smtp, false),
        ("swaks-from-a-web-page", Mode::Submissions, true),
        ("openssl-465", Mode::Submissions, true),
        ("openssl-starttls", Mode::Submission, true),
        ("curl", Mode::Submission, true),
        ("php-mailer", Mode::Submission, true),
        ("telnet", Mode::Smtp, false),
    ] {
        let record = sample(name);
        assert_eq!(record.session().mode, mode, "{name}");
        assert_eq!(record.session().tls, tls, "{name}");
    }
    assert!(sample("openssl-starttls").session().joined_late);
}

#[test]
fn secrets_of_a_log_are_secrets() {
    for (name, text, _) in SAMPLES {
        let record = import::read(text, Profile::Strict).record;
        let written = record.transcript().to_text();
        for secret in ["YW5u", "c2VjcmV0", "credentials hidden"] {
            assert!(!written.contains(secret), "{name}: {written}");
        }
    }
}

#[test]
fn a_text_without_a_session_is_all_comment() {
    for text in [
        "",
        "\n\n",
        "Nothing of a session here.\nNor here.\n",
        "\u{feff}",
    ] {
        let import = import::read(text.as_bytes(), Profile::Strict);
        assert_eq!((import.form, import.told_by), (Form::Notation, None));
        let entries = import.record.transcript().entries();
        assert!(
            entries
                .iter()
                .all(|entry| matches!(entry.speech, Speech::Note(Note::Comment(_))))
        );
    }
}

#[test]
fn the_notation_gives_exact_bytes_their_columns() {
    let text = "\u{feff}S: 220 x\r\nC= \"NO\\x4fP\\r\\n\"\r\nC: EHLO \u{e4}\r\n";
    let import = import::read(text.as_bytes(), Profile::Strict);
    assert_eq!((import.form, import.told_by), (Form::Notation, Some(1)));
    let entries = import.record.transcript().entries();
    let noop = &entries[2];
    assert_eq!(noop.bytes(), b"NOOP\r\n");
    let location = import
        .source
        .locate(noop, (2..4).into())
        .expect("a location");
    assert_eq!((location.line, location.columns), (2, 6..11));
    let ending = import
        .source
        .locate(noop, (4..6).into())
        .expect("a location");
    assert_eq!(ending.columns, 11..15);
    let hello = import
        .source
        .locate(&entries[3], (5..7).into())
        .expect("a location");
    assert_eq!(
        (hello.line, hello.span, hello.columns),
        (3, (5..7).into(), 8..10)
    );
}

#[test]
fn nothing_is_said_of_a_secret_that_was_masked_before() {
    for (name, text, _) in SAMPLES {
        let record = import::read(text, Profile::Strict).record;
        let masked = record.transcript().to_text();
        let again = import::read(masked.as_bytes(), Profile::Strict).record;
        let entries = record.transcript().entries().iter();
        for entry in entries.chain(again.transcript().entries()) {
            let about: Vec<_> = entry.diagnostics.iter().map(|found| found.rule).collect();
            assert!(
                entry.secret.is_none() || about.is_empty(),
                "{name}: {about:?}"
            );
        }
    }
}
