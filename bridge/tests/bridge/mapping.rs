//! The page on threats and faults: its rows are all there, and the tests that it names exist.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use ehlo_bridge::limits::Limits;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names of all tests of this repository.
fn tests() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let rooms = ["bridge", "protocol", "frontend", "tests", "texts"];
    let mut folders: Vec<PathBuf> = rooms.iter().map(|room| root().join(room)).collect();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                if path.file_name().is_some_and(|name| name != "target") {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                read(&std::fs::read_to_string(&path).unwrap(), &mut names);
            }
        }
    }
    names
}

/// Takes the names of the functions that stand under a `#[test]` of any kind.
fn read(text: &str, names: &mut BTreeSet<String>) {
    let mut marked = false;
    for line in text.lines().map(str::trim_start) {
        if line.starts_with("#[") {
            marked |= line.contains("test]") || line.contains("::test(");
        } else if let Some((_, rest)) = line.split_once("fn ").filter(|_| marked) {
            names.insert(rest.split('(').next().unwrap_or_default().to_owned());
            marked = false;
        } else if !line.starts_with("//") {
            marked = false;
        }
    }
}

/// The first cell of each row of each table, and the names in its last cell.
fn rows() -> BTreeMap<String, Vec<String>> {
    let page = std::fs::read_to_string(root().join("docs/threats-and-faults.md")).unwrap();
    let mut rows = BTreeMap::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else {
            continue;
        };
        let names = last.split('`').skip(1).step_by(2).map(str::to_owned);
        let first = first.trim_matches('`').to_owned();
        let twice = rows.insert(first.clone(), names.collect::<Vec<_>>());
        assert!(
            twice.is_none() || first == "row",
            "{first} stands there twice"
        );
    }
    rows
}

#[test]
fn every_row_has_tests_that_exist() {
    let rows = rows();
    let tests = tests();
    assert!(tests.len() > 200, "{} tests found", tests.len());
    let threats = (1..=28).map(|number| format!("T{number}"));
    let faults = (1..=26).map(|number| format!("F{number}"));
    let limits = Limits::TABLE.iter().map(|entry| entry.name.to_owned());
    for row in threats.chain(faults).chain(limits) {
        let named = rows.get(&row).unwrap_or_else(|| panic!("no row {row}"));
        assert!(!named.is_empty(), "{row} has no test");
    }
    let missing: Vec<_> = rows
        .values()
        .flatten()
        .filter(|name| !tests.contains(*name))
        .collect();
    assert!(missing.is_empty(), "no such tests: {missing:?}");
}
