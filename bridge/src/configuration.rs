//! What the operator chose: flags before the environment before a file before defaults, and where each came from.
//!
//! `clap` reads flags and environment, `file` the file; here they are laid over each other.

mod file;
mod setting;

use std::fmt::{self, Display, Write};
use std::path::PathBuf;

use clap::ArgMatches;
use clap::parser::ValueSource;
use ehlo_texts::Value;

use crate::arguments::Serve;
use crate::catalogue::{text, text_with};
use crate::limits::Limits;
use crate::profile::Profile;
use crate::settings::{Settings, TlsFiles};
use file::File;
use setting::Setting;

/// What was chosen.
pub struct Configuration {
    /// The result.
    pub settings: Settings,
    rows: Vec<Row>,
    grants: Option<Source>,
}

/// One setting for `--print-config`.
struct Row {
    name: String,
    /// As TOML writes it.
    value: Option<String>,
    source: Source,
    is_limit: bool,
}

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Source {
    Flag,
    Environment(String),
    File(String, usize),
    Default,
}

impl Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag => formatter.write_str(&text("program-configuration-flag")),
            Self::Environment(name) => formatter.write_str(name),
            Self::File(name, line) => write!(formatter, "{name}:{line}"),
            Self::Default => formatter.write_str(&text("program-configuration-default")),
        }
    }
}

impl Configuration {
    /// Lays what `clap` has read over what the file says.
    ///
    /// # Errors
    /// Where the file or a combination of settings is wrong.
    pub fn of(serve: Serve, matches: &ArgMatches) -> anyhow::Result<Self> {
        let path: Option<PathBuf> = serve.config.clone();
        let file = match path {
            Some(path) => File::read(&path, KNOWN)?,
            None => File::default(),
        };
        let mut layers = Layers {
            matches,
            file,
            rows: Vec::new(),
        };
        let settings = layers.settings(serve)?;
        let grants =
            (!settings.grants.is_empty()).then(|| Source::File(layers.file.name.clone(), 0));
        Ok(Self {
            settings,
            rows: layers.rows,
            grants,
        })
    }

    /// The result as a configuration file, where each value came from in a comment. Secrets are left out.
    #[must_use]
    pub fn print(&self) -> String {
        let mut text = String::new();
        let mut line = |row: &Row| {
            let _ = match &row.value {
                Some(value) => writeln!(text, "{} = {value}  # {}", row.name, row.source),
                None => writeln!(text, "# {}  # {}", row.name, row.source),
            };
        };
        let (limits, rest): (Vec<_>, Vec<_>) = self.rows.iter().partition(|row| row.is_limit);
        rest.into_iter().for_each(&mut line);
        if let Some(Source::File(name, _)) = &self.grants {
            let count = self.settings.grants.len();
            let values = [
                ("count", Value::from(count)),
                ("file", name.as_str().into()),
            ];
            let _ = writeln!(
                text,
                "# {}",
                text_with("program-configuration-grants", &values)
            );
        }
        text.push_str("\n[limits]\n");
        let mut line = |row: &Row| {
            let value = row.value.as_deref().unwrap_or_default();
            let _ = writeln!(text, "{} = {value}  # {}", row.name, row.source);
        };
        limits.into_iter().for_each(&mut line);
        text
    }
}

/// Flags and environment over the file.
struct Layers<'a> {
    matches: &'a ArgMatches,
    file: File,
    rows: Vec<Row>,
}

