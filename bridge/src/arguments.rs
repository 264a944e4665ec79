//! The command line.

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use clap::builder::FalseyValueParser;
use clap::{Parser, Subcommand, ValueEnum};
use ipnet::IpNet;

use crate::catalogue::text;
use crate::log_format::LogFormat;
use crate::policy::origin::Origin;
use crate::policy::target::Target;
use crate::profile::Profile;

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
    Serve(Box<Serve>),
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

/// What `ehlo serve` is told. Every flag but `--print-config` can stand in the environment too, and all but `--config` in
/// the file that it names.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The configuration file.
    #[arg(long, env = "EHLO_CONFIG", value_name = "FILE", help = text("program-help-serve-config"))]
    pub config: Option<PathBuf>,
    /// Whether to show the configuration and end.
    #[arg(long, help = text("program-help-serve-print-config"))]
    pub print_config: bool,
    /// Where to listen.
    #[arg(
        long,
        env = "EHLO_LISTEN",
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8025"
    )]
    #[arg(help = text("program-help-serve-listen"))]
    pub listen: SocketAddr,
    /// What to offer.
    #[arg(long, env = "EHLO_PROFILE", help = text("program-help-serve-profile"))]
    pub profile: Option<Profile>,
    /// Port of the sandbox.
    #[arg(
        long,
        env = "EHLO_SANDBOX_PORT",
        value_name = "PORT",
        default_value_t = 2525
    )]
    #[arg(help = text("program-help-serve-sandbox-port"))]
    pub sandbox_port: u16,
    /// Port of the sandbox where TLS comes first.
    #[arg(long, env = "EHLO_SANDBOX_TLS_PORT", value_name = "PORT")]
    #[arg(help = text("program-help-serve-sandbox-tls-port"))]
    pub sandbox_tls_port: Option<u16>,
    /// Targets opened by name.
    #[arg(
        long,
        env = "EHLO_ALLOW_TARGET",
        value_name = "HOST:PORT",
        value_delimiter = ','
    )]
    #[arg(help = text("program-help-serve-allow-target"))]
    pub allow_target: Vec<Target>,
    /// Whether private addresses are open.
    #[arg(long, env = "EHLO_ALLOW_PRIVATE", value_parser = FalseyValueParser::new())]
    #[arg(help = text("program-help-serve-allow-private"))]
    pub allow_private: bool,
    /// Whether IPv4 is behind a NAT64 gateway.
    #[arg(long, env = "EHLO_NAT64", value_parser = FalseyValueParser::new())]
    #[arg(help = text("program-help-serve-nat64"))]
    pub nat64: bool,
    /// Networks that are never dialled.
    #[arg(
        long,
        env = "EHLO_DENY_NETWORK",
        value_name = "NETWORK",
        value_parser = network,
        value_delimiter = ','
    )]
    #[arg(help = text("program-help-serve-deny-network"))]
    pub deny_network: Vec<IpNet>,
    /// Whom to ask for names.
    #[arg(long, env = "EHLO_NAME_SERVER", value_name = "ADDRESS:PORT")]
    #[arg(help = text("program-help-serve-name-server"))]
    pub name_server: Option<SocketAddr>,
    /// Pages that may ask.
    #[arg(
        long,
        env = "EHLO_ALLOW_ORIGIN",
        value_name = "ORIGIN",
        value_delimiter = ','
    )]
    #[arg(help = text("program-help-serve-allow-origin"))]
    pub allow_origin: Vec<Origin>,
    /// Certificate for the page and the tunnel.
    #[arg(long, env = "EHLO_TLS_CERTIFICATE", value_name = "FILE")]
    #[arg(help = text("program-help-serve-tls-certificate"))]
    pub tls_certificate: Option<String>,
    /// Its key.
    #[arg(long, env = "EHLO_TLS_KEY", value_name = "FILE", help = text("program-help-serve-tls-key"))]
    pub tls_key: Option<String>,
    /// Reverse proxies that are believed.
    #[arg(
        long,
        env = "EHLO_TRUSTED_PROXY",
        value_name = "NETWORK",
        value_parser = network,
        value_delimiter = ','
    )]
    #[arg(help = text("program-help-serve-trusted-proxy"))]
    pub trusted_proxy: Vec<IpNet>,
    /// Whether they speak the PROXY protocol.
    #[arg(long, env = "EHLO_PROXY_PROTOCOL", value_parser = FalseyValueParser::new())]
    #[arg(help = text("program-help-serve-proxy-protocol"))]
    pub proxy_protocol: bool,
    /// Where counters are served.
    #[arg(long, env = "EHLO_METRICS_LISTEN", value_name = "ADDRESS:PORT")]
    #[arg(help = text("program-help-serve-metrics-listen"))]
    pub metrics_listen: Option<SocketAddr>,
    /// How the log is written.
    #[arg(long, env = "EHLO_LOG_FORMAT", value_name = "FORMAT", default_value_t)]
    #[arg(value_enum, help = text("program-help-serve-log-format"))]
    pub log_format: LogFormat,
    /// Limits to change.
    #[arg(long, env = "EHLO_LIMIT", value_name = "NAME=VALUE", value_parser = limit)]
    #[arg(value_delimiter = ',', help = text("program-help-serve-limit"))]
    pub limit: Vec<(String, u64)>,
}

fn limit(text: &str) -> Result<(String, u64), String> {
    let (name, value) = text.split_once('=').ok_or("not NAME=VALUE")?;
    let value = value
        .parse()
        .map_err(|_| "the value is not a whole number")?;
    Ok((name.to_owned(), value))
}

/// A network, or one address as a network of its own.
pub(crate) fn network(text: &str) -> Result<IpNet, &'static str> {
    let network = text.parse::<IpNet>().ok();
    network
        .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
        .ok_or("not an address or a network such as 203.0.113.0/24")
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
