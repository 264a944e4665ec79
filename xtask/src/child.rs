//! A child process, shown to the reader as the plain line that does the same in a shell.

use std::{
    ffi::{OsStr, OsString},
    io::{BufRead as _, BufReader},
    process::{Command, ExitStatus, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// A program to run in the root of the workspace, with our own tools first on its search path.
pub(crate) struct Child<'a> {
    workspace: &'a Workspace,
    program: OsString,
    arguments: Vec<OsString>,
    environment: Vec<(&'static str, OsString)>,
    without: Vec<&'static str>,
}

impl<'a> Child<'a> {
    /// Names the program; nothing runs yet.
    pub(crate) fn new(workspace: &'a Workspace, program: impl AsRef<OsStr>) -> Self {
        Self {
            workspace,
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            environment: Vec::new(),
            without: Vec::new(),
        }
    }

    /// The command line `line`, cut at its spaces.
    pub(crate) fn of_line(workspace: &'a Workspace, line: &str) -> Self {
        let mut words = line.split_whitespace();
        Self::new(workspace, words.next().unwrap_or_default()).arguments(words)
    }

    /// Adds one argument.
    pub(crate) fn argument(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.arguments.push(argument.as_ref().to_owned());
        self
    }

    /// Adds arguments.
    pub(crate) fn arguments<T: AsRef<OsStr>>(
        mut self,
        arguments: impl IntoIterator<Item = T>,
    ) -> Self {
        self.arguments.extend(
            arguments
                .into_iter()
                .map(|argument| argument.as_ref().to_owned()),
        );
        self
    }

    /// Sets a variable of its environment.
    pub(crate) fn environment(mut self, name: &'static str, value: impl AsRef<OsStr>) -> Self {
        self.environment.push((name, value.as_ref().to_owned()));
        self
    }

    /// Keeps a variable of our own environment from it.
    pub(crate) fn without(mut self, name: &'static str) -> Self {
        self.without.push(name);
        self
    }

    /// Prints the line, runs it with its output shown as it comes, and fails when the program fails.
    pub(crate) fn run(&self) -> Result<()> {
        println!("$ {}", self.line());
        self.judge(
            self.command()?
                .status()
                .with_context(|| self.cannot_start())?,
        )
    }

    /// As [`run`](Self::run), and gives each line of standard output to `read` as well.
    pub(crate) fn run_reading(&self, mut read: impl FnMut(&str)) -> Result<()> {
        println!("$ {}", self.line());
        let mut child = self
            .command()?
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| self.cannot_start())?;
        for line in child
            .stdout
            .take()
            .into_iter()
            .flat_map(|output| BufReader::new(output).split(b'\n'))
        {
            let line = line?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            read(&line);
        }
        self.judge(child.wait()?)
    }

    /// Runs the program unseen and gives what it wrote to standard output, or nothing when it cannot
    /// be started or fails.
    pub(crate) fn answer(&self) -> Option<String> {
        let output = self
            .command()
            .ok()?
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Prints the line and lets the program take this process's place, so that Ctrl-C and every
    /// other signal reach it and nothing else. Comes back only when it cannot be started.
    #[cfg(unix)]
    pub(crate) fn become_it(&self) -> Result<()> {
        use std::os::unix::process::CommandExt as _;
        println!("$ {}", self.line());
        let error = self.command()?.exec();
        Err(error).with_context(|| self.cannot_start())
    }

    /// Without `exec` the next best thing is to run the program and wait for it.
    #[cfg(not(unix))]
    pub(crate) fn become_it(&self) -> Result<()> {
        self.run()
    }

    /// The line for a shell: variables, program, arguments.
    pub(crate) fn line(&self) -> String {
        let variables = self
            .environment
            .iter()
            .map(|(name, value)| format!("{name}={}", quoted(value)));
        let words = std::iter::once(&self.program)
            .chain(&self.arguments)
            .map(|word| quoted(word));
        variables.chain(words).collect::<Vec<_>>().join(" ")
    }

    fn command(&self) -> Result<Command> {
        let mut command = Command::new(&self.program);
        command
            .current_dir(self.workspace.root())
            .env("PATH", self.workspace.search_path()?)
            .args(&self.arguments)
            .envs(self.environment.iter().map(|(name, value)| (name, value)));
        for name in &self.without {
            command.env_remove(name);
        }
        Ok(command)
    }

    fn judge(&self, status: ExitStatus) -> Result<()> {
        if !status.success() {
            bail!("`{}` ended with {status}", self.line());
        }
        Ok(())
    }

    fn cannot_start(&self) -> String {
        format!("`{}` cannot be started", self.program.to_string_lossy())
    }
}

/// A word as a POSIX shell reads it back.
fn quoted(word: &OsStr) -> String {
    let word = word.to_string_lossy();
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./=:,@%+".contains(&byte);
    if !word.is_empty() && word.bytes().all(is_plain) {
        word.into_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_can_be_pasted_into_a_shell() {
        let workspace = Workspace::find().unwrap();
        let child = Child::of_line(&workspace, "cargo  test -p xtask")
            .argument("a b")
            .argument("it's")
            .argument("")
            .environment("CHROMEDRIVER", "/usr/bin/chromedriver");
        assert_eq!(
            child.line(),
            r"CHROMEDRIVER=/usr/bin/chromedriver cargo test -p xtask 'a b' 'it'\''s' ''"
        );
    }

    #[test]
    fn a_program_that_is_missing_or_fails_has_no_answer() {
        let workspace = Workspace::find().unwrap();
        assert_eq!(
            Child::new(&workspace, "no-program-has-this-name").answer(),
            None
        );
        assert_eq!(
            Child::of_line(&workspace, "cargo no-such-command").answer(),
            None
        );
        assert!(
            Child::of_line(&workspace, "cargo --version")
                .answer()
                .unwrap()
                .starts_with("cargo ")
        );
    }

    #[test]
    fn a_failure_names_the_line() {
        let workspace = Workspace::find().unwrap();
        let error = Child::of_line(&workspace, "cargo --no-such-flag")
            .run()
            .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("`cargo --no-such-flag` ended with exit status"),
            "{error}"
        );
    }
}
