//! The command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::catalogue::text;
use crate::limits::Limits;
use crate::policy::origin::Origin;
use crate::policy::target::Target;
use crate::profile::Profile;
use crate::settings::Settings;

/// The command line. What each part of it does is said in the catalogue.
#[derive(Debug, Parser)]
#[command(name = "ehlo", version, about = text("program-help"), long_about = None)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serves the page, the tunnel and the sandbox.
    #[command(about = text("program-help-serve"), long_about = None)]
    Serve(Serve),
    /// Checks transcripts.
    #[command(about = text("program-help-check"), long_about = None)]
    Check(Check),
    /// Explains words.
    #[command(about = text("program-help-explain"), long_about = None)]
    Explain(Explain),
    /// Writes the reference.
    #[command(about = text("program-help-reference"), long_about = None)]
    Reference(Reference),
}

/// What `ehlo reference` is told.
#[derive(Debug, clap::Args)]
pub struct Reference {
    /// The folder.
    #[arg(long, value_name = "FOLDER", help = text("program-help-reference-out"))]
    pub out: PathBuf,
}

/// What `ehlo explain` is told.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// What to explain.
    #[arg(required_unless_present = "all", value_name = "WORD")]
    #[arg(help = text("program-help-explain-words"))]
    pub words: Vec<String>,
    /// Whether to list every rule.
    #[arg(long, conflicts_with = "words", help = text("program-help-explain-all"))]
    pub all: bool,
    /// Whether programs read it.
    #[arg(long, help = text("program-help-explain-json"))]
    pub json: bool,
}

/// What `ehlo check` is told.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The files; `-` is standard input.
    #[arg(required = true, value_name = "FILE", help = text("program-help-check-files"))]
    pub files: Vec<PathBuf>,
    /// Whether programs read the findings.
    #[arg(long, help = text("program-help-check-json"))]
    pub json: bool,
    /// By whose measure findings are graded.
    #[arg(long, value_name = "MEASURE", default_value = "strict")]
    #[arg(help = text("program-help-check-profile"))]
    pub profile: Measure,
}

/// By whose measure findings are graded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Measure {
    /// By the letter of the RFCs.
    #[value(help = text("program-help-check-profile-strict"))]
    Strict,
    /// By what deployed servers accept.
    #[value(help = text("program-help-check-profile-practice"))]
    Practice,
}

impl From<Measure> for ehlo_protocol::diagnostic::Profile {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Strict => Self::Strict,
            Measure::Practice => Self::Practice,
        }
    }
}

/// Where the sandbox speaks TLS first: 465 as 2525 is to 25.
const SANDBOX_TLS_PORT: u16 = 2465;

/// What `ehlo serve` is told.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8025")]
    #[arg(help = text("program-help-serve-listen"))]
    pub listen: SocketAddr,
    /// What to offer.
    #[arg(long, help = text("program-help-serve-profile"))]
    pub profile: Option<Profile>,
    /// Port of the sandbox.
    #[arg(long, value_name = "PORT", default_value_t = 2525)]
    #[arg(help = text("program-help-serve-sandbox-port"))]
    pub sandbox_port: u16,
    /// Port of the sandbox where TLS comes first.
    #[arg(long, value_name = "PORT", help = text("program-help-serve-sandbox-tls-port"))]
    pub sandbox_tls_port: Option<u16>,
    /// Targets opened by name.
    #[arg(long, value_name = "HOST:PORT", help = text("program-help-serve-allow-target"))]
    pub allow_target: Vec<Target>,
    /// Whether private addresses are open.
    #[arg(long, help = text("program-help-serve-allow-private"))]
    pub allow_private: bool,
    /// Pages that may ask.
    #[arg(long, value_name = "ORIGIN", help = text("program-help-serve-allow-origin"))]
    pub allow_origin: Vec<Origin>,
    /// Limits to change.
    #[arg(long, value_name = "NAME=VALUE", value_parser = limit)]
    #[arg(help = text("program-help-serve-limit"))]
    pub limit: Vec<(String, u64)>,
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
            anyhow::bail!(text("program-sandbox-opens-nothing"));
        }
        if profile.is_public() && self.allow_private {
            anyhow::bail!(text("program-public-opens-no-private"));
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
            // Who wants any free port for the one wants it for the other.
            sandbox_tls_port: self.sandbox_tls_port.unwrap_or(match self.sandbox_port {
                0 => 0,
                _ => SANDBOX_TLS_PORT,
            }),
            targets: self.allow_target,
            private: self.allow_private,
            origins: self.allow_origin,
            grants: Vec::new(),
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn every_command_and_argument_has_its_text() {
        let mut command = Arguments::command();
        command.build();
        command.clone().debug_assert();
        let serve = command.find_subcommand_mut("serve").unwrap();
        for argument in serve.get_arguments() {
            let help = argument.get_help().map(ToString::to_string);
            assert!(
                help.is_some_and(|help| !help.contains('«')),
                "{}",
                argument.get_id()
            );
        }
        assert!(!serve.render_long_help().to_string().contains('«'));
        assert!(!command.render_long_help().to_string().contains('«'));
    }
}
