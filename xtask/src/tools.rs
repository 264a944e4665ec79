//! The Rust programs that build and check the page, each at a version that fits.
//!
//! The user's own are used where they fit. What is missing goes to `target/tools`: by
//! `cargo-binstall` when that is there, otherwise built from source.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use crate::{
    child::Child,
    lock, programs,
    progress::Progress,
    version::{Version, Wanted},
    workspace::Workspace,
};

/// One program to have.
pub(crate) struct Tool {
    /// The crate it is published as.
    package: &'static str,
    /// What it is called; the first answers for all.
    programs: &'static [&'static str],
    /// The versions that will do.
    wanted: Wanted,
    /// What it is for, to be read after its name.
    purpose: &'static str,
    /// How long building it from source takes on two cores.
    duration: &'static str,
    /// Arguments for `cargo install` alone.
    arguments: &'static [&'static str],
}

/// Bundles the page.
pub(crate) fn trunk() -> Tool {
    Tool {
        package: "trunk",
        programs: &["trunk"],
        wanted: Wanted::AtLeast(Version::new(0, 21, 14)),
        purpose: "bundles the page",
        duration: "4 minutes",
        // Its defaults are a TLS client to download tools with and a check for news; it gets its
        // tools from us and works offline.
        arguments: &["--no-default-features"],
    }
}

/// Joins wasm and JavaScript. It must be of exactly the version of the library that the page uses.
pub(crate) fn wasm_bindgen(workspace: &Workspace) -> Result<Tool> {
    Ok(Tool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        wanted: Wanted::Exactly(lock::version_of(workspace, "wasm-bindgen")?),
        purpose: "joins the page's wasm to the browser, and runs tests there",
        duration: "1 minute",
        arguments: &[],
    })
}

/// Checks licences and sources of all crates.
pub(crate) fn cargo_deny() -> Tool {
    Tool {
        package: "cargo-deny",
        programs: &["cargo-deny"],
        wanted: Wanted::AtLeast(Version::new(0, 20, 2)),
        purpose: "checks licences and sources of all crates",
        duration: "1 minute",
        arguments: &[],
    }
}

/// Feeds the protocol with whatever breaks it.
pub(crate) fn cargo_fuzz() -> Tool {
    Tool {
        package: "cargo-fuzz",
        programs: &["cargo-fuzz"],
        wanted: Wanted::AtLeast(Version::new(0, 13, 0)),
        purpose: "feeds the protocol with whatever may break it",
        duration: "1 minute",
        arguments: &[],
    }
}

/// Provides every one of `tools`: looks for it, and installs it if need be.
pub(crate) fn provide(
    workspace: &Workspace,
    progress: &mut Progress,
    tools: &[Tool],
) -> Result<()> {
    for tool in tools {
        if let Some(program) = tool.find(workspace) {
            if !program.starts_with(workspace.tools()) {
                tool.remove_own(workspace)?;
            }
            println!(
                "{} {}: {}",
                tool.package,
                tool.wanted.version(),
                program.display()
            );
        } else {
            let title = format!("Install {} {}", tool.package, tool.wanted.version());
            progress.long_step(&title, &tool.note(), || tool.install(workspace))?;
        }
    }
    // A build that was broken off is taken up again from here; one that is done needs it no more.
    let leftovers = build_folder(workspace);
    if leftovers.exists() {
        fs::remove_dir_all(leftovers)?;
    }
    Ok(())
}

impl Tool {
    fn note(&self) -> String {
        format!(
            "It {}. Building it from source takes about {} on two cores, and only the first time.",
            self.purpose, self.duration
        )
    }

    /// The program, if it is there and of a version that fits.
    fn find(&self, workspace: &Workspace) -> Option<PathBuf> {
        let path = env::var_os("PATH").unwrap_or_default();
        let users: Vec<PathBuf> = env::split_paths(&path).collect();
        let ask = |program: &Path| {
            let answer = programs::is_program(program).then(|| {
                Child::new(workspace, program)
                    .argument("--version")
                    .answer()
            });
            Version::of_answer(&answer??)
        };
        self.search(&users, &workspace.tool_programs(), ask)
    }

    /// Looks where a shell would look, then among our own tools. `ask` tells the version of a
    /// program, or nothing if there is no such program.
    fn search(
        &self,
        users: &[PathBuf],
        own: &Path,
        ask: impl Fn(&Path) -> Option<Version>,
    ) -> Option<PathBuf> {
        let fits = |folder: &Path| {
            self.programs.iter().all(|name| {
                ask(&programs::in_folder(folder, name))
                    .is_some_and(|version| self.wanted.accepts(version))
            })
        };
        let name = self.programs.first()?;
        let first = users
            .iter()
            .find(|folder| ask(&programs::in_folder(folder, name)).is_some());
        // Our own tools come first on the search path of what we start, so they come first here too.
        [Some(own), first.map(PathBuf::as_path)]
            .into_iter()
            .flatten()
            .find(|folder| fits(folder))
            .map(|folder| programs::in_folder(folder, name))
    }

