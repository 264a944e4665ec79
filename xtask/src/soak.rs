//! The soak: a load on the bridge for long, by hand; and a short one among the tests.

use anyhow::Result;

use crate::{
    build, child::Child, load, profile::Profile, progress::Progress, setup, workspace::Workspace,
};

/// Minutes of the soak by hand, where nothing else is said.
const LONG: &str = "60";

/// Minutes of the soak among the tests: enough to see a leak of 1 KiB a session.
const SHORT: &str = "3";

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Soak {
    minutes: String,
    /// So many sessions are held; a mixed load where there is no number.
    sessions: Option<String>,
    idle: bool,
}

impl Soak {
    /// Reads arguments; nothing where they make no sense.
    pub(crate) fn of_arguments(arguments: &[&str]) -> Option<Self> {
        let mut soak = Self {
            minutes: LONG.to_owned(),
            sessions: None,
            idle: false,
        };
        let number = |word: Option<&&str>| {
            let word = word.filter(|word| word.parse::<u32>().is_ok_and(|number| number > 0));
            word.map(|word| (*word).to_owned())
        };
        let mut words = arguments.iter();
        while let Some(word) = words.next() {
            match *word {
                "--minutes" => soak.minutes = number(words.next())?,
                "--sessions" => soak.sessions = Some(number(words.next())?),
                "--idle" => soak.idle = true,
                _ => return None,
            }
        }
        // A mixed load is never idle.
        (!soak.idle || soak.sessions.is_some()).then_some(soak)
    }

    fn arguments(&self) -> Vec<&str> {
        let mut arguments = match &self.sessions {
            Some(sessions) => vec!["held", "--sessions", sessions],
            None => vec!["soak"],
        };
        arguments.extend(["--minutes", &self.minutes]);
        if self.idle {
            arguments.push("--idle");
        }
        arguments
    }
}

/// `cargo xtask soak`.
pub(crate) fn soak(workspace: &Workspace, progress: &mut Progress, soak: &Soak) -> Result<()> {
    setup::for_bridge(workspace, progress)?;
    run(workspace, progress, soak, Profile::Release)
}

/// Some minutes among the tests, with the program that they have built.
pub(crate) fn short(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("   NOT RUN: the soak reads what processes use from /proc, which only Linux has.");
        return Ok(());
    }
    let soak = Soak {
        minutes: SHORT.to_owned(),
        sessions: None,
        idle: false,
    };
    run(workspace, progress, &soak, Profile::Development)
}

fn run(
    workspace: &Workspace,
    progress: &mut Progress,
    soak: &Soak,
    profile: Profile,
) -> Result<()> {
    let program = build::program(workspace, progress, profile)?;
    let load = load::program(workspace, progress, profile)?;
    progress.step("Soak of the bridge", || {
        Child::new(workspace, &load)
            .arguments(soak.arguments())
            .argument("--ehlo")
            .argument(&program)
            .run()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_read_and_passed_on() {
        for (line, passed) in [
            ("", Some("soak --minutes 60")),
            ("--minutes 3", Some("soak --minutes 3")),
            (
                "--sessions 1000 --minutes 10",
                Some("held --sessions 1000 --minutes 10"),
            ),
            (
                "--idle --sessions 5",
                Some("held --sessions 5 --minutes 60 --idle"),
            ),
            ("--idle", None),
            ("--minutes", None),
            ("--minutes many", None),
            ("--minutes 0", None),
            ("--hours 1", None),
        ] {
            let words: Vec<&str> = line.split_whitespace().collect();
            let soak = Soak::of_arguments(&words);
            let found = soak.map(|soak| soak.arguments().join(" "));
            assert_eq!(found.as_deref(), passed, "{line}");
        }
    }
}
