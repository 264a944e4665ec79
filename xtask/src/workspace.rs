//! Where things lie.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

/// The folders of this clone.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Finds the clone that this program was started in. Cargo says so when it runs the program; the
    /// folder it was built in is the second best answer, as clones may share a target folder.
    pub(crate) fn find() -> Result<Self> {
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .parent()
            .context("the folder xtask/ lies in no workspace")?;
        Ok(Self {
            root: root.to_path_buf(),
        })
    }

    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target folder, which the user may have put elsewhere.
    pub(crate) fn target(&self) -> PathBuf {
        env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.root.join("target"), |folder| self.root.join(folder))
    }

    /// The page as it is served: what the bridge embeds and a static host gets.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// Our own tools, out of the user's way. Always inside the clone, so that clones which share a
    /// target folder do not fight over versions.
    pub(crate) fn tools(&self) -> PathBuf {
        self.root.join("target").join("tools")
    }

    /// The programs among our own tools.
    pub(crate) fn tool_programs(&self) -> PathBuf {
        self.tools().join("bin")
    }

    /// The search path for every child process: our own tools, then the user's.
    pub(crate) fn search_path(&self) -> Result<OsString> {
        let user = env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.tool_programs()).chain(env::split_paths(&user));
        env::join_paths(folders).context("the folders in PATH cannot be joined")
    }
}
