//! `cargo xtask test`: every check and every test, in the order of what they cost.

use anyhow::{Result, ensure};

use crate::{
    bench, build, child::Child, fuzz, packages::Packages, profile::Profile, profiled,
    progress::Progress, rust::PAGE_TARGET, setup, size, soak, workspace::Workspace,
};

/// Sets up, then runs all steps and stops at the first that fails.
pub(crate) fn test(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let packages = setup::for_tests(workspace, progress)?;
    check_sources(workspace, progress)?;
    check_crates(workspace, progress)?;
    test_natively(workspace, progress)?;
    fuzz::short(workspace, progress)?;
    test_in_browser(workspace, progress, &packages)?;
    build::page(workspace, progress)?;
    progress.step("Sizes of the page", || size::size(workspace))?;
    test_end_to_end(workspace, progress, &packages)?;
    soak::short(workspace, progress)?;
    profiled::train_shortly(workspace, progress)?;
    bench::weigh(workspace, progress)?;
    progress.summary();
    println!("\nAll checks and tests passed.");
    Ok(())
}

fn check_sources(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let run = |line: &str| Child::of_line(workspace, line).run();
    progress.step("Format of the sources", || run("cargo fmt --all --check"))?;
    progress.step("Lints, native", || {
        run("cargo clippy --workspace --exclude ehlo-frontend --all-targets -- -D warnings")
    })?;
    progress.step("Lints, page", || {
        run(&format!(
            "cargo clippy -p ehlo-frontend --all-targets --target {PAGE_TARGET} -- -D warnings"
        ))
    })?;
    progress.step("Documentation", || {
        Child::of_line(
            workspace,
            "cargo doc --workspace --exclude ehlo-frontend --no-deps --document-private-items",
        )
        .environment("RUSTDOCFLAGS", "-D warnings")
        .run()
    })
}

fn check_crates(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    let run = |line: &str| Child::of_line(workspace, line).run();
    progress.step("Licences, sources and bans of crates", || {
        run("cargo deny --offline check bans licenses sources")
    })?;
    progress.step("Advisories on crates", || {
        if let Err(error) = run("cargo deny fetch db") {
            println!("   NOT CHECKED: the database of advisories cannot be had here ({error:#}).");
            return Ok(());
        }
        run("cargo deny --offline check advisories")
    })
}

fn test_natively(workspace: &Workspace, progress: &mut Progress) -> Result<()> {
    progress.step("Unit tests, native", || {
        Child::of_line(workspace, "cargo test --workspace --exclude e2e").run()
    })
}

/// The protocol must be the same SMTP in the tab as it is here; the page's components need a browser.
fn test_in_browser(
    workspace: &Workspace,
    progress: &mut Progress,
    packages: &Packages,
) -> Result<()> {
    progress.step("Tests of the protocol, in the browser", || {
        run_in_browser(workspace, packages, "cargo test -p ehlo-protocol")
    })?;
    if workspace.root().join("frontend/tests").exists() {
        progress.step("Tests of the page, in the browser", || {
            run_in_browser(workspace, packages, "cargo test -p ehlo-frontend")
        })?;
    }
    Ok(())
}

/// Runs a line of cargo, such as `cargo test`, whose tests a browser runs.
pub(crate) fn run_in_browser(workspace: &Workspace, packages: &Packages, line: &str) -> Result<()> {
    let mut passed = 0;
    Child::of_line(workspace, line)
        .argument("--target")
        .argument(PAGE_TARGET)
        .environment(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            "wasm-bindgen-test-runner",
        )
        .environment("WASM_BINDGEN_USE_BROWSER", "1")
        .environment(
            "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
            workspace.root().join("xtask/webdriver.json"),
        )
        .environment("CHROMEDRIVER", &packages.chromedriver)
        .run_reading(|line| passed += tests_passed(line))?;
    // The runner is content with a program that has no tests.
    ensure!(
        passed > 0,
        "`{line}` ran no test in the browser; mark tests for it with `wasm_bindgen_test`"
    );
    Ok(())
}

/// The number in `test result: ok. 12 passed; 0 failed; ...`.
fn tests_passed(line: &str) -> usize {
    let count = || {
        line.trim()
            .strip_prefix("test result: ok. ")?
            .split_once(" passed")?
            .0
            .parse()
            .ok()
    };
    count().unwrap_or(0)
}

fn test_end_to_end(
    workspace: &Workspace,
    progress: &mut Progress,
    packages: &Packages,
) -> Result<()> {
    let program = build::program(workspace, progress, Profile::Development)?;
    progress.step("End-to-end tests: browser, bridge, mail server", || {
        Child::of_line(workspace, "cargo test -p e2e")
            .environment("EHLO_PROGRAM", &program)
            .environment("EHLO_CHROMIUM", &packages.chromium)
            .environment("EHLO_CHROMEDRIVER", &packages.chromedriver)
            .environment("EHLO_POSTFIX", &packages.postfix)
            .environment("EHLO_DOVECOT", &packages.dovecot)
            .environment("EHLO_OPENSSL", &packages.openssl)
            .environment("EHLO_NGINX", &packages.nginx)
            .environment("EHLO_FAKETIME", &packages.faketime)
            .run()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passed_tests_are_counted() {
        for (line, passed) in [
            (
                "test result: ok. 12 passed; 0 failed; 0 ignored; 0 filtered out",
                12,
            ),
            ("    test result: ok. 3 passed; 0 failed", 3),
            ("test result: FAILED. 12 passed; 1 failed", 0),
            ("no tests to run!", 0),
        ] {
            assert_eq!(tests_passed(line), passed, "{line}");
        }
    }
}
