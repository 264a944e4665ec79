//! The folder `dist/`: the built page, with a brotli copy beside every file that gains by it.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The ending of a brotli copy: `page.js.br` stands beside `page.js`.
const BROTLI: &str = "br";

/// The best that brotli can do. It costs seconds here and saves bytes at each visit.
const BROTLI_QUALITY: i32 = 11;

/// The window of 4 MiB that every browser accepts (RFC 7932 allows up to 16 MiB).
const BROTLI_WINDOW_BITS: i32 = 22;

/// Makes `dist` hold exactly the files of `built` and their brotli copies. Files that did not change
/// are not written, so their time stamps stay.
pub(crate) fn fill(dist: &Path, built: &Path) -> Result<()> {
    let wanted = read_files(built)?;
    let mut present = if dist.exists() {
        read_files(dist)?
    } else {
        BTreeMap::new()
    };
    for (name, bytes) in &wanted {
        let copy_name = brotli_name(name);
        let copy = present.remove(&copy_name);
        if present.remove(name).as_ref() == Some(bytes) && copy.is_some() {
            continue;
        }
        write(&dist.join(name), bytes)?;
        write(&dist.join(copy_name), &compressed(bytes)?)?;
    }
    for name in present.keys() {
        fs::remove_file(dist.join(name))?;
    }
    Ok(())
}

/// One file of the page, in bytes.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Size {
    /// Its name below `dist/`.
    pub(crate) name: String,
    /// As it is.
    pub(crate) raw: usize,
    /// In brotli.
    pub(crate) brotli: usize,
}

/// The sizes of all files of the page.
pub(crate) fn sizes(dist: &Path) -> Result<Vec<Size>> {
    let files = read_files(dist)?;
    let sizes = files.iter().filter_map(|(name, bytes)| {
        let copy = files.get(&brotli_name(name))?;
        Some(Size {
            name: name.display().to_string(),
            raw: bytes.len(),
            brotli: copy.len(),
        })
    });
    Ok(sizes.collect())
}

fn brotli_name(name: &Path) -> PathBuf {
    let mut copy = name.as_os_str().to_owned();
    copy.push(".");
    copy.push(BROTLI);
    PathBuf::from(copy)
}

fn compressed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: BROTLI_QUALITY,
        lgwin: BROTLI_WINDOW_BITS,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut copy = Vec::new();
    brotli::BrotliCompress(&mut io::Cursor::new(bytes), &mut copy, &parameters)?;
    Ok(copy)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

/// All files below `folder` by their names relative to it.
fn read_files(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(name) = folders.pop() {
        let path = folder.join(&name);
        for entry in
            fs::read_dir(&path).with_context(|| format!("cannot read {}", path.display()))?
        {
            let entry = entry?;
            let name = name.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                folders.push(name);
            } else {
                files.insert(name, fs::read(entry.path())?);
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Folders `built` and `dist` that vanish at the end.
    struct Folders(PathBuf);

    impl Folders {
        fn new(name: &str) -> Self {
            let root =
                std::env::temp_dir().join(format!("ehlo-xtask-{name}-{}", std::process::id()));
            fs::create_dir_all(root.join("built")).unwrap();
            Self(root)
        }

        fn build(&self, files: &[(&str, &str)]) {
            fs::remove_dir_all(self.0.join("built")).unwrap();
            fs::create_dir_all(self.0.join("built")).unwrap();
            for (name, text) in files {
                write(&self.0.join("built").join(name), text.as_bytes()).unwrap();
            }
            fill(&self.dist(), &self.0.join("built")).unwrap();
        }

        fn dist(&self) -> PathBuf {
            self.0.join("dist")
        }

        fn names(&self) -> Vec<String> {
            read_files(&self.dist())
                .unwrap()
                .keys()
                .map(|name| name.display().to_string())
                .collect()
        }
    }

    impl Drop for Folders {
        fn drop(&mut self) {
            fs::remove_dir_all(&self.0).unwrap();
        }
    }

    #[test]
    fn every_file_gets_a_copy_that_unpacks_to_it() {
        let folders = Folders::new("copy");
        let text = "250-first\r\n".repeat(1_000);
        folders.build(&[("index.html", &text), ("snippets/a.js", "")]);
        assert_eq!(
            folders.names(),
            [
                "index.html",
                "index.html.br",
                "snippets/a.js",
                "snippets/a.js.br"
            ]
        );

        let mut unpacked = Vec::new();
        let copy = fs::read(folders.dist().join("index.html.br")).unwrap();
        brotli::BrotliDecompress(&mut copy.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, text.as_bytes());

        let sizes = sizes(&folders.dist()).unwrap();
        assert_eq!(
            (sizes[0].name.as_str(), sizes[0].raw, sizes[0].brotli),
            ("index.html", 11_000, copy.len())
        );
        assert_eq!(sizes.len(), 2);
    }

    #[test]
    fn what_did_not_change_is_not_written_and_what_is_gone_is_removed() {
        let folders = Folders::new("change");
        folders.build(&[
            ("same.js", "same"),
            ("changed.js", "before"),
            ("gone-1.wasm", "gone"),
        ]);
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        for name in folders.names() {
            fs::File::options()
                .write(true)
                .open(folders.dist().join(name))
                .unwrap()
                .set_modified(long_ago)
                .unwrap();
        }
        folders.build(&[("same.js", "same"), ("changed.js", "after")]);

        assert_eq!(
            folders.names(),
            ["changed.js", "changed.js.br", "same.js", "same.js.br"]
        );
        let untouched = |name: &str| {
            folders
                .dist()
                .join(name)
                .metadata()
                .unwrap()
                .modified()
                .unwrap()
                == long_ago
        };
        assert!(untouched("same.js") && untouched("same.js.br"));
        assert!(!untouched("changed.js") && !untouched("changed.js.br"));
    }

    #[test]
    fn a_lost_copy_comes_back() {
        let folders = Folders::new("lost");
        folders.build(&[("page.js", "text")]);
        fs::remove_file(folders.dist().join("page.js.br")).unwrap();
        folders.build(&[("page.js", "text")]);
        assert_eq!(folders.names(), ["page.js", "page.js.br"]);
    }
}
