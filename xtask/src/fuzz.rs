//! The fuzz targets of `fuzz/`: a short run among the tests, a long one by hand.

use anyhow::Result;

use crate::{child::Child, progress::Progress, tools, workspace::Workspace};

/// The targets, as `fuzz/Cargo.toml` names them.
const TARGETS: [&str; 10] = [
    "command",
    "reply",
    "data",
    "notation",
    "import",
    "server",
    "message",
    "guard",
    "policy",
    "websocket",
];

/// Inputs tried of each target among the tests: enough to find what is broken outright, in some seconds, and the same
/// inputs in every run, so that the tests do not fail by chance. New ones are for the long run.
const SHORT_RUN: &str = "-runs=5000 -seed=1";

/// More memory than this is a finding of its own, in MiB.
const MEMORY: &str = "-rss_limit_mb=512";

/// Runs every target for a short while. It needs the nightly compiler; where that is missing, it says so.
pub(crate) fn short(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    run(workspace, progress, SHORT_RUN)
}

/// Runs every target for so many minutes.
pub(crate) fn minutes(workspace: &Workspace, progress: &mut Progress, minutes: u32) -> Result<()> {
    run(
        workspace,
        progress,
        &format!("-max_total_time={}", minutes * 60),
    )
}

fn run(workspace: &Workspace, progress: &mut Progress, length: &str) -> Result<()> {
    if !has_nightly(workspace) {
        println!(
            "   NOT RUN: fuzzing needs the nightly compiler; `rustup toolchain install nightly` brings it."
        );
        return Ok(());
    }
    tools::provide(workspace, progress, &[tools::cargo_fuzz()])?;
    for target in TARGETS {
        progress.step(&format!("Fuzzing: {target}"), || {
            Child::of_line(
                workspace,
                &format!("cargo +nightly fuzz run --fuzz-dir fuzz {target} -- {length} {MEMORY}"),
            )
            .run()
        })?;
    }
    Ok(())
}

fn has_nightly(workspace: &Workspace) -> bool {
    Child::of_line(workspace, "rustup toolchain list")
        .answer()
        .is_some_and(|list| list.lines().any(|line| line.starts_with("nightly")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_run() {
        let manifest = include_str!("../../fuzz/Cargo.toml");
        let named: Vec<&str> = manifest
            .lines()
            .filter_map(|line| line.strip_prefix("path = \"fuzz_targets/"))
            .filter_map(|line| line.strip_suffix(".rs\""))
            .collect();
        assert_eq!(named, TARGETS);
    }
}
