//! The command line.

use std::net::SocketAddr;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::catalogue;
use crate::limits::Limits;
use crate::policy::origin::Origin;
use crate::policy::target::Target;
use crate::profile::Profile;
use crate::settings::Settings;

// What each command and argument does stands in the catalogue, under `program-help` and its path.
#[allow(missing_docs)]
#[derive(Debug, Parser)]
#[command(
    name = "ehlo",
    version,
    subcommand_required = true,
    arg_required_else_help = true
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the page, the tunnel and the sandbox.
    Serve(Serve),
}

#[allow(missing_docs)]
#[derive(Debug, clap::Args)]
pub struct Serve {
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8025")]
    pub listen: SocketAddr,
    #[arg(long)]
    pub profile: Option<Profile>,
    #[arg(long, value_name = "PORT", default_value_t = 2525)]
    pub sandbox_port: u16,
    #[arg(long, value_name = "HOST:PORT")]
    pub allow_target: Vec<Target>,
    #[arg(long)]
    pub allow_private: bool,
    #[arg(long, value_name = "ORIGIN")]
    pub allow_origin: Vec<Origin>,
    #[arg(long, value_name = "NAME=VALUE", value_parser = limit)]
    pub limit: Vec<(String, u64)>,
}

impl Arguments {
    /// Reads the command line of the program. Where it is wrong, says so and ends the program.
    #[must_use]
    pub fn read() -> Self {
        let matches = with_help(Self::command(), "program-help").get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }
}

impl Serve {
    /// The settings that these arguments make.
    ///
    /// # Errors
    /// Where two arguments contradict each other, or a limit is wrong.
    pub fn settings(self) -> anyhow::Result<Settings> {
        let profile = self
            .profile
            .unwrap_or_else(|| Profile::for_address(self.listen));
        if profile == Profile::Sandbox && (self.allow_private || !self.allow_target.is_empty()) {
            anyhow::bail!(catalogue::text("program-sandbox-opens-nothing"));
        }
        let mut limits = Limits::of(profile);
        for (name, value) in &self.limit {
            limits
                .set(name, *value)
                .map_err(|fault| anyhow::anyhow!("--limit {name}={value}: {fault}"))?;
        }
        Ok(Settings {
            listen: self.listen,
            profile,
            sandbox_port: self.sandbox_port,
            targets: self.allow_target,
            private: self.allow_private,
            origins: self.allow_origin,
            limits,
        })
    }
}

fn limit(text: &str) -> Result<(String, u64), String> {
    let (name, value) = text.split_once('=').ok_or("not NAME=VALUE")?;
    let value = value
        .parse()
        .map_err(|_| "the value is not a whole number")?;
    Ok((name.to_owned(), value))
}

/// Puts the texts of the catalogue into a command, its arguments and the commands below it.
fn with_help(command: clap::Command, name: &str) -> clap::Command {
    let arguments: Vec<String> = command
        .get_arguments()
        .map(|argument| argument.get_id().to_string())
        .collect();
    let commands: Vec<String> = command
        .get_subcommands()
        .map(|below| below.get_name().to_owned())
        .collect();
    let mut command = command.about(catalogue::text(name));
    for argument in arguments {
        let help = catalogue::text(&format!("{name}-{}", argument.replace('_', "-")));
        command = command.mut_arg(&argument, |argument| argument.help(help));
    }
    for below in commands {
        let name = format!("{name}-{below}");
        command = command.mut_subcommand(&below, |below| with_help(below, &name));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_its_text() {
        let mut command = with_help(Arguments::command(), "program-help");
        command.build();
        let help = command
            .find_subcommand_mut("serve")
            .unwrap()
            .render_long_help()
            .to_string();
        assert!(!help.contains('«'), "{help}");
        assert!(!command.render_long_help().to_string().contains('«'));
        command.debug_assert();
    }
}
