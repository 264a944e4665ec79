//! Which system this is, as far as installing packages goes.

use std::fs;

use super::Package;
use crate::{child::Child, programs, workspace::Workspace};

/// The system's package manager.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manager {
    /// Debian.
    Debian,
    /// Ubuntu, whose browser packages have other names.
    Ubuntu,
    /// Fedora and its kin.
    Dnf,
    /// Arch and its kin.
    Pacman,
    /// macOS with Homebrew.
    Brew,
}

/// The facts that decide between installing and asking.
pub(super) struct Machine {
    /// How packages are installed; none if we do not know how.
    pub(super) manager: Option<Manager>,
    /// Whether we run as root.
    pub(super) is_root: bool,
}

impl Machine {
    /// Looks around.
    pub(super) fn read(workspace: &Workspace) -> Self {
        let is_root = Child::of_line(workspace, "id -u")
            .answer()
            .is_some_and(|user| user.trim() == "0");
        let release = fs::read_to_string("/etc/os-release").unwrap_or_default();
        let has = |program: &str| programs::find(&[program]).is_some();
        Self {
            manager: manager(&release, has),
            is_root,
        }
    }

    /// Whether we install packages ourselves. Elsewhere that is the user's decision.
    pub(super) fn may_install(&self) -> bool {
        self.is_root && matches!(self.manager, Some(Manager::Debian | Manager::Ubuntu))
    }

    /// What the package is called here.
    pub(super) fn package_name(&self, package: Package) -> &'static str {
        match (self.manager, package) {
            (Some(Manager::Ubuntu), Package::Chromium) => "chromium-browser",
            (Some(Manager::Ubuntu), Package::ChromeDriver) => "chromium-chromedriver",
            (Some(Manager::Debian), Package::ChromeDriver) => "chromium-driver",
            // Arch has the driver in the browser's package.
            (Some(Manager::Pacman), Package::ChromeDriver) => "chromium",
            (_, Package::ChromeDriver) => "chromedriver",
            (_, Package::Chromium) => "chromium",
            (_, Package::Postfix) => "postfix",
            (Some(Manager::Debian | Manager::Ubuntu), Package::Dovecot) => "dovecot-core",
            (_, Package::Dovecot) => "dovecot",
            (_, Package::OpenSsl) => "openssl",
            (_, Package::Nginx) => "nginx",
            (Some(Manager::Debian | Manager::Ubuntu), Package::Faketime) => "faketime",
            (_, Package::Faketime) => "libfaketime",
            // Homebrew's makes wasm; the one that comes with macOS does not.
            (Some(Manager::Brew), Package::Clang) => "llvm",
            (_, Package::Clang) => "clang",
        }
    }
}

/// The package manager of the system that `release` (the text of `/etc/os-release`) describes.
fn manager(release: &str, has: impl Fn(&str) -> bool) -> Option<Manager> {
    let is = |name: &str| {
        release
            .lines()
            .filter_map(|line| {
                line.strip_prefix("ID=")
                    .or_else(|| line.strip_prefix("ID_LIKE="))
            })
            .any(|names| {
                names
                    .trim_matches('"')
                    .split(' ')
                    .any(|found| found == name)
            })
    };
    if has("apt-get") && is("ubuntu") {
        Some(Manager::Ubuntu)
    } else if has("apt-get") {
        Some(Manager::Debian)
    } else if has("dnf") {
        Some(Manager::Dnf)
    } else if has("pacman") {
        Some(Manager::Pacman)
    } else if has("brew") {
        Some(Manager::Brew)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn systems_are_told_apart() {
        for (release, program, expected) in [
            (
                "PRETTY_NAME=\"Debian GNU/Linux 12\"\nID=debian\n",
                "apt-get",
                Some(Manager::Debian),
            ),
            (
                "ID=ubuntu\nID_LIKE=debian\n",
                "apt-get",
                Some(Manager::Ubuntu),
            ),
            (
                "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
                "apt-get",
                Some(Manager::Ubuntu),
            ),
            ("ID=fedora\n", "dnf", Some(Manager::Dnf)),
            ("ID=arch\n", "pacman", Some(Manager::Pacman)),
            ("", "brew", Some(Manager::Brew)),
            ("ID=nixos\n", "nix", None),
        ] {
            assert_eq!(
                manager(release, |name| name == program),
                expected,
                "{release}"
            );
        }
    }

    #[test]
    fn only_root_on_debian_or_ubuntu_installs() {
        for (manager, is_root, may_install) in [
            (Some(Manager::Debian), true, true),
            (Some(Manager::Ubuntu), true, true),
            (Some(Manager::Debian), false, false),
            (Some(Manager::Dnf), true, false),
            (Some(Manager::Brew), false, false),
            (None, true, false),
        ] {
            assert_eq!(
                Machine { manager, is_root }.may_install(),
                may_install,
                "{manager:?} {is_root}"
            );
        }
    }
}
