//! Pictures of the page, for people to look at.

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::repository;

/// Writes `target/screenshots/<name>.png` and gives its path.
pub fn write(name: &str, base64: &str) -> PathBuf {
    let path = path(name);
    fs::create_dir_all(path.with_file_name("")).expect("the target directory can be written");
    let bytes = STANDARD
        .decode(base64)
        .expect("WebDriver gives pictures in Base64");
    fs::write(&path, bytes).expect("the target directory can be written");
    path
}

/// Removes a picture of an earlier run, if there is one.
pub fn remove(name: &str) {
    // An error means that there is none.
    let _ = fs::remove_file(path(name));
}

fn path(name: &str) -> PathBuf {
    repository::target()
        .join("screenshots")
        .join(format!("{name}.png"))
}
