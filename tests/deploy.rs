//! What `deploy/` gives to operators, as far as it can be tried without their hosts. nginx is tried for real in
//! `reverse_proxy`.
#![allow(
    clippy::expect_used,
    reason = "a panic here is a failing test, with its cause"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

use e2e::http;
use e2e::program::{self, Program};
use e2e::repository::{self, file};
use e2e::server::{Behaviour, Server};
use e2e::tunnel::Tunnel;
use e2e::wait::{PATIENCE, until};

/// Words behind a directive of a Containerfile, line by line.
fn directives(text: &str) -> Vec<(String, Vec<String>)> {
    let lines = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.split_whitespace().map(str::to_owned);
            let directive = words.next().unwrap_or_default();
            (directive, words.collect())
        })
        .collect()
}

/// The settings that the program makes of a file and of variables.
fn printed(config: &Path, environment: &[(&str, &str)]) -> String {
    let output = Command::new(program::path())
        .args(["serve", "--print-config", "--config"])
        .arg(config)
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn the_steps_of_the_containerfile_are_those_of_this_repository() {
    let text = file("deploy/Containerfile");
    let directives = directives(&text);
    let all = |name: &str| {
        let found = directives
            .iter()
            .filter(|(directive, _)| directive == name)
            .map(|(_, words)| words.join(" "));
        found.collect::<Vec<_>>()
    };
    // The compiler is the one of everybody here.
    let toolchain = file("rust-toolchain.toml");
    let version = toolchain
        .lines()
        .find_map(|line| line.strip_prefix("channel = "))
        .map(|line| line.trim_matches('"').to_owned())
        .expect("a version");
    let minor = version
        .rsplit_once('.')
        .map_or(&*version, |(minor, _)| minor);
    assert!(
        all("FROM")[0].contains(&format!("/rust:{minor}-")),
        "{version}"
    );
    // What is built is what is copied, started and stopped.
    assert_eq!(all("RUN"), ["cargo xtask build --profiled"]);
    assert!(file("xtask/src/main.rs").contains(r#"["build", "--profiled"] => profiled::build("#));
    assert!(file("xtask/src/profiled.rs").contains(r#"workspace.target().join("profiled")"#));
    let copied = all("COPY");
    let program = "/usr/local/bin/ehlo";
    assert!(copied.contains(&format!(
        "--from=build /source/target/profiled/ehlo {program}"
    )));
    assert!(all("ENTRYPOINT")[0].contains(program));
    assert_eq!(all("STOPSIGNAL"), ["SIGTERM"]);
    assert!(all("FROM")[1].ends_with(":nonroot"));
    // Gigabytes of what was built here before are no part of it.
    let ignored = file(".dockerignore");
    for built in ["target", "dist"] {
        assert!(ignored.lines().any(|line| line == built), "{built}");
    }

    // Its variables are variables of the program, and it can be reached at the port that it exposes.
    let environment: Vec<(String, String)> = all("ENV")
        .iter()
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let environment: Vec<(&str, &str)> = environment
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let settings = printed(&repository::root().join("deploy/ehlo.toml"), &environment);
    let listen = settings
        .lines()
        .find(|line| line.starts_with("listen = "))
        .unwrap_or_else(|| panic!("no listen in {settings}"));
    let wanted = format!("listen = \"0.0.0.0:{}\"", all("EXPOSE")[0]);
    assert!(listen.starts_with(&wanted), "{listen}");
}

#[test]
fn the_example_of_a_configuration_is_one() {
    let settings = printed(&repository::root().join("deploy/ehlo.toml"), &[]);
    for line in file("deploy/ehlo.toml").lines() {
        let Some((name, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else {
            continue;
        };
        let stands = settings.lines().any(|line| {
            line.split_once(" = ")
                .is_some_and(|(there, rest)| there == name && rest.starts_with(value))
        });
        assert!(stands, "{line} is not in:\n{settings}");
    }
}

#[test]
fn the_unit_of_systemd_is_one_and_gives_few_rights() {
    let text = file("deploy/ehlo.service");
    assert!(text.contains("ExecStart=/usr/local/bin/ehlo serve --config "));
    // A program that is not there is the one thing that may be missing on this machine.
    let folder = tempfile::tempdir().expect("a temporary directory");
    let unit = folder.path().join("ehlo.service");
    let here = program::path().display().to_string();
    fs::write(&unit, text.replace("/usr/local/bin/ehlo", &here)).expect("a file can be written");
    let analyze = |arguments: &[&str]| {
        let output = Command::new("systemd-analyze")
            .args(arguments)
            .arg(&unit)
            .output()
            .ok()?;
        let said = [output.stdout, output.stderr].concat();
        Some((
            output.status.success(),
            String::from_utf8_lossy(&said).into_owned(),
        ))
    };
    let Some((right, said)) = analyze(&["verify"]) else {
        println!("NOT CHECKED: there is no systemd-analyze here");
        return;
    };
    assert!(right && said.trim().is_empty(), "{said}");
    // The exposure that systemd finds is at most 2.0 of 10; a unit without a word on rights has 9.6.
    let (right, said) =
        analyze(&["security", "--offline=yes", "--threshold=20"]).expect("it was there before");
    assert!(right, "{said}");
}

#[test]
fn the_guide_shows_what_the_program_says() {
    let guide = file("docs/operating.md");
    let program = Program::start(&[]);
    let metrics = http::get(program.port(), "/metrics").text();
    let mut read = 0;
    for line in guide.lines().filter(|line| line.starts_with("ehlo_")) {
        let name = line.split_once(' ').map_or(line, |(name, _)| name);
        let there = metrics
            .lines()
            .any(|line| line.split_once(' ').is_some_and(|(there, _)| there == name));
        assert!(there, "{name} is not in:\n{metrics}");
        read += 1;
    }
    let limits = http::get(program.port(), "/limits").text();
    let shown = guide
        .split_once("```json\n")
        .and_then(|(_, rest)| rest.split_once("```"));
    let (shown, _) = shown.expect("a piece of /limits");
    for name in shown.split('"').filter(|word| {
        word.starts_with(|letter: char| letter.is_ascii_lowercase())
            && word
                .bytes()
                .all(|octet| octet.is_ascii_lowercase() || octet == b'_')
    }) {
        assert!(limits.contains(name), "{name} is not in: {limits}");
        read += 1;
    }
    assert!(read > 20, "{read}");
    // The lines of the log: a session as `session begins` and `session ends`, with these fields in this order.
    let server = Server::start(Behaviour::ClosesAfter(0));
    let program = Program::start(&["--allow-target", &server.target()]);
    let mut tunnel = Tunnel::greeted(&program, server.port());
    tunnel.send(b"QUIT\r\n");
    let ended = until(PATIENCE, || {
        program.log().contains("session ends").then_some(())
    });
    assert!(ended.is_some(), "{}", program.log());
    let shape = |text: &str, words: &str| {
        let line = text
            .lines()
            .find(|line| line.contains("INFO ") && line.contains(words));
        let line = line.unwrap_or_else(|| panic!("no {words} in {text}"));
        let (_, fields) = line.split_once("INFO ").expect("a line of the log");
        fields
            .split(' ')
            .map(|word| {
                word.split_once('=')
                    .map_or(word, |(name, _)| name)
                    .to_owned()
            })
            .collect::<Vec<_>>()
    };
    for words in ["session begins", "session ends"] {
        assert_eq!(
            shape(&guide, words),
            shape(&program.log(), words),
            "{words}"
        );
    }
}
