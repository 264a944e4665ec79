//! What comes from the system: a C compiler for the page's cryptography; and for the tests a browser, its driver, mail
//! servers, a reverse proxy, OpenSSL to compare with, a clock to set.

mod machine;
mod no_services;
mod sentence;

use std::env;
use std::path::{Path, PathBuf};

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
    /// What operators put in front of the bridge.
    Nginx,
    /// What sets the clock of one program.
    Faketime,
    /// The C compiler: `ring`, on which TLS in the page rests, is C in part, and of the usual compilers only this one
    /// makes wasm.
    Clang,
}

impl Package {
    const FOR_TESTS: [Self; 7] = [
        Self::Chromium,
        Self::ChromeDriver,
        Self::Postfix,
        Self::Dovecot,
        Self::OpenSsl,
        Self::Nginx,
        Self::Faketime,
    ];

    /// Its name for people.
    fn name(self) -> &'static str {
        match self {
            Self::Chromium => "Chromium",
            Self::ChromeDriver => "ChromeDriver",
            Self::Postfix => "Postfix",
            Self::Dovecot => "Dovecot",
            Self::OpenSsl => "OpenSSL",
            Self::Nginx => "nginx",
            Self::Faketime => "faketime",
            Self::Clang => "clang that makes wasm",
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
            Self::Nginx => &["nginx", "/usr/sbin/nginx"],
            Self::Faketime => &["faketime"],
            Self::Clang => &["clang"],
        }
    }

    /// The service that its package would have the system start from its next start on.
    const fn service(self) -> Option<&'static str> {
        match self {
            Self::Dovecot => Some("dovecot"),
            Self::Nginx => Some("nginx"),
            _ => None,
        }
    }

    fn find(self, workspace: &Workspace) -> Option<PathBuf> {
        let found = programs::find(self.programs());
        if self == Self::Clang {
            // Whoever names a compiler of wasm to the crates that ask for one knows better; and Apple's makes none.
            let named = env::var_os(WASM_COMPILER).map(PathBuf::from);
            return named.or_else(|| found.filter(|clang| makes_wasm(workspace, clang)));
        }
        found
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
    /// What operators put in front of the bridge.
    pub(crate) nginx: PathBuf,
    /// What sets the clock of one program.
    pub(crate) faketime: PathBuf,
}

/// Where the crate `cc` looks for the compiler of C for the page.
const WASM_COMPILER: &str = "CC_wasm32_unknown_unknown";

/// Whether a clang knows the page's machine.
fn makes_wasm(workspace: &Workspace, clang: &Path) -> bool {
    Child::new(workspace, clang)
        .argument("--print-targets")
        .answer()
        .is_some_and(|targets| targets.contains("wasm32"))
}

/// Provides the C compiler that the page is built with.
pub(crate) fn provide_compiler(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    provide_all(workspace, progress, &[Package::Clang], PAGE)
}

/// Provides all packages for the tests: installs them where we may (root on Debian or Ubuntu), and otherwise says
/// which are missing and by which command they come.
pub(crate) fn provide(workspace: &Workspace, progress: &mut Progress) -> Result<Packages> {
    provide_all(workspace, progress, &Package::FOR_TESTS, TESTS)?;
    let found = |package: Package| {
        let program = package
            .find(workspace)
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
        nginx: found(Package::Nginx)?,
        faketime: found(Package::Faketime)?,
    })
}

/// Who needs packages, to be read between what is missing and `it` or `them`.
const TESTS: &str = "the tests need";
const PAGE: &str = "the page is built with";

fn provide_all(
    workspace: &Workspace,
    progress: &mut Progress,
    wanted: &[Package],
    why: &str,
) -> Result<()> {
    let missing: Vec<Package> = wanted
        .iter()
        .copied()
        .filter(|package| package.find(workspace).is_none())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let machine = Machine::read(workspace);
    if !machine.may_install() {
        bail!("{}", sentence::missing(&missing, &machine, why));
    }
    let names: Vec<&str> = missing.iter().map(|package| package.name()).collect();
    let title = format!("Install {}", names.join(", "));
    let note = "This may take 2 minutes, and only the first time.";
    progress.long_step(&title, note, || install(workspace, &machine, &missing))
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
    .run()?;
    for service in missing.iter().filter_map(|package| package.service()) {
        // Where there is no systemd, as in a container, nothing starts it either.
        let _ = Child::of_line(workspace, "systemctl disable --quiet")
            .argument(service)
            .answer();
    }
    Ok(())
}
