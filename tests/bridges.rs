//! A page on a static host, and bridges of other origins: one that lets it in, one that does not.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::text;

/// How long nothing must happen for it to count as nothing: a page that connects by itself does so at once.
const QUIET: &str = "return new Promise((tell) => setTimeout(() => tell(performance.getEntriesByType('resource') \
    .map((entry) => entry.name).filter((name) => name.includes(arguments[0])).length), 500));";

/// The address of the page with a bridge and its token in the fragment.
fn link(host: &Host, program: &Program) -> String {
    format!(
        "{}#bridge=ws://127.0.0.1:{}&token={}",
        host.address(),
        program.port(),
        program.token()
    )
}

/// The address of a page without its path.
fn origin(address: &str) -> &str {
    address.trim_end_matches('/')
}

#[test]
fn a_page_elsewhere_uses_the_bridge_that_its_link_names_once_the_user_agrees() {
    let host = Host::start();
    let friendly = Program::start(&["--allow-origin", origin(&host.address())]);
    let address = link(&host, &friendly);
    browse("bridge-elsewhere", &address, |page| {
        // The page asks its own host for a bridge first, and there is none.
        page.tolerate("/limits");
        page.shows(&text("page-bridge-asked"));
        page.shows(&format!("ws://127.0.0.1:{}", friendly.port()));
        let bridge = format!("127.0.0.1:{}/", friendly.port());
        let contacts = page.run(QUIET, &[bridge.as_str().into()]);
        assert_eq!(contacts, 0, "the bridge was asked before the user was");
        assert!(!friendly.log().contains("session"), "{}", friendly.log());
        page.photograph("bridge-question");
        page.click("button", &text("page-bridge-agree"));
        page.wait_for("the question to go", |page| {
            !page.has("button", &text("page-bridge-agree"))
        });
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");
        page.exchange("QUIT", "221");
        page.click("button", &text("page-bridge-words"));
        page.shows(&text("page-bridge-elsewhere"));
        page.shows(&text("page-bridge-words.trust"));
        page.photograph("bridge-words");
    });
    assert!(
        friendly.log().contains("session ends"),
        "{}",
        friendly.log()
    );
}

#[test]
fn a_bridge_that_does_not_know_the_page_is_of_no_use_to_it() {
    let host = Host::start();
    let strange = Program::start(&[]);
    browse("bridge-strange", &link(&host, &strange), |page| {
        page.tolerate("/limits");
        page.click("button", &text("page-bridge-agree"));
        page.click("radio", "Sandbox");
        page.shows(&text("page-bridge-missing"));
        page.connect();
        page.shows(&text("page-end-no-bridge"));
    });
    assert!(
        !strange.log().contains("session begins"),
        "{}",
        strange.log()
    );
}

#[test]
fn who_does_without_the_bridge_of_a_link_is_not_asked_again_and_nothing_is_contacted() {
    let host = Host::start();
    let friendly = Program::start(&["--allow-origin", origin(&host.address())]);
    browse("bridge-declined", &link(&host, &friendly), |page| {
        page.tolerate("/limits");
        page.click("button", &text("page-bridge-decline"));
        page.wait_for("the question to go", |page| {
            !page.has("button", &text("page-bridge-agree"))
        });
        page.exchange("EHLO me.example", "250");
        let bridge = format!("127.0.0.1:{}/", friendly.port());
        assert_eq!(page.run(QUIET, &[bridge.as_str().into()]), 0);
    });
}

#[test]
fn a_page_that_a_bridge_serves_uses_that_bridge_whatever_its_link_names() {
    let own = Program::start(&[]);
    let other = Program::start(&["--allow-origin", own.origin()]);
    let address = format!(
        "{}/#token={}&bridge=ws://127.0.0.1:{}",
        own.origin(),
        own.token(),
        other.port()
    );
    browse("bridge-own", &address, |page| {
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");
        assert!(!page.has("button", &text("page-bridge-agree")));
        // Not even a script of the page could: the policy that the bridge sends with it names its own origin alone.
        let other = format!("http://127.0.0.1:{}/limits", other.port());
        let outcome = page.run(
            "return fetch(arguments[0]).then(() => 'answered', () => 'failed')",
            &[other.as_str().into()],
        );
        assert_eq!(outcome, "failed");
        page.tolerate("/limits");
        let violations = page.run_string(
            "const found = String(window.__violations); window.__violations = []; return found",
            &[],
        );
        assert!(violations.contains("connect-src"), "{violations}");
    });
    assert!(!other.log().contains("session begins"), "{}", other.log());
}
