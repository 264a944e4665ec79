//! The committed reference is what would be written now.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use ehlo_bridge::reference;

/// What writes the pages.
const COMMAND: &str = "cargo run -p ehlo-bridge -- reference --out docs/reference";

fn committed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/reference")
}

fn read(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("the folder");
    entries
        .map(|entry| {
            let entry = entry.expect("a file");
            let text = std::fs::read_to_string(entry.path()).expect("a page");
            (entry.file_name().to_string_lossy().into_owned(), text)
        })
        .collect()
}

#[test]
fn the_committed_pages_are_those_that_would_be_written_now() {
    let committed = read(&committed());
    let pages: BTreeMap<String, String> = reference::pages()
        .into_iter()
        .map(|page| (page.name, page.text))
        .collect();
    let names = |pages: &BTreeMap<String, String>| pages.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&committed), names(&pages), "run `{COMMAND}`");
    for (name, text) in &pages {
        let other = committed[name]
            .lines()
            .zip(text.lines())
            .position(|(old, new)| old != new);
        assert!(
            committed[name] == *text,
            "docs/reference/{name} differs from line {:?} on; run `{COMMAND}`",
            other.map(|line| line + 1)
        );
    }
}

#[test]
fn every_link_between_the_pages_leads_somewhere() {
    let pages = reference::pages();
    let anchors: Vec<String> = pages
        .iter()
        .flat_map(|page| {
            let headings = page
                .text
                .lines()
                .filter_map(|line| line.strip_prefix("## "));
            headings.map(|heading| {
                let anchor = heading.to_lowercase().replace(' ', "-").replace('.', "");
                format!("{}#{anchor}", page.name)
            })
        })
        .collect();
    let mut links = 0;
    for page in &pages {
        for link in page.text.split("](").skip(1) {
            let target = link.split(')').next().unwrap_or_default();
            if target.starts_with("https://") {
                continue;
            }
            links += 1;
            let found = anchors.iter().any(|anchor| anchor == target)
                || pages.iter().any(|page| page.name == target);
            assert!(found, "{}: {target}", page.name);
        }
    }
    assert!(links > 100, "{links}");
}

#[test]
fn pages_that_no_longer_exist_are_removed_and_strangers_stay() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = || {
        let status = Command::new(env!("CARGO_BIN_EXE_ehlo"))
            .args(["reference", "--out"])
            .arg(folder.path())
            .status();
        assert!(status.expect("ehlo starts").success());
    };
    run();
    let first = read(folder.path());
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("rules-gone.md"), &first["verbs.md"]).expect("a page");
    std::fs::write(path("notes.md"), "mine\n").expect("a page");
    std::fs::write(path("verbs.md"), "changed\n").expect("a page");
    run();
    let mut second = read(folder.path());
    assert_eq!(second.remove("notes.md").as_deref(), Some("mine\n"));
    assert_eq!(second, first);
}