impl Layers<'_> {
    fn settings(&mut self, serve: Serve) -> anyhow::Result<Settings> {
        let listen = self.one("listen", Some(serve.listen), |listen| listen)?;
        let listen = listen.unwrap_or(serve.listen);
        let profile = self.one("profile", serve.profile, |given| {
            Some(given.unwrap_or_else(|| Profile::for_address(listen)))
        })?;
        let profile = profile.unwrap_or(Profile::Sandbox);
        let sandbox_port = self.one("sandbox-port", Some(serve.sandbox_port), |port| port)?;
        let sandbox_port = sandbox_port.unwrap_or(serve.sandbox_port);
        let sandbox_tls_port = self.one("sandbox-tls-port", serve.sandbox_tls_port, |port| {
            // Who wants any free port for the one wants it for the other.
            let usual = if sandbox_port == 0 {
                0
            } else {
                SANDBOX_TLS_PORT
            };
            Some(port.unwrap_or(usual))
        })?;
        let targets = self.many("allow-target", serve.allow_target)?;
        let private = self.one("allow-private", Some(serve.allow_private), |given| given)?;
        let private = private.unwrap_or_default();
        let nat64 = self.one("nat64", Some(serve.nat64), |given| given)?;
        let denied = self.many("deny-network", serve.deny_network)?;
        let name_server = self.one("name-server", serve.name_server, |given| given)?;
        let origins = self.many("allow-origin", serve.allow_origin)?;
        let certificate = self.one("tls-certificate", serve.tls_certificate, |given| given)?;
        let key = self.one("tls-key", serve.tls_key, |given| given)?;
        let trusted_proxies = self.many("trusted-proxy", serve.trusted_proxy)?;
        let proxy_protocol =
            self.one("proxy-protocol", Some(serve.proxy_protocol), |given| given)?;
        let proxy_protocol = proxy_protocol.unwrap_or_default();
        let metrics = self.one("metrics-listen", serve.metrics_listen, |given| given)?;
        let log_format = self.one("log-format", Some(serve.log_format), |given| given)?;
        let limits = self.limits(profile, &serve.limit)?;
        let contradiction = |name: &str| Err(anyhow::anyhow!(text(name)));
        if profile == Profile::Sandbox && (private || !targets.is_empty()) {
            return contradiction("program-sandbox-opens-nothing");
        }
        if profile.is_public() && private {
            return contradiction("program-public-opens-no-private");
        }
        let grants = std::mem::take(&mut self.file.grants);
        if profile != Profile::Granted && !grants.is_empty() {
            return contradiction("program-grants-of-granted");
        }
        if profile == Profile::Granted && grants.is_empty() && targets.is_empty() {
            return contradiction("program-granted-opens-nothing");
        }
        if proxy_protocol && trusted_proxies.is_empty() {
            return contradiction("program-proxy-protocol-of-whom");
        }
        let tls = match (certificate, key) {
            (Some(certificate), Some(key)) => Some(TlsFiles {
                certificate: certificate.into(),
                key: key.into(),
            }),
            (None, None) => None,
            _ => return contradiction("program-half-of-tls"),
        };
        Ok(Settings {
            listen,
            profile,
            sandbox_port,
            sandbox_tls_port: sandbox_tls_port.unwrap_or_default(),
            targets,
            private,
            nat64: nat64.unwrap_or_default(),
            denied,
            name_server,
            origins,
            grants,
            tls,
            trusted_proxies,
            proxy_protocol,
            metrics,
            log_format: log_format.unwrap_or(serve.log_format),
            limits,
        })
    }

    /// One value: what was given, else what the file says, else what `default` makes of nothing.
    fn one<T>(
        &mut self,
        name: &'static str,
        given: Option<T>,
        default: impl FnOnce(Option<T>) -> Option<T>,
    ) -> anyhow::Result<Option<T>>
    where
        T: Setting,
    {
        let (source, value) = match (self.given(name), self.file.settings.get(name)) {
            (Some(source), _) => (source, given),
            (None, Some((words, line))) => {
                let [word] = words.as_slice() else {
                    let one = text("program-configuration-one-value");
                    anyhow::bail!("{}:{line}: {name}: {one}", self.file.name);
                };
                (self.file_source(*line), Some(self.read(name, word, *line)?))
            }
            (None, None) => (Source::Default, default(given)),
        };
        let shown = value.as_ref().map(|value| toml_value(&value.to_string()));
        self.row(name, shown, source, false);
        Ok(value)
    }

    /// A list: what was given, else what the file says.
    fn many<T>(&mut self, name: &'static str, given: Vec<T>) -> anyhow::Result<Vec<T>>
    where
        T: Setting,
    {
        let (source, values) = match (self.given(name), self.file.settings.get(name)) {
            (Some(source), _) => (source, given),
            (None, Some((words, line))) => {
                let values = words.iter().map(|word| self.read(name, word, *line));
                (self.file_source(*line), values.collect::<Result<_, _>>()?)
            }
            (None, None) => (Source::Default, given),
        };
        let words: Vec<String> = values
            .iter()
            .map(|value| toml_value(&value.to_string()))
            .collect();
        self.row(name, Some(format!("[{}]", words.join(", "))), source, false);
        Ok(values)
    }

    fn limits(&mut self, profile: Profile, given: &[(String, u64)]) -> anyhow::Result<Limits> {
        let mut limits = Limits::of(profile);
        let mut sources = Vec::new();
        for (name, value, line) in &self.file.limits {
            let place = format!("{}:{line}", self.file.name);
            limits
                .set(name, *value)
                .map_err(|fault| anyhow::anyhow!("{place}: {name} = {value}: {fault}"))?;
            sources.push((name.clone(), self.file_source(*line)));
        }
        let source = self.given("limit");
        for (name, value) in given {
            limits
                .set(name, *value)
                .map_err(|fault| anyhow::anyhow!("--limit {name}={value}: {fault}"))?;
            sources.push((name.clone(), source.clone().unwrap_or(Source::Flag)));
        }
        for (entry, value) in limits.in_force() {
            let source = sources.iter().rev().find(|(name, _)| name == entry.name);
            let source = source.map_or(Source::Default, |(_, source)| source.clone());
            self.row(entry.name, Some(value.to_string()), source, true);
        }
        Ok(limits)
    }

    fn read<T>(&self, name: &str, word: &str, line: usize) -> anyhow::Result<T>
    where
        T: Setting,
    {
        T::read(word).ok_or_else(|| {
            let wants = text(T::WANTS);
            anyhow::anyhow!("{}:{line}: {name} = {word:?}: {wants}", self.file.name)
        })
    }

    /// Where `clap` has a value from, if not from a default.
    fn given(&self, name: &str) -> Option<Source> {
        let id = name.replace('-', "_");
        match self.matches.value_source(&id)? {
            ValueSource::CommandLine => Some(Source::Flag),
            ValueSource::EnvVariable => Some(Source::Environment(format!(
                "EHLO_{}",
                id.to_ascii_uppercase()
            ))),
            _ => None,
        }
    }

    fn file_source(&self, line: usize) -> Source {
        Source::File(self.file.name.clone(), line)
    }

    fn row(&mut self, name: &str, value: Option<String>, source: Source, is_limit: bool) {
        self.rows.push(Row {
            name: name.to_owned(),
            value,
            source,
            is_limit,
        });
    }
}

/// A value as TOML writes it: numbers and switches bare, everything else quoted.
fn toml_value(value: &str) -> String {
    let bare = value.parse::<u64>().is_ok() || value.parse::<bool>().is_ok();
    if bare {
        value.to_owned()
    } else {
        format!("{value:?}")
    }
}

/// Where the sandbox speaks TLS first: 465 as 2525 is to 25.
const SANDBOX_TLS_PORT: u16 = 2465;

/// What a file may set beside limits and grants.
const KNOWN: &[&str] = &[
    "listen",
    "profile",
    "sandbox-port",
    "sandbox-tls-port",
    "allow-target",
    "allow-private",
    "nat64",
    "deny-network",
    "name-server",
    "allow-origin",
    "tls-certificate",
    "tls-key",
    "trusted-proxy",
    "proxy-protocol",
    "metrics-listen",
    "log-format",
];
