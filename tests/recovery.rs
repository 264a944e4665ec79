//! The page crashes, is loaded anew, or finds no room to store anything (fault F25): it recovers, and others go on.

use e2e::browser::browse;
use e2e::http;
use e2e::page::Page;
use e2e::program::Program;
use e2e::server::{Behaviour, Server};
use e2e::texts::text;
use e2e::tunnel::Tunnel;

/// More lines than are said here.
const MANY: usize = 1000;

/// Takes from the page what it draws with: it cannot go on.
const BREAK: &str = "Node.prototype.insertBefore = Node.prototype.appendChild = () => { throw new Error('broken on purpose'); }";

/// No store takes anything any more, as where a disk or a quota is full.
const FULL: &str = "const full = () => { throw new DOMException('full', 'QuotaExceededError'); }; \
    Storage.prototype.setItem = full; IDBFactory.prototype.open = full; CacheStorage.prototype.open = full; \
    Object.defineProperty(document, 'cookie', { set: full, get: () => '' });";

/// Keeps the workers that the page starts where the test can reach them.
const WATCH_WORKERS: &str = "window.__workers = []; window.Worker = class extends Worker { \
    constructor(...given) { super(...given); window.__workers.push(this); } }";

/// The worker of the session ends as one that trapped does: it says nothing any more, and the browser tells the page.
const TRAP: &str =
    "window.__workers[0].terminate(); window.__workers[0].dispatchEvent(new Event('error'))";

/// The sessions that the bridge holds.
fn held(program: &Program) -> String {
    let metrics = http::get(program.port(), "/metrics").text();
    let line = metrics
        .lines()
        .find_map(|line| line.strip_prefix("ehlo_sessions_open "));
    line.unwrap_or_default().to_owned()
}

#[test]
fn a_page_that_is_loaded_anew_or_breaks_frees_its_place_and_others_go_on() {
    let server = Server::start(Behaviour::ClosesAfter(MANY));
    let program = Program::start(&["--allow-target", &server.target()]);
    // Another client of the same bridge.
    let mut other = Tunnel::greeted(&program, server.port());
    browse("recovery", program.address(), |page| {
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");
        assert_eq!(held(&program), "2");
        page.run("location.reload()", &[]);
        page.wait_for("the place to be free", |_| held(&program) == "1");
        other.lives("while the page is loaded anew");
        // It begins as it always does, and connects to nothing by itself.
        page.wait_for("the greeting of the simulation", |page| {
            page.has("textbox", "Command") && page.replies("220") > 0
        });
        assert_eq!(held(&program), "1");
        // The token is still there: in the address, and nowhere else.
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange("EHLO me.example", "250");

        for words in ["broken on purpose", "panicked", "failed to", "unreachable"] {
            page.tolerate(words);
        }
        page.run(BREAK, &[]);
        page.type_into("Command", "NOOP ");
        let report = text("page-crash.transcript");
        page.wait_for("the report", |page| page.value(&report).is_some());
        other.lives("while the page is broken");
        page.run("location.reload()", &[]);
        page.wait_for("the place to be free", |_| held(&program) == "1");
        page.wait_for("the greeting of the simulation", |page| {
            page.has("textbox", "Command") && page.replies("220") > 0
        });
        page.exchange("EHLO me.example", "250");
    });
    other.lives("after it all");
}

#[test]
fn without_room_to_store_anything_the_page_works() {
    let program = Program::start(&[]);
    browse("recovery-full", program.address(), |page| {
        page.run(FULL, &[]);
        page.and_is_greeted(Page::connect_to_sandbox);
        page.start_tls();
        page.exchange("MAIL FROM:<ann@example.org>", "250");
        page.exchange("RCPT TO:<bob@example.net>", "250");
        page.exchange("DATA", "354");
        page.write_message_and_dot(&["Subject: no room", "", "hello"]);
        page.exchange("QUIT", "221");
        let shown = page.read_mail("no room");
        assert!(shown.contains("hello"), "{shown}");
    });
}

#[test]
fn a_worker_that_dies_ends_its_session_with_its_name_and_the_next_one_works() {
    let program = Program::start(&[]);
    browse("recovery-worker", program.address(), |page| {
        page.run(WATCH_WORKERS, &[]);
        page.and_is_greeted(Page::connect_to_sandbox);
        page.start_tls();
        page.shows("TLS 1.3");
        page.run(TRAP, &[]);
        page.shows(&text("page-end-tls-no-worker"));
        page.shows(&text("page-end-tls-no-worker.next"));
        page.shows_in("log", "Transcript", "STARTTLS");
        page.and_is_greeted(Page::connect_to_sandbox);
        page.start_tls();
        page.exchange("NOOP", "250");
    });
}
