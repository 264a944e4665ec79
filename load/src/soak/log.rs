//! What the bridge wrote about it.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};

use anyhow::{Result, ensure};

/// Ends of sessions that the crowd brings about. Whatever else comes is a fault.
const EXPECTED: [&str; 15] = [
    "page-closed",
    "page-stalled",
    "server-eof",
    "server-reset",
    "bad-request",
    "token-required",
    "port-not-allowed",
    "host-not-allowed",
    "address-not-allowed",
    "command-not-allowed",
    "line-too-long",
    "tls-expected",
    "greeting-timeout",
    "idle-timeout",
    "stalled",
];

/// How many lines that should not be there are kept to be shown.
const SHOWN: usize = 10;

/// What was found in a log.
#[derive(Debug, Default)]
pub(super) struct Findings {
    lines: u64,
    ends: BTreeMap<String, u64>,
    wrong: u64,
    shown: Vec<String>,
}

/// Reads a log as it is written.
pub(super) fn read(log: impl Read) -> Findings {
    let mut findings = Findings::default();
    for line in BufReader::new(log).split(b'\n').map_while(Result::ok) {
        findings.hear(&String::from_utf8_lossy(&line));
    }
    findings
}

impl Findings {
    fn hear(&mut self, line: &str) {
        self.lines += 1;
        let end = line
            .split(" end=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        if let Some(end) = end {
            *self.ends.entry(end.to_owned()).or_default() += 1;
        }
        // Whatever is no line of ours, such as what a panic prints, has no level.
        let level = line.split_whitespace().nth(1);
        let expected = end.is_none_or(|end| EXPECTED.contains(&end));
        if level != Some("INFO") || !expected {
            self.wrong += 1;
            if self.shown.len() < SHOWN {
                self.shown.push(line.to_owned());
            }
        }
    }

    pub(super) fn print(&self) {
        let ends: Vec<String> = self
            .ends
            .iter()
            .map(|(end, count)| format!("{count} {end}"))
            .collect();
        println!("| ends of sessions, by the log | {} |", ends.join(", "));
        println!(
            "| lines of the log | {}, {} wrong |",
            self.lines, self.wrong
        );
    }

    pub(super) fn judge(&self) -> Result<()> {
        ensure!(
            self.wrong == 0,
            "{} lines of the log should not be there, such as:\n{}",
            self.wrong,
            self.shown.join("\n")
        );
        ensure!(!self.ends.is_empty(), "the log tells of no session");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_should_not_be_there_is_found() {
        let mut findings = Findings::default();
        for line in [
            "2026-11-26T01:00:00Z  INFO ehlo_bridge::serve: bridge begins",
            "2026-11-26T01:00:00Z  INFO ehlo_bridge::session: session ends client=127.0.0.1 end=\"page-closed\"",
        ] {
            findings.hear(line);
        }
        assert!(findings.judge().is_ok());
        for line in [
            "thread 'tokio-rt-worker' panicked at src/relay.rs:1:1:",
            "2026-11-26T01:00:00Z  WARN ehlo_bridge::connections: accept failed error=x",
            "2026-11-26T01:00:00Z  INFO ehlo_bridge::session: session ends end=\"internal-error\"",
        ] {
            let before = findings.wrong;
            findings.hear(line);
            assert_eq!(findings.wrong, before + 1, "{line}");
        }
        assert!(findings.judge().is_err());
    }
}
