//! What the browser complained about.

use serde_json::Value;

/// One line of the browser's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// `SEVERE`, `WARNING`, `INFO` ...
    pub level: String,
    /// `security` for a violated policy, `network`, `console-api`, `javascript` ...
    pub source: String,
    /// The words.
    pub message: String,
}

impl Line {
    /// The lines in chromedriver's answer.
    pub fn read_all(value: &Value) -> Vec<Self> {
        let part = |entry: &Value, name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        let entries = value.as_array().map(Vec::as_slice).unwrap_or_default();
        entries
            .iter()
            .map(|entry| Self {
                level: part(entry, "level"),
                source: part(entry, "source"),
                message: part(entry, "message"),
            })
            .collect()
    }

    /// Whether it fails a test: an error, or anything about the policy.
    pub fn is_fault(&self) -> bool {
        self.level == "SEVERE"
            || self.source == "security"
            || self.message.contains("Content Security Policy")
    }
}

impl std::fmt::Display for Line {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "{} {}: {}",
            self.level, self.source, self.message
        )
    }
}
