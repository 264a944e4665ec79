//! Other programs that carry TCP in WebSockets, to compare with. Only the benchmark of the bridge needs them, and it goes
//! without those that cannot be had.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{child::Child, programs, progress::Progress, workspace::Workspace};

/// A program from the registry of crates.
struct Crate {
    /// Its folder below [`folder`].
    folder: &'static str,
    package: &'static str,
    version: &'static str,
}

const CRATES: [Crate; 2] = [
    Crate {
        folder: "websocat-1",
        package: "websocat",
        version: "1.14.1",
    },
    Crate {
        folder: "websocat-4",
        package: "websocat",
        version: "4.0.0-alpha3",
    },
];

/// The one in Python, the most used of all.
const WEBSOCKIFY: &str = "websockify==0.13.0";

/// The fastest of all is in no registry: whoever has it puts it there.
const BY_HAND: &str = "wstunnel";

/// Where peers are installed, each in a folder of its own.
pub(crate) fn folder(workspace: &Workspace) -> PathBuf {
    workspace.tools().join("peers")
}

/// Installs what is missing, and says loudly what cannot be had.
pub(crate) fn provide(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let root = folder(workspace);
    fs::create_dir_all(&root).with_context(|| root.display().to_string())?;
    let websockify = root.join("websockify");
    if programs::is_program(&programs::in_folder(&websockify.join("bin"), "websockify")) {
        println!("websockify: {}", websockify.display());
    } else {
        let note = "It is a peer to compare with, in a Python environment of its own.";
        progress.long_step("Install websockify", note, || {
            let install = Child::of_line(workspace, "python3 -m venv")
                .argument(&websockify)
                .run()
                .and_then(|()| {
                    Child::new(workspace, websockify.join("bin").join("pip"))
                        .arguments(["install", "--quiet", WEBSOCKIFY])
                        .run()
                });
            say(WEBSOCKIFY, install);
            Ok(())
        })?;
    }
    for peer in &CRATES {
        let own = root.join(peer.folder);
        if programs::is_program(&programs::in_folder(&own.join("bin"), peer.package)) {
            println!("{} {}: {}", peer.package, peer.version, own.display());
            continue;
        }
        let title = format!("Install {} {}", peer.package, peer.version);
        let note = "It is a peer to compare with. Building it takes some minutes, and only the first time.";
        progress.long_step(&title, note, || {
            let install = build(workspace, peer).argument("--locked").run();
            let install = install.or_else(|error| {
                println!("   {error:#}; once more, with the versions that this registry has");
                build(workspace, peer).run()
            });
            say(peer.package, install);
            Ok(())
        })?;
    }
    let by_hand = programs::in_folder(&root.join(BY_HAND).join("bin"), BY_HAND);
    if programs::is_program(&by_hand) {
        println!("{BY_HAND}: {}", by_hand.display());
    } else {
        println!(
            "   NOT INSTALLED: {BY_HAND}, which is in no registry. To compare with it, put it at {}.",
            by_hand.display()
        );
    }
    let leftovers = root.join("build");
    if leftovers.exists() {
        fs::remove_dir_all(leftovers)?;
    }
    Ok(())
}

/// An optimised build without optimisation at link time, which takes many minutes and gains little.
fn build<'a>(workspace: &'a Workspace, peer: &Crate) -> Child<'a> {
    let root = folder(workspace);
    Child::of_line(workspace, "cargo install --root")
        .argument(root.join(peer.folder))
        .argument("--version")
        .argument(format!("={}", peer.version))
        .argument(peer.package)
        .environment("CARGO_TARGET_DIR", root.join("build"))
        .environment("CARGO_PROFILE_RELEASE_DEBUG", "0")
        .environment("CARGO_PROFILE_RELEASE_LTO", "off")
        .environment("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
}

/// The benchmark goes on without a peer, and its table says so again.
fn say(name: &str, result: Result<()>) {
    if let Err(error) = result {
        println!("   NOT INSTALLED: {name} ({error:#}). The benchmark goes without it.");
    }
}
