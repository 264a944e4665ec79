//! `ehlo check`, as a person starts it: what it prints, and with which exit code.
#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Transcripts with what is said of them, in words and as JSON.
const CASES: &[&str] = &[
    "clean",
    "exact",
    "message",
    "one-finding",
    "refused",
    "replies",
    "wide",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/check/cases")
}

fn ehlo(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ehlo"));
    command
        .args(arguments)
        .current_dir(folder())
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null());
    command
}

fn run(arguments: &[&str]) -> Output {
    ehlo(arguments).output().expect("ehlo starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn complained(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Every finding of a file as `line rule`.
fn findings(arguments: &[&str]) -> Vec<String> {
    let output = run(&[&["check", "--json"], arguments].concat());
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let diagnostics = document["diagnostics"].as_array().expect("an array");
    diagnostics
        .iter()
        .map(|found| {
            format!(
                "{} {}",
                found["line"],
                found["rule"].as_str().expect("a name")
            )
        })
        .collect()
}

fn expected(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).expect("the expectation")
}

#[test]
fn each_case_is_reported_as_its_file_says() {
    for case in CASES {
        let file = format!("{case}.txt");
        let report = run(&["check", &file]);
        assert_eq!(said(&report), expected(&format!("{case}.report")), "{case}");
        assert_eq!(complained(&report), "", "{case}");
        let json = run(&["check", "--json", &file]);
        let found: Value = serde_json::from_slice(&json.stdout).expect("JSON");
        let wanted: Value = serde_json::from_str(&expected(&format!("{case}.json"))).expect("JSON");
        assert_eq!(found, wanted, "{case}");
        assert_eq!(report.status.code(), json.status.code(), "{case}");
    }
}

#[test]
fn the_exit_code_tells_clean_errors_and_unreadable_apart() {
    for (arguments, code) in [
        (&["check", "clean.txt"][..], 0),
        (&["check", "one-finding.txt"], 1),
        (&["check", "--json", "one-finding.txt"], 1),
        (&["check", "--profile", "practice", "one-finding.txt"], 0),
        (&["check", "clean.txt", "one-finding.txt"], 1),
        (&["check", "no-such-file.txt"], 2),
        (&["check", "one-finding.txt", "no-such-file.txt"], 2),
        (&["check", "."], 2),
        (&["check"], 2),
    ] {
        assert_eq!(run(arguments).status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn what_cannot_be_read_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, octets: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, octets).expect("a file");
        path.display().to_string()
    };
    let prose = write("prose.txt", b"Nothing of a session here.\n");
    let wide = write("utf16.txt", b"\xff\xfeC\0:\0 \0N\0O\0O\0P\0\n\0");
    let empty = write("empty.txt", b"");
    for (path, sentence) in [
        (
            "no-such-file.txt",
            "ehlo: There is no file no-such-file.txt.\n".to_owned(),
        ),
        (
            ".",
            "ehlo: . is a folder. Name the files in it.\n".to_owned(),
        ),
        (
            &wide,
            format!("ehlo: {wide} is written in UTF-16. Save it as UTF-8, and check it again.\n"),
        ),
    ] {
        let output = run(&["check", path]);
        assert_eq!(
            (complained(&output), said(&output)),
            (sentence, String::new())
        );
    }
    for path in [prose, empty] {
        let output = run(&["check", &path]);
        let start = format!("ehlo: There is no line of an SMTP session in {path}.");
        assert!(complained(&output).starts_with(&start));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_dash_is_standard_input() {
    let mut child = ehlo(&["check", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("ehlo starts");
    let mut input = child.stdin.take().expect("standard input");
    input
        .write_all(expected("one-finding.txt").as_bytes())
        .expect("ehlo reads");
    drop(input);
    let output = child.wait_with_output().expect("ehlo ends");
    let wanted = expected("one-finding.report").replace("one-finding.txt", "<stdin>");
    assert_eq!((said(&output), output.status.code()), (wanted, Some(1)));
}

#[test]
fn several_files_are_named_in_the_findings() {
    let output = run(&[
        "check",
        "--json",
        "clean.txt",
        "one-finding.txt",
        "message.txt",
    ]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let files: Vec<&str> = document["diagnostics"]
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|found| found["file"].as_str())
        .collect();
    assert_eq!(files, ["one-finding.txt", "one-finding.txt", "message.txt"]);
}

#[test]
fn colours_are_for_terminals_and_for_who_asks() {
    let is_coloured = |variables: &[(&str, &str)]| {
        let mut command = ehlo(&["check", "one-finding.txt"]);
        command.envs(variables.iter().copied());
        said(&command.output().expect("ehlo starts")).contains('\u{1b}')
    };
    assert!(!is_coloured(&[]));
    assert!(is_coloured(&[("CLICOLOR_FORCE", "1")]));
    assert!(!is_coloured(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
}

#[test]
fn secrets_and_what_steers_a_terminal_are_not_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("session.txt");
    let text = b"S: 220 mx.example.com\nC: EHLO x\nS: 250-mx.example.com\nS: 250 AUTH PLAIN\n\
        C: AUTH  PLAIN AGFubgBzZWNyZXQ=\nS: 235 ok\nC: \x1b[31mNO\xe2\x80\xaeOP\n";
    std::fs::write(&path, text).expect("a file");
    let path = path.display().to_string();
    for arguments in [&["check", &path][..], &["check", "--json", &path]] {
        let printed = said(&run(arguments));
        assert!(printed.contains("double-space"), "{printed}");
        for hidden in ["AGFubgBzZWNyZXQ", "\u{1b}", "\u{202e}"] {
            let is_json = arguments.len() == 3 && hidden == "\u{202e}";
            assert!(is_json || !printed.contains(hidden), "{printed}");
        }
    }
}

/// The two transcripts of tutorials that this project began with: every mistake in them has its name.
#[test]
fn the_mistakes_of_the_tutorials_are_named() {
    assert_eq!(
        findings(&["tutorial-1.txt"]),
        [
            "1 unknown-verb",
            "1 hello-bare-address",
            "2 unexpected-reply-code",
            "3 mail-before-hello",
            "3 space-around-colon",
            "3 missing-domain",
            "5 space-around-colon",
            "9 unasked-reply",
            "10 message-without-date",
            "10 message-without-id",
            "13 missing-blank-line",
            "14 reply-without-code",
            "15 unended-message",
        ]
    );
    assert_eq!(
        findings(&["tutorial-2.txt"]),
        [
            "2 helo-instead-of-ehlo",
            "3 greeting-without-domain",
            "10 message-without-date",
            "10 message-without-id",
        ]
    );
}
