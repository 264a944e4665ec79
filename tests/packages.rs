//! What this repository takes from others (threat T27): from one registry, each thing known by its checksum, checked in
//! every run of the tests, and nothing of it fetched while something is built.
#![allow(
    clippy::expect_used,
    reason = "a panic here is a failing test, with its cause"
)]

use e2e::repository::{self, file};

/// Where crates come from. The lock file says so of each.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// What fetches something; no build script of ours and no part of the page's build may.
const FETCHING: [&str; 6] = [
    "http://",
    "https://",
    "curl",
    "wget",
    "TcpStream",
    "git clone",
];

/// The packages of a lock file, each as its lines.
fn locked(path: &str) -> Vec<String> {
    let text = file(path);
    let packages = text.split("[[package]]").skip(1);
    packages.map(str::to_owned).collect()
}

#[test]
fn every_crate_comes_from_the_registry_with_its_checksum() {
    for path in ["Cargo.lock", "fuzz/Cargo.lock"] {
        let packages = locked(path);
        assert!(packages.len() > 30, "{path}: {}", packages.len());
        let mut own = 0;
        for package in packages {
            let line = |name: &str| {
                let lines = package.lines();
                lines
                    .filter_map(|line| line.strip_prefix(name))
                    .map(|value| value.trim_matches('"').to_owned())
                    .next()
            };
            let name = line("name = ").unwrap_or_default();
            match line("source = ") {
                Some(source) => {
                    assert_eq!(source, REGISTRY, "{path}: {name}");
                    let sum = line("checksum = ").unwrap_or_default();
                    assert_eq!(sum.len(), 64, "{path}: {name} has no checksum");
                }
                None => {
                    let ours = name.starts_with("ehlo-") || ["e2e", "xtask"].contains(&&*name);
                    assert!(ours, "{path}: {name} comes from nowhere");
                    own += 1;
                }
            }
        }
        assert!(own >= 3, "{path}");
    }
}

#[test]
fn crates_are_checked_in_every_run_and_no_room_may_be_unsafe() {
    let steps = file("xtask/src/test.rs");
    for check in [
        "cargo deny --offline check bans licenses sources",
        "cargo deny --offline check advisories",
    ] {
        assert!(steps.contains(check), "{check}");
    }
    let rules = file("deny.toml");
    for rule in [
        "unknown-registry = \"deny\"",
        "unknown-git = \"deny\"",
        "yanked = \"deny\"",
        "wildcards = \"deny\"",
    ] {
        assert!(rules.contains(rule), "{rule}");
    }
    let workspace = file("Cargo.toml");
    assert!(workspace.contains("unsafe_code = \"forbid\""));
    let (_, members) = workspace.split_once("\nmembers = [").expect("members");
    let (members, _) = members.split_once(']').expect("a list");
    let mut rooms = 0;
    for room in members.split(',').map(|name| name.trim().trim_matches('"')) {
        let manifest = file(&format!("{room}/Cargo.toml"));
        assert!(
            manifest.contains("[lints]\nworkspace = true"),
            "{room} has lints of its own"
        );
        rooms += 1;
    }
    assert!(rooms >= 6, "{rooms} rooms");
}

#[test]
fn nothing_is_fetched_while_something_is_built() {
    let mut scripts = 0;
    for file in repository::files() {
        let builds = file.path.ends_with("build.rs") && !file.path.starts_with("xtask/");
        if builds || file.path == "Trunk.toml" {
            scripts += 1;
            for word in FETCHING {
                assert!(!file.text.contains(word), "{}: {word}", file.path);
            }
        }
    }
    assert!(scripts >= 1, "no script was read");
}
