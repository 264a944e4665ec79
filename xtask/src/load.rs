//! The program that puts a load on the bridge.

use std::path::PathBuf;

use anyhow::Result;

use crate::{profile::Profile, progress::Progress, workspace::Workspace};

/// Builds it, and says where it is.
pub(crate) fn program(
    workspace: &Workspace,
    progress: &mut Progress,
    profile: Profile,
) -> Result<PathBuf> {
    progress.step("Build the load", || {
        profile.build(workspace, "ehlo-load", "ehlo-load")
    })
}
