//! The files of this repository.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the package lies in the repository")
        .to_owned()
}

/// Where cargo puts what it builds; pictures go there too.
pub fn target() -> PathBuf {
    let tests = std::env::current_exe().expect("a test knows where it is");
    tests
        .ancestors()
        .nth(3)
        .expect("tests lie in <target>/<profile>/deps")
        .to_owned()
}

/// A file of the repository.
pub struct File {
    /// The path from the root, with slashes.
    pub path: String,
    /// The content; bytes that are no text are replaced.
    pub text: String,
}

/// The text of one file, by its path from the root.
pub fn file(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every file that is committed or about to be: what git knows, or everything but `target` and `dist` where there is
/// no git, as in an unpacked archive.
pub fn files() -> Vec<File> {
    let root = root();
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(&root)
        .output()
        .ok()
        .filter(|output| output.status.success() && !output.stdout.is_empty());
    let paths: Vec<String> = listed.map_or_else(
        || {
            let mut paths = Vec::new();
            walk(&root, &root, &mut paths);
            paths
        },
        |output| {
            String::from_utf8_lossy(&output.stdout)
                .split_terminator('\0')
                .map(str::to_owned)
                .collect()
        },
    );
    let mut files: Vec<_> = paths
        .into_iter()
        // A file that git knows may have been removed in the work tree.
        .filter_map(|path| {
            Some(File {
                text: read(&root.join(&path))?,
                path,
            })
        })
        .collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(!files.is_empty(), "no files in {}", root.display());
    files
}

fn read(path: &Path) -> Option<String> {
    fs::read(path)
        .ok()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn walk(root: &Path, folder: &Path, paths: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("the repository can be read") {
        let path = entry.expect("the repository can be read").path();
        let relative = path
            .strip_prefix(root)
            .expect("a path below the root")
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            if !matches!(relative.as_str(), "target" | "dist" | ".git") {
                walk(root, &path, paths);
            }
        } else {
            paths.push(relative);
        }
    }
}
