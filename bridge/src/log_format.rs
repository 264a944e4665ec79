//! How the log is written.

use std::fmt;
use std::str::FromStr;

use clap::ValueEnum;

use crate::catalogue::text;

/// How the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    #[default]
    #[value(help = text("program-help-log-format-text"))]
    Text,
    /// One JSON object a line, for programs.
    #[value(help = text("program-help-log-format-json"))]
    Json,
}

impl fmt::Display for LogFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Text => "text",
            Self::Json => "json",
        })
    }
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        ValueEnum::from_str(word, false)
    }
}
