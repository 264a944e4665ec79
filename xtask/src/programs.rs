//! Programs that are already on this machine.

use std::{
    env,
    path::{Path, PathBuf},
};

/// Folders with programs for administrators, which a user's PATH often leaves out.
const ADMINISTRATION: [&str; 3] = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/// The first of `names` that is in a folder of PATH or in a folder for administrators. A name that is
/// a whole path stands for itself.
pub(crate) fn find(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = env::split_paths(&path)
        .chain(ADMINISTRATION.into_iter().map(PathBuf::from))
        .collect();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|folder| in_folder(folder, name))
            .find(|file| is_program(file))
    })
}

/// Where the program `name` would be in `folder`.
pub(crate) fn in_folder(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// Whether `file` can be run.
#[cfg(unix)]
pub(crate) fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    const ANYBODY_MAY_RUN: u32 = 0o111;
    file.metadata()
        .is_ok_and(|facts| facts.is_file() && facts.permissions().mode() & ANYBODY_MAY_RUN != 0)
}

/// Whether `file` can be run.
#[cfg(not(unix))]
pub(crate) fn is_program(file: &Path) -> bool {
    file.is_file()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_name_that_exists_wins() {
        let cargo = find(&["no-program-has-this-name", "cargo", "rustc"]).unwrap();
        assert!(cargo.ends_with(format!("cargo{}", env::consts::EXE_SUFFIX)));
        assert_eq!(find(&["no-program-has-this-name"]), None);
        assert_eq!(find(&[]), None);
    }

    #[test]
    fn a_whole_path_stands_for_itself() {
        let this = env::current_exe().unwrap();
        assert_eq!(
            find(&[this.with_extension("").to_str().unwrap()]),
            Some(this)
        );
    }

    #[test]
    fn a_folder_or_a_text_is_no_program() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        assert!(!is_program(folder));
        assert!(!is_program(&folder.join("nothing")));
        #[cfg(unix)]
        assert!(!is_program(&folder.join("Cargo.toml")));
    }
}
