//! What of the page is loaded later: when it comes, and what is said when it does not.

use e2e::browser::browse;
use e2e::files::Host;
use e2e::page::Page;
use e2e::program::Program;
use e2e::texts::text;

/// How long the page leaves the network to its first conversation, in milliseconds: less than it says of itself.
const PAUSE_MS: f64 = 1_000.0;

fn greeted(page: &Page<'_>) {
    page.tolerate("/limits");
    page.wait_for("the greeting", |page| page.replies("220") > 0);
}

#[test]
fn the_first_conversation_waits_for_the_page_alone() {
    let host = Host::start();
    browse("annexes-start", &host.address(), |page| {
        greeted(page);
        page.waits_for_annexes();
        let loaded = page.loaded_wasm();
        let (first, later) = loaded.split_first().expect("the page's wasm");
        assert!(first.name.starts_with("page-"), "{loaded:?}");
        for annex in later {
            assert!(annex.name.starts_with("annex-"), "{loaded:?}");
            assert!(annex.asked_ms > first.came_ms + PAUSE_MS, "{loaded:?}");
            for unused in ["annex-tls-", "annex-bridge-"] {
                assert!(!annex.name.starts_with(unused), "{loaded:?}");
            }
        }
    });
}

#[test]
fn what_is_needed_at_once_does_not_wait_for_its_turn() {
    let program = Program::start(&[]);
    browse("annexes-bridge", program.address(), |page| {
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.exchange("EHLO me.example", "250");
        page.wait_for("the message editor, ahead of its need", |page| {
            page.loaded_wasm()
                .iter()
                .any(|file| file.name.starts_with("annex-message-"))
        });
        let loaded = page.loaded_wasm();
        assert!(
            loaded
                .iter()
                .any(|file| file.name.starts_with("annex-bridge-")),
            "a bridge answers: {loaded:?}"
        );
        assert!(
            !loaded
                .iter()
                .any(|file| file.name.starts_with("tls-worker")),
            "nobody said STARTTLS: {loaded:?}"
        );
    });
}

#[test]
fn an_annex_that_does_not_come_is_named_and_can_be_asked_for_again() {
    let host = Host::withholding("annex-sign-in");
    browse("annexes-missing", &host.address(), |page| {
        greeted(page);
        page.tolerate("annex-sign-in");
        page.start_tls();
        page.fill("Command", "NOOP typed before");
        page.click("button", "Sign in");
        page.shows(&text("page-awaited-sign-in"));
        page.shows(&text("page-awaited.kept"));
        assert!(
            page.holds("Command", "NOOP typed before"),
            "nothing is lost"
        );

        // Still not there: the same is said again.
        page.click("button", &text("page-awaited-again"));
        page.shows(&text("page-awaited-sign-in"));

        host.give_all();
        page.click("button", &text("page-awaited-again"));
        page.find("region", "Sign in");
        page.build_sign_in("PLAIN", "ann", "secret");
        page.click("button", "Sign in to the end");
        page.wait_for("235", |page| page.replies("235") == 1);
    });
}

#[test]
fn auth_by_hand_is_answered_when_signing_in_does_not_come() {
    let host = Host::withholding("annex-sign-in");
    browse("annexes-by-hand", &host.address(), |page| {
        greeted(page);
        page.tolerate("annex-sign-in");
        page.start_tls();
        page.exchange("AUTH PLAIN AGFubgBzZWNyZXQ=", "454");
        host.give_all();
        page.exchange("AUTH PLAIN AGFubgBzZWNyZXQ=", "235");
    });
}

#[test]
fn a_view_that_does_not_come_says_so_in_its_place_and_can_be_left() {
    let host = Host::withholding("annex-tls");
    browse("annexes-view", &host.address(), |page| {
        greeted(page);
        page.tolerate("annex-tls");
        page.start_tls();
        page.click("button", "Certificate");
        let dialog = text("page-awaited");
        page.shows_in("dialog", &dialog, &text("page-awaited-tls"));
        page.click("button", "Close");
        page.wait_for("the dialog to go", |page| !page.has("dialog", &dialog));
        page.exchange("NOOP", "250");

        page.click("button", "Certificate");
        page.shows_in("dialog", &dialog, &text("page-awaited-tls"));
        host.give_all();
        page.click("button", &text("page-awaited-again"));
        page.shows_in("dialog", "Certificate", &text("page-certificate.model"));
    });
}

#[test]
fn without_its_annex_tls_ends_the_session_and_nothing_goes_out_in_clear() {
    let program = Program::start(&[]);
    browse("annexes-tls", program.address(), |page| {
        page.tolerate("annex-tls");
        page.block(&["*annex-tls*"]);
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");
        page.say("STARTTLS");
        page.shows(&text("page-end-tls-no-worker"));

        page.click("checkbox", "TLS from the start");
        page.connect();
        page.shows(&text("page-end-tls-no-worker"));
        assert_eq!(page.replies("220"), 0, "{}", page.transcript());

        page.block(&[]);
        page.and_is_greeted(Page::connect);
        page.shows("TLS 1.3");
        page.exchange("EHLO me.example", "250");
    });
}

#[test]
fn a_bridge_is_not_denied_where_the_annex_that_talks_to_it_does_not_come() {
    let program = Program::start(&[]);
    browse("annexes-tunnel", program.address(), |page| {
        page.tolerate("annex-bridge");
        page.block(&["*annex-bridge*"]);
        page.go("about:blank");
        page.go(program.address());
        page.wait_for("the greeting", |page| page.replies("220") > 0);
        page.click("radio", "Sandbox");
        let notice = text("page-bridge");
        page.shows_in("region", &notice, &text("page-awaited-bridge"));
        page.shows_in("region", &notice, &text("page-awaited.kept"));
        page.exchange("EHLO me.example", "250");
        page.click("button", "Connect");
        page.shows(&text("page-end-unspoken"));
        assert!(!page.text().contains(&text("page-bridge-missing")));

        // Still not there: the same is said again.
        page.click("button", &text("page-awaited-again"));
        page.shows_in("region", &notice, &text("page-awaited-bridge"));

        page.block(&[]);
        page.click("button", &text("page-awaited-again"));
        page.wait_for("the notice to go", |page| !page.has("region", &notice));
        page.and_is_greeted(|page| page.click("button", "Connect again"));
        page.exchange("EHLO me.example", "250");
    });
}
