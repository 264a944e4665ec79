//! What the tests need from the system: a browser, its driver, mail servers, OpenSSL to compare with.

mod machine;
mod no_services;
mod sentence;

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{child::Child, programs, progress::Progress, workspace::Workspace};
use machine::Machine;
use no_services::NoServices;

/// One thing that the system's package manager brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Package {
    /// The browser that the tests drive.
    Chromium,
    /// What the tests drive it by.
    ChromeDriver,
    /// The real mail server that mail is delivered to.
    Postfix,
    /// What signs users in for Postfix.
    Dovecot,
    /// The TLS client to compare with.
    OpenSsl,
}

impl Package {
    const ALL: [Self; 5] = [
        Self::Chromium,
        Self::ChromeDriver,
        Self::Postfix,
        Self::Dovecot,
        Self::OpenSsl,
    ];

    /// Its name for people.
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::ChromeDriver => "ChromeDriver",
            Self::Postfix => "Postfix",
            Self::Dovecot => "Dovecot",
            Self::OpenSsl => "OpenSSL",
        }
    }

    /// The programs that will do, the best first.
    fn programs(self) -> &'static [&'static str] {
        match self {
            Self::Chromium => &[
                "chromium",
                "chromium-browser",
                "google-chrome",
                "google-chrome-stable",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            ],
            Self::ChromeDriver => &["chromedriver"],
            Self::Postfix => &["postfix"],
            Self::Dovecot => &["dovecot", "/usr/sbin/dovecot"],
            Self::OpenSsl => &["openssl"],
        }
    }

    fn find(self) -> Option<PathBuf> {
        programs::find(self.programs())
    }
}

/// The programs that the tests start.
pub(crate) struct Packages {
    /// The browser.
    pub(crate) chromium: PathBuf,
    /// Its driver.
    pub(crate) chromedriver: PathBuf,
    /// The control program of the mail server.
    pub(crate) postfix: PathBuf,
    /// What signs users in.
    pub(crate) dovecot: PathBuf,
    /// The TLS client to compare with.
    pub(crate) openssl: PathBuf,
}

/// Provides all packages: installs them where we may (root on Debian or Ubuntu), and otherwise says
/// which are missing and by which command they come.
pub(crate) fn provide(workspace: &Workspace, progress: &mut Progress) -> Result<Packages> {
    let missing = missing();
    if !missing.is_empty() {
        let machine = Machine::read(workspace);
        if !machine.may_install() {
            bail!("{}", sentence::missing(&missing, &machine));
        }
        let names: Vec<&str> = missing.iter().map(|package| package.name()).collect();
        let title = format!("Install {}", names.join(", "));
        let note = "The tests drive them. This may take 2 minutes, and only the first time.";
        progress.long_step(&title, note, || install(workspace, &machine, &missing))?;
    }
    let found = |package: Package| {
        let program = package
            .find()
            .with_context(|| format!("{} is not here after its installation", package.name()))?;
        println!("{}: {}", package.name(), program.display());
        Ok::<_, anyhow::Error>(program)
    };
    Ok(Packages {
        chromium: found(Package::Chromium)?,
        chromedriver: found(Package::ChromeDriver)?,
        postfix: found(Package::Postfix)?,
        dovecot: found(Package::Dovecot)?,
        openssl: found(Package::OpenSsl)?,
    })
}

fn missing() -> Vec<Package> {
    Package::ALL
        .into_iter()
        .filter(|package| package.find().is_none())
        .collect()
}

fn install(workspace: &Workspace, machine: &Machine, missing: &[Package]) -> Result<()> {
    if missing.contains(&Package::Postfix) {
        // Its package would set up and start a mail server that listens to the world. With this answer
        // it brings the programs alone; the tests bring a configuration of their own.
        Child::of_line(workspace, "sh -c")
            .argument("echo postfix postfix/main_mailer_type select No configuration | debconf-set-selections")
            .run()?;
    }
    let _no_services = NoServices::begin()?;
    Child::of_line(workspace, "apt-get update --quiet").run()?;
    Child::of_line(
        workspace,
        "apt-get install --quiet --yes --no-install-recommends",
    )
    .arguments(missing.iter().map(|package| machine.package_name(*package)))
    .environment("DEBIAN_FRONTEND", "noninteractive")
    .run()
}
