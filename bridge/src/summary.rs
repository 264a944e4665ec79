//! What runs where, in a few lines for the person who started it.

use std::fmt::Write;

use ehlo_texts::Value;

use crate::catalogue::{text, text_with};
use crate::profile::Profile;
use crate::serve::Running;
use crate::settings::Settings;

/// What the person who started the bridge is told.
#[derive(Debug)]
pub struct Summary {
    profile: Profile,
    targets: Vec<String>,
    private: bool,
    /// Listens to the world and has been told no name to be called by.
    nameless: bool,
    /// Holds TLS itself.
    secure: bool,
}

impl Summary {
    /// Keeps what the settings have to say.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        Self {
            profile: settings.profile,
            targets: settings.targets.iter().map(ToString::to_string).collect(),
            private: settings.private,
            nameless: settings.listen.ip().is_unspecified() && settings.origins.is_empty(),
            secure: settings.tls.is_some(),
        }
    }

    /// The lines.
    #[must_use]
    pub fn write(&self, running: &Running, page_there: bool) -> String {
        let mut lines = vec![text("program-summary-open")];
        if !page_there {
            lines.push(format!(
                "{} {}",
                text("program-page-missing"),
                text("program-page-missing.next")
            ));
        }
        lines.push(text_with(
            "program-summary-page",
            &[
                ("scheme", if self.secure { "https" } else { "http" }.into()),
                ("address", running.address.to_string().into()),
            ],
        ));
        lines.push(text_with(
            "program-summary-sandbox",
            &[("address", running.sandbox.clear.to_string().into())],
        ));
        lines.push(text_with(
            "program-summary-sandbox-tls",
            &[("address", running.sandbox.tls.to_string().into())],
        ));
        lines.push(text(match (self.profile, self.private) {
            (Profile::Local, false) => "program-summary-local",
            (Profile::Local, true) => "program-summary-private",
            (Profile::Sandbox, _) => "program-summary-nothing",
            (Profile::Probe, _) => "program-summary-probe",
            (Profile::Granted, _) => "program-summary-granted",
        }));
        for target in &self.targets {
            lines.push(text_with(
                "program-summary-target",
                &[("target", Value::from(target.as_str()))],
            ));
        }
        if self.nameless {
            lines.push(text("program-summary-nameless"));
        }
        lines.push(text("program-summary-stop"));
        let mut text = String::new();
        for line in lines {
            let _ = writeln!(text, "{line}");
        }
        text
    }
}
