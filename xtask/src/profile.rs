//! Cargo's profiles, and programs that are built with them.

use std::path::PathBuf;

use anyhow::Result;

use crate::{child::Child, programs, workspace::Workspace};

/// Which of cargo's profiles a program is built with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Quick to build, for tests.
    Development,
    /// Fast, for use.
    Release,
}

impl Profile {
    /// Builds the program `name` of `package`, and says where it is.
    pub(crate) fn build(self, workspace: &Workspace, package: &str, name: &str) -> Result<PathBuf> {
        let (option, folder) = match self {
            Self::Development => ("", "debug"),
            Self::Release => (" --release", "release"),
        };
        Child::of_line(workspace, &format!("cargo build{option} -p {package}")).run()?;
        Ok(programs::in_folder(&workspace.target().join(folder), name))
    }
}
