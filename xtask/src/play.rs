//! `cargo xtask play`: everything set up, built and started, and one address to open.

mod ports;

use anyhow::Result;

use crate::{
    build::{self, Profile},
    child::Child,
    progress::Progress,
    setup,
    workspace::Workspace,
};
use ports::Ports;

/// Sets up, builds, and becomes the program `ehlo serve`, whose first line is the address to open.
pub(crate) fn play(
    workspace: &Workspace,
    progress: &mut Progress,
    arguments: &[String],
) -> Result<()> {
    let ports = Ports::of_arguments(arguments);
    // Told before minutes of building, not after.
    ports.check()?;
    setup::for_page(workspace, progress)?;
    build::page(workspace, progress)?;
    let program = build::program(workspace, progress, Profile::Release)?;
    progress.summary();
    ports.check()?;
    println!("\n{}", ports.sentences());
    Child::new(workspace, program)
        .argument("serve")
        .arguments(arguments)
        .become_it()
}
