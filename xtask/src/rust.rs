//! What Rust itself must bring: the page's target, the linters, the sources of all crates.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use crate::{child::Child, programs, progress::Progress, workspace::Workspace};

/// What the page is compiled to.
pub(crate) const PAGE_TARGET: &str = "wasm32-unknown-unknown";

/// Provides the standard library for the page's target.
pub(crate) fn provide_target(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let root = Child::of_line(workspace, "rustc --print sysroot")
        .answer()
        .context("rustc does not answer")?;
    let library = Path::new(root.trim())
        .join("lib/rustlib")
        .join(PAGE_TARGET)
        .join("lib");
    if library.is_dir() {
        println!("{PAGE_TARGET}: {}", library.display());
        return Ok(());
    }
    if programs::find(&["rustup"]).is_none() {
        bail!(
            "this Rust lacks the target {PAGE_TARGET}, which the page is compiled to, and there is no rustup to \
             add it: install the package of your system that brings it (Debian: libstd-rust-dev-wasm32, \
             Fedora: rust-std-static-wasm32-unknown-unknown), or Rust by rustup"
        );
    }
    let title = format!("Install the Rust target {PAGE_TARGET}");
    let note = "The page is compiled to it. This may take a minute, and only the first time.";
    progress.long_step(&title, note, || {
        Child::of_line(workspace, "rustup target add")
            .argument(PAGE_TARGET)
            .run()?;
        ensure!(
            library.is_dir(),
            "rustup is content, and yet there is no {}; `rustup toolchain uninstall` and `install` mend a toolchain",
            library.display()
        );
        Ok(())
    })
}

/// Provides the formatter and the linter.
pub(crate) fn provide_linters(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    for (component, question) in [
        ("rustfmt", "cargo fmt --version"),
        ("clippy", "cargo clippy --version"),
    ] {
        if let Some(answer) = Child::of_line(workspace, question).answer() {
            println!("{}", answer.trim());
            continue;
        }
        if programs::find(&["rustup"]).is_none() {
            bail!(
                "this Rust lacks {component}, and there is no rustup to add it: install it as your system does"
            );
        }
        let title = format!("Install the Rust component {component}");
        let note = "It checks the sources. This may take a minute, and only the first time.";
        progress.long_step(&title, note, || {
            Child::of_line(workspace, "rustup component add")
                .argument(component)
                .run()
        })?;
    }
    Ok(())
}

/// What this machine's programs are compiled to.
pub(crate) fn host(workspace: &Workspace) -> Result<String> {
    let answer = Child::of_line(workspace, "rustc --version --verbose").answer();
    let answer = answer.context("rustc does not answer")?;
    let host = answer.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}

/// Provides the program that puts counts of a profile together, of the compiler's own version, and says where it is.
pub(crate) fn provide_profile_tool(
    workspace: &Workspace,
    progress: &mut Progress,
) -> Result<PathBuf> {
    let root = Child::of_line(workspace, "rustc --print sysroot")
        .answer()
        .context("rustc does not answer")?;
    let folder = Path::new(root.trim())
        .join("lib/rustlib")
        .join(host(workspace)?)
        .join("bin");
    let tool = programs::in_folder(&folder, "llvm-profdata");
    if programs::is_program(&tool) {
        println!("llvm-profdata: {}", tool.display());
        return Ok(tool);
    }
    if programs::find(&["rustup"]).is_none() {
        bail!(
            "this Rust lacks llvm-tools, whose llvm-profdata a build by counts needs, and there is no rustup to add \
             it: use Rust by rustup, or build without --profiled"
        );
    }
    let note = "One of them puts together what was counted. This may take a minute, and only the first time.";
    progress.long_step("Install the Rust component llvm-tools", note, || {
        Child::of_line(workspace, "rustup component add llvm-tools").run()?;
        ensure!(
            programs::is_program(&tool),
            "rustup is content, and yet there is no {}",
            tool.display()
        );
        Ok(tool)
    })
}

/// Fetches the sources of all crates, so that everything after it works offline. Fails when
/// `Cargo.lock` does not match the manifests.
pub(crate) fn fetch_crates(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let fetch = Child::of_line(workspace, "cargo fetch --quiet --locked");
    // Offline it takes a moment and tells whether everything is here.
    if Child::of_line(workspace, "cargo fetch --quiet --locked --offline")
        .answer()
        .is_some()
    {
        println!("crates: all fetched");
        return Ok(());
    }
    let note = "All that follows works offline. This may take a minute, and only the first time.";
    progress.long_step("Fetch the sources of all crates", note, || fetch.run())
}
