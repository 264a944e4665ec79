//! Pictures of the page, for people to look at.

use std::fs;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::repository;

/// Writes `target/screenshots/<name>.png` and gives its path.
pub fn write(name: &str, base64: &str) -> PathBuf {
    let folder = repository::target().join("screenshots");
    fs::create_dir_all(&folder).expect("the target directory can be written");
    let path = folder.join(format!("{name}.png"));
    let bytes = STANDARD
        .decode(base64)
        .expect("WebDriver gives pictures in Base64");
    fs::write(&path, bytes).expect("the target directory can be written");
    path
}
