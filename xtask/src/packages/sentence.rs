//! What to say when packages are missing and we may not install them.

use super::{
    Package, WASM_COMPILER,
    machine::{Machine, Manager},
};

/// Names what is missing and the command that brings it.
pub(super) fn missing(packages: &[Package], machine: &Machine, why: &str) -> String {
    let names = joined(
        &packages
            .iter()
            .map(|package| package.name())
            .collect::<Vec<_>>(),
    );
    let verb = if packages.len() == 1 { "is" } else { "are" };
    let command = command(packages, machine).unwrap_or_else(|| {
        let needed: Vec<&str> = packages
            .iter()
            .flat_map(|package| package.programs().first())
            .copied()
            .collect();
        format!(
            "install them as your system does, so that PATH has {}",
            joined(&needed)
        )
    });
    format!(
        "{names} {verb} missing, and {why} {}.\n  {command}",
        pronoun(packages)
    )
}

fn command(packages: &[Package], machine: &Machine) -> Option<String> {
    let mut names: Vec<&str> = packages
        .iter()
        .map(|package| machine.package_name(*package))
        .collect();
    names.dedup();
    let names = names.join(" ");
    Some(match machine.manager? {
        Manager::Debian | Manager::Ubuntu => {
            format!("sudo apt-get update && sudo apt-get install --no-install-recommends {names}")
        }
        Manager::Dnf => format!("sudo dnf install {names}"),
        Manager::Pacman => format!("sudo pacman -S {names}"),
        Manager::Brew if packages.contains(&Package::Clang) => format!(
            "brew install {names} && export {WASM_COMPILER}=\"$(brew --prefix llvm)/bin/clang\""
        ),
        Manager::Brew => format!("brew install {names}"),
    })
}

fn pronoun(packages: &[Package]) -> &'static str {
    if packages.len() == 1 { "it" } else { "them" }
}

/// `A`, `A and B`, `A, B and C`.
fn joined(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use crate::packages::{PAGE, TESTS};

    fn sentence(packages: &[Package], manager: Option<Manager>) -> String {
        let machine = Machine {
            manager,
            is_root: false,
        };
        missing(packages, &machine, TESTS)
    }

    #[test]
    fn each_system_has_its_command() {
        for (manager, command) in [
            (
                Manager::Debian,
                "sudo apt-get update && sudo apt-get install --no-install-recommends chromium chromium-driver postfix \
                 dovecot-core openssl nginx faketime",
            ),
            (
                Manager::Ubuntu,
                "sudo apt-get update && sudo apt-get install --no-install-recommends chromium-browser \
                 chromium-chromedriver postfix dovecot-core openssl nginx faketime",
            ),
            (
                Manager::Dnf,
                "sudo dnf install chromium chromedriver postfix dovecot openssl nginx libfaketime",
            ),
            (
                Manager::Pacman,
                "sudo pacman -S chromium postfix dovecot openssl nginx libfaketime",
            ),
            (
                Manager::Brew,
                "brew install chromium chromedriver postfix dovecot openssl nginx libfaketime",
            ),
        ] {
            assert_eq!(
                sentence(&Package::FOR_TESTS, Some(manager)),
                format!(
                    "Chromium, ChromeDriver, Postfix, Dovecot, OpenSSL, nginx and faketime are missing, and the tests \
                     need them.\n  {command}"
                )
            );
        }
    }

    #[test]
    fn only_what_is_missing_is_named() {
        assert_eq!(
            sentence(&[Package::Postfix], Some(Manager::Dnf)),
            "Postfix is missing, and the tests need it.\n  sudo dnf install postfix"
        );
        assert_eq!(
            sentence(&[Package::ChromeDriver], Some(Manager::Pacman)),
            "ChromeDriver is missing, and the tests need it.\n  sudo pacman -S chromium"
        );
    }

    #[test]
    fn the_page_needs_its_compiler() {
        let sentence = |manager| {
            let machine = Machine {
                manager,
                is_root: false,
            };
            missing(&[Package::Clang], &machine, PAGE)
        };
        assert_eq!(
            sentence(Some(Manager::Debian)),
            "clang that makes wasm is missing, and the page is built with it.\n  \
             sudo apt-get update && sudo apt-get install --no-install-recommends clang"
        );
        assert_eq!(
            sentence(Some(Manager::Brew)),
            "clang that makes wasm is missing, and the page is built with it.\n  \
             brew install llvm && export CC_wasm32_unknown_unknown=\"$(brew --prefix llvm)/bin/clang\""
        );
        assert!(sentence(None).ends_with("so that PATH has clang"));
    }

    #[test]
    fn an_unknown_system_is_told_the_names_of_the_programs() {
        assert_eq!(
            sentence(&[Package::Chromium, Package::Postfix], None),
            "Chromium and Postfix are missing, and the tests need them.\n  \
             install them as your system does, so that PATH has chromium and postfix"
        );
    }
}
