//! `cargo xtask bench`: the benchmarks, as ratios against a peer in the same run.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use anyhow::{Result, ensure};

use crate::{
    build, child::Child, load, peers, profile::Profile, profiled, progress::Progress, rust, setup,
    test, workspace::Workspace,
};

/// The name under which our own figure stands in every comparison.
const OURS: &str = "ehlo";

/// The name of the same program built by counts of what it does.
const BY_COUNTS: &str = "ehlo by counts";

/// A group of benchmarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    /// SMTP as pure values, natively and in the browser.
    Protocol,
    /// The page in the browser.
    Page,
    /// The bridge under load, beside its peers.
    Bridge,
}

impl Group {
    /// Every group.
    pub(crate) const ALL: [Self; 3] = [Self::Protocol, Self::Page, Self::Bridge];

    /// The group of that name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "protocol" => Some(Self::Protocol),
            "page" => Some(Self::Page),
            "bridge" => Some(Self::Bridge),
            _ => None,
        }
    }
}

/// Runs benchmarks and prints what they say beside their peers.
pub(crate) fn bench(
    workspace: &Workspace,
    progress: &mut Progress,
    groups: &[Group],
) -> Result<()> {
    for group in groups {
        match group {
            Group::Protocol => protocol(workspace, progress)?,
            Group::Page => page(workspace, progress)?,
            Group::Bridge => bridge(workspace, progress)?,
        }
    }
    progress.summary();
    Ok(())
}

fn protocol(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let packages = setup::for_tests(workspace, progress)?;
    lines(workspace, progress)?;
    progress.step("Benchmark of the protocol, in the browser", || {
        test::run_in_browser(
            workspace,
            &packages,
            "cargo bench -p ehlo-protocol --bench in_browser --profile page",
        )
    })
}

fn page(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let packages = setup::for_tests(workspace, progress)?;
    build::page(workspace, progress)?;
    let program = build::program(workspace, progress, Profile::Release)?;
    progress.step("Benchmark of the page: keystrokes", || {
        Child::of_line(workspace, "cargo bench -p e2e --bench keystroke")
            .environment("EHLO_PROGRAM", &program)
            .environment("EHLO_CHROMIUM", &packages.chromium)
            .environment("EHLO_CHROMEDRIVER", &packages.chromedriver)
            .run()
    })
}

/// The bridge beside direct TCP, a plain relay, and the peers that can be had.
fn bridge(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    setup::for_bridge(workspace, progress)?;
    peers::provide(workspace, progress)?;
    let program = build::program(workspace, progress, Profile::Release)?;
    let profiled = match rust::provide_profile_tool(workspace, progress) {
        Ok(merge) => Some(profiled::program(workspace, progress, &merge)?),
        Err(error) => {
            println!("   NOT BUILT: {BY_COUNTS} ({error:#}). The benchmark goes without it.");
            None
        }
    };
    let load = load::program(workspace, progress, Profile::Release)?;
    let note =
        "This takes about 12 minutes. Figures are of use on a machine that does nothing else.";
    progress.long_step("Benchmark of the bridge", note, || {
        let bench = Child::new(workspace, &load)
            .arguments(["bench", "--ehlo"])
            .argument(row(OURS, &program));
        let bench = match &profiled {
            Some(profiled) => bench.argument("--ehlo").argument(row(BY_COUNTS, profiled)),
            None => bench.arguments(["--missing", BY_COUNTS]),
        };
        bench
            .argument("--peers")
            .argument(peers::folder(workspace))
            .run()
    })
}

/// What sessions weigh, among the tests: memory hardly depends on how the program was built or on what else runs.
pub(crate) fn weigh(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("   NOT RUN: memory is read from /proc, which only Linux has.");
        return Ok(());
    }
    let program = build::program(workspace, progress, Profile::Development)?;
    let load = load::program(workspace, progress, Profile::Development)?;
    progress.step("Memory of sessions", || {
        Child::new(workspace, &load)
            .arguments(["bench", "--judge", "--rounds", "1", "--patience", "0"])
            .arguments(["--only", "idle,used,growth", "--ehlo"])
            .argument(row(OURS, &program))
            .run()
    })
}

/// A row of the benchmark's tables: its name and its program.
fn row(name: &str, program: &Path) -> OsString {
    let mut row = OsString::from(name);
    row.push("=");
    row.push(program);
    row
}

/// The benchmarks of the protocol.
fn lines(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let mut figures = Figures::default();
    progress.step("Benchmarks of the protocol", || {
        Child::of_line(workspace, "cargo bench -p ehlo-protocol --bench lines")
            .run_reading(|line| figures.read(line))
    })?;
    ensure!(
        !figures.found.is_empty(),
        "the benchmarks printed no figure"
    );
    println!("\n{}", figures.table());
    Ok(())
}

/// What criterion printed: `group/name  time: [low middle high]`, the middle in nanoseconds.
#[derive(Default)]
struct Figures {
    found: BTreeMap<(String, String), f64>,
    name: Option<String>,
}

impl Figures {
    /// Long names stand on a line of their own, before their figures.
    fn read(&mut self, line: &str) {
        let Some((name, figures)) = line.split_once("time:") else {
            self.name = Some(line.trim().to_owned());
            return;
        };
        let name = match name.trim() {
            "" => self.name.take().unwrap_or_default(),
            name => name.to_owned(),
        };
        let Some((group, function)) = name.split_once('/') else {
            return;
        };
        if let Some(middle) = middle(figures) {
            self.found
                .insert((group.to_owned(), function.to_owned()), middle);
        }
    }

    fn table(&self) -> String {
        let mut table = String::from("| benchmark | time | ratio to us |\n|---|---|---|\n");
        for ((group, function), nanoseconds) in &self.found {
            let ours = self.found.get(&(group.clone(), OURS.to_owned()));
            let ratio = ours.map_or_else(String::new, |ours| format!("{:.2}", nanoseconds / ours));
            table.push_str(&format!(
                "| {group}, {function} | {nanoseconds:.0} ns | {ratio} |\n"
            ));
        }
        table
    }
}

/// The middle of `[538.90 ns 559.22 ns 582.71 ns]`, in nanoseconds.
fn middle(figures: &str) -> Option<f64> {
    let mut words = figures
        .trim()
        .trim_start_matches('[')
        .split_whitespace()
        .skip(2);
    let number: f64 = words.next()?.parse().ok()?;
    let unit = match words.next()? {
        "ps" => 1e-3,
        "ns" => 1.0,
        "µs" | "us" => 1e3,
        "ms" => 1e6,
        "s" => 1e9,
        _ => return None,
    };
    Some(number * unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_become_a_table_of_ratios() {
        let mut figures = Figures::default();
        for line in [
            "command/ehlo            time:   [538.90 ns 500.00 ns 582.71 ns]",
            "                        change: [-3.0% +1.0% +2.0%] (p = 0.5 > 0.05)",
            "command/peer-with-a-name-that-is-long",
            "                        time:   [0.9 µs 1.00 µs 1.1 µs]",
            "nonsense",
        ] {
            figures.read(line);
        }
        let table = figures.table();
        assert!(
            table.contains("| command, ehlo | 500 ns | 1.00 |"),
            "{table}"
        );
        assert!(
            table.contains("| command, peer-with-a-name-that-is-long | 1000 ns | 2.00 |"),
            "{table}"
        );
    }
}
