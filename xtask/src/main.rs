//! The commands of this house: `cargo xtask play`, `test`, `bench`, `soak`, `build`, `size`, `setup`.
//!
//! Each sets up what it needs, says what it does before it does it, and prints every plain command
//! line that it runs, so that any step can be repeated by hand. What it installs goes to
//! `target/tools` and the system's package manager, and nowhere else.
//!
//! Its sentences are here and not in the catalogue of texts: this program has to be built before
//! anything else, so it uses as few crates as possible.

mod bench;
mod build;
mod bytes;
mod child;
mod cut;
mod dist;
mod fuzz;
mod load;
mod lock;
mod packages;
mod peers;
mod play;
mod profile;
mod profiled;
mod programs;
mod progress;
mod rust;
mod setup;
mod size;
mod soak;
mod test;
mod tools;
mod version;
mod workspace;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::{bench::Group, progress::Progress, soak::Soak, workspace::Workspace};

const USAGE: &str = "\
usage: cargo xtask COMMAND

  play [-- ARGUMENTS]  set up, build the page and the bridge, start them, print the address
                       (the arguments go to `ehlo serve`, such as `-- --listen 127.0.0.1:0`)
  test                 set up, then every check and every test; what continuous integration runs
  bench [GROUP]        the benchmarks, as ratios against a peer in the same run: protocol, page, bridge
  soak [--minutes N] [--sessions N [--idle]]
                       a mixed load on the bridge, for 60 minutes or N; or so many sessions held, each with
                       a command a second or idle
  fuzz MINUTES         every fuzz target for so many minutes (needs the nightly compiler)
  build [--profiled]   set up, then build the page into dist/ and the program `ehlo`; for a server by counts of what
                       it does, which takes five minutes and makes a session cheaper
  size                 the sizes of the built page, and whether its wasm keeps to its budget
  setup                only the set-up of all of the above";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nFAILED: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let workspace = Workspace::find()?;
    let mut progress = Progress::start();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["play"] => play::play(&workspace, &mut progress, &[]),
        ["play", "--", ..] => play::play(
            &workspace,
            &mut progress,
            arguments.get(2..).unwrap_or_default(),
        ),
        ["test"] => test::test(&workspace, &mut progress),
        ["bench"] => bench::bench(&workspace, &mut progress, &Group::ALL),
        ["bench", name] => match Group::named(name) {
            Some(group) => bench::bench(&workspace, &mut progress, &[group]),
            None => bail!("`{name}` is no group of benchmarks\n\n{USAGE}"),
        },
        ["soak", ..] => match Soak::of_arguments(words.get(1..).unwrap_or_default()) {
            Some(soak) => soak::soak(&workspace, &mut progress, &soak),
            None => bail!("these are no arguments of `soak`\n\n{USAGE}"),
        },
        ["fuzz", length] => match length.parse() {
            Ok(length) => fuzz::minutes(&workspace, &mut progress, length),
            Err(_) => bail!("`{length}` is no number of minutes\n\n{USAGE}"),
        },
        ["build"] => build::build(&workspace, &mut progress),
        ["build", "--profiled"] => profiled::build(&workspace, &mut progress),
        // No command for people: Trunk calls it.
        ["cut"] => cut::cut(&workspace),
        ["size"] => size::size(&workspace),
        ["setup"] => setup::everything(&workspace, &mut progress),
        [] | ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => bail!("`cargo xtask {}` is no command\n\n{USAGE}", words.join(" ")),
    }
}
