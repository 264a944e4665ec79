//! `cargo xtask play`: everything set up, built and started, and one address to open.

mod ports;

use anyhow::Result;

use crate::{
    build, child::Child, profile::Profile, progress::Progress, setup, workspace::Workspace,
};
use ports::Ports;

/// Sets up, builds, and becomes the program `ehlo serve`. That prints the address to open, what is running where,
/// and how to stop it.
pub(crate) fn play(
    workspace: &Workspace,
    progress: &mut Progress,
    arguments: &[String],
) -> Result<()> {
    Ports::of_arguments(arguments).check()?;
    setup::for_page(workspace, progress)?;
    build::page(workspace, progress)?;
    let program = build::program(workspace, progress, Profile::Release)?;
    progress.summary();
    println!();
    Child::new(workspace, program)
        .argument("serve")
        .arguments(arguments)
        .become_it()
}
