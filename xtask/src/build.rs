//! Building the page into `dist/` and the program `ehlo` with the page inside.

use std::path::PathBuf;

use anyhow::Result;

use crate::{
    child::Child, dist, profile::Profile, progress::Progress, setup, size, workspace::Workspace,
};

/// `cargo xtask build`.
pub(crate) fn build(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    setup::for_page(workspace, progress)?;
    page(workspace, progress)?;
    let program = program(workspace, progress, Profile::Release)?;
    size::size(workspace)?;
    println!(
        "\nThe page is in {}, and inside the program {}.",
        workspace.dist().display(),
        program.display()
    );
    Ok(())
}

/// Builds the page.
pub(crate) fn page(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let note = "This takes about 2 minutes the first time.";
    progress.long_step("Build the page", note, || {
        // Trunk writes every file anew. It gets a folder of its own, so that files which did not change
        // stay untouched in dist/ and the bridge, which embeds them, is not built again for nothing.
        let built = workspace.target().join("page-built");
        Child::of_line(workspace, "trunk build --offline --release --dist")
            .argument(&built)
            // Trunk wants a truth value in it, where others set it to 1.
            .without("NO_COLOR")
            // They would take the place of the flags in .cargo/config.toml.
            .without("RUSTFLAGS")
            // Its own call stacks would bury what is wrong with the page.
            .without("RUST_BACKTRACE")
            .run()?;
        dist::fill(&workspace.dist(), &built)
    })
}

/// Builds the bridge with the page inside, and says where the program is.
pub(crate) fn program(
    workspace: &Workspace,
    progress: &mut Progress,
    profile: Profile,
) -> Result<PathBuf> {
    let note = "This takes about 2 minutes the first time.";
    progress.long_step("Build the bridge", note, || {
        profile.build(workspace, "ehlo-bridge", "ehlo")
    })
}
