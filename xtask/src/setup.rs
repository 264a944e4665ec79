//! The set-up that the commands share. Every step is skipped when it is done already.

use anyhow::Result;

use crate::{
    packages::{self, Packages},
    progress::Progress,
    rust, tools,
    workspace::Workspace,
};

/// What building the page and the bridge needs.
pub(crate) fn for_page(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    println!("Set-up: what is here already is used, the rest is installed now.");
    rust::provide_target(workspace, progress)?;
    rust::fetch_crates(workspace, progress)?;
    packages::provide_compiler(workspace, progress)?;
    tools::provide(
        workspace,
        progress,
        &[tools::trunk(), tools::wasm_bindgen(workspace)?],
    )
}

/// What building the bridge alone needs.
pub(crate) fn for_bridge(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    rust::fetch_crates(workspace, progress)?;
    packages::provide_compiler(workspace, progress)
}

/// What the checks and tests need on top of that.
pub(crate) fn for_tests(workspace: &Workspace, progress: &mut Progress) -> Result<Packages> {
    for_page(workspace, progress)?;
    rust::provide_linters(workspace, progress)?;
    tools::provide(workspace, progress, &[tools::cargo_deny()])?;
    packages::provide(workspace, progress)
}

/// The set-up alone, for `cargo xtask setup`.
pub(crate) fn everything(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    for_tests(workspace, progress)?;
    progress.summary();
    Ok(())
}
