//! The program that puts a load on the bridge.

use std::path::PathBuf;

use anyhow::Result;

use crate::{build::Profile, child::Child, programs, progress::Progress, workspace::Workspace};

/// Builds it, and says where it is.
pub(crate) fn program(
    workspace: &Workspace,
    progress: &mut Progress,
    profile: Profile,
) -> Result<PathBuf> {
    let (line, folder) = match profile {
        Profile::Development => ("cargo build -p ehlo-load", "debug"),
        Profile::Release => ("cargo build --release -p ehlo-load", "release"),
    };
    progress.step("Build the load", || Child::of_line(workspace, line).run())?;
    let folder = workspace.target().join(folder);
    Ok(programs::in_folder(&folder, "ehlo-load"))
}
