//! `Cargo.lock`: which version of a package this workspace uses.

use std::fs;

use anyhow::{Context, Result};

use crate::{version::Version, workspace::Workspace};

/// The version of `package` in the workspace's lock file.
pub(crate) fn version_of(workspace: &Workspace, package: &str) -> Result<Version> {
    let path = workspace.root().join("Cargo.lock");
    let lock =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    find(&lock, package)
        .with_context(|| format!("Cargo.lock names no single released version of {package}"))
}

/// The version of `package` in the text of a lock file; none when it is absent or there are several.
fn find(lock: &str, package: &str) -> Option<Version> {
    let mut entries = lock
        .split("[[package]]")
        .filter(|entry| value(entry, "name") == Some(package));
    let only = entries.next()?;
    entries
        .next()
        .is_none()
        .then(|| value(only, "version").and_then(Version::parse))?
}

/// What stands between the quotes in the entry's line `key = "..."`.
fn value<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    entry.lines().find_map(|line| {
        let (found, value) = line.split_once(" = ")?;
        (found == key).then(|| value.trim_matches('"'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.9"
dependencies = [
 "wasm-bindgen",
]

[[package]]
name = "wasm-bindgen"
version = "0.2.130"
source = "registry"

[[package]]
name = "twice"
version = "1.0.0"

[[package]]
name = "twice"
version = "2.0.0"
"#;

    #[test]
    fn finds_the_one_version() {
        assert_eq!(find(LOCK, "wasm-bindgen"), Some(Version::new(0, 2, 130)));
        assert_eq!(
            find(LOCK, "wasm-bindgen-macro"),
            Some(Version::new(0, 2, 9))
        );
    }

    #[test]
    fn absent_or_ambiguous_packages_have_none() {
        assert_eq!(find(LOCK, "wasm"), None);
        assert_eq!(find(LOCK, "twice"), None);
        assert_eq!(find("", "wasm-bindgen"), None);
    }

    #[test]
    fn the_real_lock_file_is_understood() {
        let workspace = Workspace::find().unwrap();
        assert!(version_of(&workspace, "wasm-bindgen").unwrap() >= Version::new(0, 2, 100));
    }
}
