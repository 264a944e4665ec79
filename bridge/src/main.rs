//! The program `ehlo`.

use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use ehlo_bridge::arguments::{Arguments, Command, Serve};
use ehlo_bridge::clock::Clock;
use ehlo_bridge::configuration::Configuration;
use ehlo_bridge::log_format::LogFormat;
use ehlo_bridge::network::SystemNetwork;
use ehlo_bridge::{catalogue, check, descriptors, explain, page, reference, serve, summary};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Exit code where a word to explain is not known, as for any argument that is wrong.
const UNKNOWN_WORD: u8 = 2;

fn main() -> ExitCode {
    let matches = Arguments::command().get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let result = match arguments.command {
        Command::Serve(arguments) => {
            let given = matches.subcommand_matches("serve").unwrap_or(&matches);
            run(*arguments, given).map(|()| ExitCode::SUCCESS)
        }
        Command::Check(arguments) => {
            check::check(&arguments).map(|outcome| ExitCode::from(outcome.exit_code()))
        }
        Command::Reference(arguments) => {
            reference::write(&arguments.out).map(|()| ExitCode::SUCCESS)
        }
        Command::Explain(arguments) => explain::explain(&arguments).map(|known| {
            if known {
                ExitCode::SUCCESS
            } else {
                ExitCode::from(UNKNOWN_WORD)
            }
        }),
    };
    result.unwrap_or_else(|error| {
        let _ = writeln!(std::io::stderr(), "ehlo: {error:#}");
        ExitCode::FAILURE
    })
}

fn run(arguments: Serve, given: &ArgMatches) -> anyhow::Result<()> {
    let print = arguments.print_config;
    let configuration = Configuration::of(arguments, given)?;
    if print {
        std::io::stdout().write_all(configuration.print().as_bytes())?;
        return Ok(());
    }
    let mut settings = configuration.settings;
    start_log(settings.log_format);
    descriptors::fit(&mut settings.limits);
    let name_server = settings.name_server;
    let clock = Clock::start().context("the clock")?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime")?;
    let result = runtime.block_on(async {
        let mut interrupt = signal(SignalKind::interrupt()).context("SIGINT")?;
        let mut terminate = signal(SignalKind::terminate()).context("SIGTERM")?;
        let text = summary::Summary::of(&settings);
        let network = SystemNetwork::new(name_server);
        let running = serve::start(settings, Arc::new(network), clock).await?;
        // Whoever reads the first line may close the pipe after it: that is no reason to end.
        let mut out = std::io::stdout();
        let _ = writeln!(out, "{}", running.url()).and_then(|()| out.flush());
        let _ =
            write!(out, "{}", text.write(&running, page::is_there())).and_then(|()| out.flush());
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        let _ = writeln!(out, "{}", catalogue::text("program-stopping"));
        tokio::select! {
            () = running.stop() => {}
            // Asked twice, it goes at once.
            _ = interrupt.recv() => {}
        }
        Ok(())
    });
    // A resolver that is still at work is not waited for.
    runtime.shutdown_background();
    result
}

fn start_log(format: LogFormat) {
    let filter = EnvFilter::try_from_env("EHLO_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        // A log that nobody reads any more is no reason to end a session: the report of it would panic.
        .log_internal_errors(false);
    match format {
        LogFormat::Text => log.init(),
        // Its own word for where in the source would stand in the place of ours for where to.
        LogFormat::Json => log.json().flatten_event(true).with_target(false).init(),
    }
}
