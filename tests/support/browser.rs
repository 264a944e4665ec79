//! A real Chromium without a window on the screen, with a profile of its own.

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::{Command, Stdio};

use serde_json::json;
use tempfile::TempDir;

use crate::child::{Group, Output};
use crate::page::Page;
use crate::screenshot;
use crate::wait::PATIENCE;
use crate::webdriver::Session;

/// How to get what is missing.
const MISSING: &str = "Chromium is missing. `cargo xtask test` installs it; by hand: apt-get install chromium chromium-driver";

/// Where the programs are, when PATH does not lead to them: `cargo xtask test` sets both.
const DRIVER_VARIABLE: &str = "EHLO_CHROMEDRIVER";
const BROWSER_VARIABLE: &str = "EHLO_CHROMIUM";

/// How Chromium is started: without a screen, as root, and without a word to anybody outside this machine.
const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-breakpad",
    "--force-color-profile=srgb",
    "--lang=en",
    // A wide window, unless a journey asks for another one.
    "--window-size=1440,900",
    // Whatever the page tried to fetch from outside would fail here, and be seen in the console.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

/// A browser and its driver. Both end when dropped.
struct Browser {
    session: Session,
    _driver: Group,
    // Dropped last: Chromium writes into it until it ends.
    _profile: TempDir,
}

impl Browser {
    fn start() -> Self {
        let mut command =
            Command::new(env::var_os(DRIVER_VARIABLE).unwrap_or_else(|| "chromedriver".into()));
        command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut driver = Group::start(&mut command, MISSING);
        let output = Output::of(
            driver
                .leader()
                .stdout
                .take()
                .expect("standard output is piped"),
        );
        let port = output.wait_for(PATIENCE, |line| {
            line.split_once("started successfully on port ")?
                .1
                .trim_end()
                .trim_end_matches('.')
                .parse()
                .ok()
        });
        let port = port.unwrap_or_else(|| panic!("chromedriver did not start:\n{}", output.text()));
        let profile = tempfile::Builder::new()
            .prefix("ehlo-chromium-")
            .tempdir()
            .expect("a temporary directory");
        let mut flags: Vec<String> = FLAGS.iter().map(|&flag| flag.to_owned()).collect();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let mut options = json!({ "args": flags });
        // Without it chromedriver looks in the usual places.
        if let Ok(chromium) = env::var(BROWSER_VARIABLE) {
            options["binary"] = json!(chromium);
        }
        let capabilities = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let session = Session::open(port, &capabilities).unwrap_or_else(|failure| {
            panic!("Chromium did not start: {}\n{MISSING}", failure.message)
        });
        Self {
            session,
            _driver: driver,
            _profile: profile,
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.session.close();
    }
}

/// Opens an address in a fresh browser and plays `journey` in it.
///
/// When the journey fails, it leaves a picture (`target/screenshots/failed-<name>.png`), the page's text and the
/// console's. When it succeeds, the console must be clean: an error there, a violation of the Content-Security-Policy
/// above all, fails the test.
pub fn browse(name: &str, address: &str, journey: impl FnOnce(&Page<'_>)) {
    screenshot::remove(&failed(name));
    let browser = Browser::start();
    let page = Page::open(&browser.session, name, address);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        journey(&page);
        page.check_console();
    }));
    if let Err(panic) = outcome {
        page.report(&failed(name));
        resume_unwind(panic);
    }
}

/// The name of the picture of a failed journey.
fn failed(name: &str) -> String {
    format!("failed-{name}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::webdriver::key;

    /// A page with what pages have, and a policy.
    const SAMPLE: &str = "data:text/html,<!doctype html><meta http-equiv='Content-Security-Policy' \
        content=\"default-src 'none'\"><title>sample</title><fieldset><legend>Server</legend>\
        <label><input type=radio name=s> Simulation</label></fieldset>\
        <label for=c>Command</label><input id=c><button aria-label=Send>%3E</button>\
        <button hidden>Gone</button><div role=log aria-label=Transcript><b class=code>250</b> ok <i>250 ms</i></div>";

    #[test]
    fn things_are_found_by_role_and_name_and_used() {
        browse("support-names", SAMPLE, |page| {
            assert!(
                page.has("group", "Server")
                    && page.has("button", "Send")
                    && !page.has("button", "Gone")
            );
            page.click("radio", "Simulation");
            assert!(page.is_chosen("radio", "Simulation"));
            page.fill("Command", "NOOP");
            page.fill("Command", "EHLO me.example");
            page.press(key::LEFT);
            page.type_blind("!");
            assert!(page.holds("Command", "EHLO me.exampl!e"));
            assert_eq!(page.replies("250"), 1);
        });
    }

    #[test]
    #[should_panic(expected = "the console complains")]
    fn a_violation_of_the_policy_fails_the_journey() {
        browse("support-violation", SAMPLE, |page| {
            page.run("const image = new Image(); image.src = 'http://127.0.0.1:9/'; document.body.append(image)", &[]);
            page.wait_for("the violation", |page| {
                page.run("return window.__violations.length", &[]) != 0
            });
        });
    }

    #[test]
    fn what_is_hard_to_read_or_too_wide_is_found() {
        let sample = "data:text/html,<!doctype html><body style='background:rgb(255,255,255)'>\
            <p style='color:rgb(118,118,118)'>just enough</p>\
            <p style='color:rgb(120,120,120)'>not enough</p>\
            <p style='color:rgba(0,0,0,.3)'>let through</p>\
            <div style='overflow-x:auto'><div style='width:5000px'>scrolls by itself</div></div>\
            <i id=wide style='display:none'><b style='display:block;width:5000px'>wide</b></i>";
        browse("support-looks", sample, |page| {
            page.check_width();
            page.run(
                "document.getElementById('wide').style.display = 'block'",
                &[],
            );
            let wide = catch_unwind(AssertUnwindSafe(|| page.check_width()));
            assert!(wide.is_err(), "what is too wide is seen");
            let faults = page.low_contrasts();
            assert_eq!(faults.len(), 2, "{faults:?}");
            assert!(
                faults[0].ends_with("not enough") && faults[1].ends_with("let through"),
                "{faults:?}"
            );
        });
    }
}