    /// Removes an outdated copy among our own tools, which would hide the user's that fits.
    fn remove_own(&self, workspace: &Workspace) -> Result<()> {
        for name in self.programs {
            let program = programs::in_folder(&workspace.tool_programs(), name);
            if program.exists() {
                fs::remove_file(program)?;
            }
        }
        Ok(())
    }

    fn install(&self, workspace: &Workspace) -> Result<()> {
        if programs::find(&["cargo-binstall"]).is_some() {
            println!("   cargo-binstall is here; it downloads a ready-made program");
            match self.binstall(workspace).run() {
                Ok(()) if self.find(workspace).is_some() => return Ok(()),
                Ok(()) => {
                    println!("   what it brought is not what is needed; building from source")
                }
                Err(error) => println!("   {error:#}; building from source"),
            }
        }
        // The versions that its authors tested are the first choice. They can be out of reach: a
        // registry mirror may hold back the newest releases.
        if let Err(error) = self.build(workspace).argument("--locked").run() {
            println!("   {error:#}; once more, with the versions that this registry has");
            self.build(workspace).run()?;
        }
        if self.find(workspace).is_none() {
            bail!(
                "{} {} was installed and yet cannot be found",
                self.package,
                self.wanted.version()
            );
        }
        Ok(())
    }

    fn binstall<'a>(&self, workspace: &'a Workspace) -> Child<'a> {
        Child::of_line(
            workspace,
            "cargo binstall --no-confirm --disable-telemetry --disable-strategies compile --root",
        )
        .argument(workspace.tools())
        .argument(format!("{}@{}", self.package, self.wanted.version()))
    }

    /// A build without optimisation and debug information: these tools are used a few times a day, and
    /// an optimised build of them takes many minutes.
    fn build<'a>(&self, workspace: &'a Workspace) -> Child<'a> {
        Child::of_line(workspace, "cargo install --debug --force")
            .arguments(self.arguments)
            .argument("--root")
            .argument(workspace.tools())
            .argument("--version")
            .argument(format!("={}", self.wanted.version()))
            .argument(self.package)
            .environment("CARGO_TARGET_DIR", build_folder(workspace))
            .environment("CARGO_PROFILE_DEV_DEBUG", "0")
            .environment("CARGO_PROFILE_DEV_LTO", "off")
    }
}

fn build_folder(workspace: &Workspace) -> PathBuf {
    workspace.tools().join("build")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &str = "0.2.130";
    const WRONG: &str = "0.2.129";

    /// Searches the user's folders `/a` and `/b` and our own, `/own`, on a machine with `present`.
    fn search(present: &[(&str, &str)]) -> Option<String> {
        let tool = Tool {
            package: "wasm-bindgen-cli",
            programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
            wanted: Wanted::Exactly(Version::parse(RIGHT).unwrap()),
            purpose: "is an example",
            duration: "no time",
            arguments: &[],
        };
        let users = ["/a", "/b"].map(PathBuf::from);
        let found = tool.search(&users, Path::new("/own"), |program| {
            let (_, version) = present
                .iter()
                .find(|(path, _)| programs::in_folder(Path::new("/"), path) == program)?;
            Version::parse(version)
        });
        found.map(|program| program.display().to_string())
    }

    #[test]
    fn the_users_program_will_do() {
        let present = [
            ("b/wasm-bindgen", RIGHT),
            ("b/wasm-bindgen-test-runner", RIGHT),
        ];
        assert_eq!(search(&present).unwrap(), "/b/wasm-bindgen");
    }

    #[test]
    fn our_own_is_used_when_the_users_is_of_another_version() {
        let present = [
            ("a/wasm-bindgen", WRONG),
            ("a/wasm-bindgen-test-runner", WRONG),
            ("own/wasm-bindgen", RIGHT),
            ("own/wasm-bindgen-test-runner", RIGHT),
        ];
        assert_eq!(search(&present).unwrap(), "/own/wasm-bindgen");
    }

    #[test]
    fn a_right_program_behind_a_wrong_one_is_out_of_reach() {
        let present = [
            ("a/wasm-bindgen", WRONG),
            ("b/wasm-bindgen", RIGHT),
            ("b/wasm-bindgen-test-runner", RIGHT),
        ];
        assert_eq!(search(&present), None);
    }

    #[test]
    fn all_programs_of_a_tool_must_be_there_and_agree() {
        assert_eq!(search(&[("a/wasm-bindgen", RIGHT)]), None);
        assert_eq!(
            search(&[
                ("a/wasm-bindgen", RIGHT),
                ("a/wasm-bindgen-test-runner", WRONG)
            ]),
            None
        );
        assert_eq!(search(&[]), None);
    }

    #[test]
    fn the_page_and_its_tool_agree_on_the_version() {
        let workspace = Workspace::find().unwrap();
        let tool = wasm_bindgen(&workspace).unwrap();
        let line = tool.build(&workspace).line();
        let version = lock::version_of(&workspace, "wasm-bindgen").unwrap();
        assert!(
            line.contains(&format!("--version ={version} wasm-bindgen-cli")),
            "{line}"
        );
    }
}
