//! House rules that a reader relies on.

use std::collections::BTreeSet;

use e2e::program::Program;
use e2e::repository::{self, File};
use e2e::source;

/// Longest file of Rust. What outgrows it is divided by noun.
const MAX_LINES: usize = 400;

/// What the protocol may use: no clock, no socket, no executor, nothing of a browser.
const PROTOCOL_MAY_USE: &[&str] = &["hmac", "md-5", "memchr", "serde", "sha1", "sha2"];

/// Places on one machine, which are nobody else's.
const MACHINE_PATHS: &[&str] = &[
    concat!("/", "root/"),
    concat!("/", "tmp/"),
    concat!("/", "work/"),
];

/// File names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &[
    "mod.rs",
    "utils.rs",
    "util.rs",
    "helpers.rs",
    "common.rs",
    "misc.rs",
];

#[test]
fn the_protocol_is_pure() {
    for line in dependencies("protocol/Cargo.toml") {
        assert!(
            PROTOCOL_MAY_USE.contains(&line.as_str()),
            "protocol uses {line}"
        );
    }
}

#[test]
fn page_and_bridge_meet_only_in_the_protocol() {
    for (room, other) in [("frontend", "ehlo-bridge"), ("bridge", "ehlo-frontend")] {
        let uses = dependencies(&format!("{room}/Cargo.toml"));
        assert!(!uses.is_empty(), "{room} uses nothing at all");
        assert!(!uses.contains(other), "{room} uses {other}");
    }
}

#[test]
fn files_are_small_and_named() {
    let mut faults = Vec::new();
    for file in rust() {
        let lines = file.text.lines().count();
        if lines > MAX_LINES {
            faults.push(format!(
                "{} has {lines} lines, {MAX_LINES} are the most",
                file.path
            ));
        }
        if EMPTY_NAMES
            .iter()
            .any(|name| file.path.rsplit('/').next() == Some(name))
        {
            faults.push(format!("{} does not say what is in it", file.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_names_a_place_on_one_machine() {
    let mut faults = Vec::new();
    for file in repository::files() {
        for (number, line) in file.text.lines().enumerate() {
            if MACHINE_PATHS.iter().any(|path| line.contains(path)) {
                faults.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn state_and_links_know_no_framework() {
    let mut faults = Vec::new();
    let mut files = 0;
    for file in rust() {
        let Some(path) = file.path.strip_prefix("frontend/src/") else {
            continue;
        };
        if !path.starts_with("state") && !path.starts_with("link") {
            continue;
        }
        files += 1;
        for (number, line) in file.text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if code.replace("yew::Reducible", "").contains("yew::") {
                faults.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    assert!(files > 0, "the page's state is not where it was");
    assert!(
        faults.is_empty(),
        "only `yew::Reducible` is allowed here:\n{}",
        faults.join("\n")
    );
}

#[test]
fn every_limit_of_the_bridge_is_published() {
    let published: BTreeSet<String> = Program::start(&[])
        .policy()
        .limits
        .into_iter()
        .map(|limit| limit.name)
        .collect();
    let table = repository::file("bridge/src/limits.rs");
    let constants = constants(source::without_tests(&table));
    assert!(
        constants.len() > 10,
        "the table of limits is not where it was"
    );
    let hidden: Vec<_> = constants
        .iter()
        .filter(|name| !published.contains(*name))
        .collect();
    assert!(hidden.is_empty(), "not at /limits: {hidden:?}");
}

/// The names of constants in a source, in kebab-case: `const NAME: ...` and the rows of a table, `NAME field "name" = ...`.
fn constants(source: &str) -> Vec<String> {
    let is_constant = |word: &str| {
        word.len() > 2
            && word.chars().all(|letter| {
                letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '_'
            })
    };
    source
        .lines()
        .filter_map(|line| {
            let code = line
                .trim_start()
                .trim_start_matches("pub ")
                .trim_start_matches("const ");
            let word = code.split([':', ' ']).next().unwrap_or_default();
            let declared = line.trim_start().contains("const ")
                && (line.contains(": u") || line.contains(": Duration"));
            (is_constant(word) && (declared || line.contains("=>")))
                .then(|| word.to_lowercase().replace('_', "-"))
        })
        .collect()
}

/// The names in the `[dependencies]` of a package, the target-specific ones included, the ones for tests not.
fn dependencies(manifest: &str) -> BTreeSet<String> {
    let manifest = repository::file(manifest);
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]")
                && !line.contains("dev-")
                && !line.contains("build-");
            // `[dependencies.name]` is the same in another form.
            if let Some((_, name)) = line.trim_end_matches(']').split_once("dependencies.") {
                names.insert(name.to_owned());
            }
        } else if inside && let Some((name, _)) = line.split_once(['=', '.']) {
            names.insert(name.trim().trim_matches('"').to_owned());
        }
    }
    names
}

/// Every file of Rust that a person wrote.
fn rust() -> Vec<File> {
    let files = repository::files().into_iter();
    files
        .filter(|file| file.path.ends_with(".rs") && !file.text.contains("@generated"))
        .collect()
}
