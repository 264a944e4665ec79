//! What goes wrong with servers, networks and bridges: the page names the cause and the next step, keeps what was said,
//! and is ready to connect again.

use e2e::browser::browse;
use e2e::page::Page;
use e2e::port;
use e2e::program::Program;
use e2e::server::{Behaviour, Server};
use e2e::texts::{text, text_with};

/// What was said before things went wrong, to be found again afterwards.
const SAID_BEFORE: &str = "EHLO said.before.example";

/// Loopback, where the fake servers are.
const LOOPBACK: &str = "127.0.0.1";

/// Talks to the simulation, then connects to a server that fails, and checks what the page makes of it.
///
/// `name` is the name of the text that must be shown, with its `.next`.
// The page opens with a session of its own, so there are two before the one that fails.
fn fails(journey: &str, program: &Program, (host, port): (&str, u16), name: &str) {
    browse(journey, program.address(), |page| {
        page.and_is_greeted(Page::connect_to_simulation);
        page.exchange(SAID_BEFORE, "250");
        page.connect_to_own(host, port);
        explains(page, name, (host, port));
        page.unfold_earlier(2);
        page.shows(SAID_BEFORE);
        recovers(page);
    });
}

/// Speaks to a server that greets well, until it breaks off.
fn breaks_off(journey: &str, program: &Program, server: &Server, name: &str, lines: &[&str]) {
    browse(journey, program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own(LOOPBACK, server.port()));
        for line in lines {
            page.exchange(line, "250");
        }
        page.say(SAID_BEFORE);
        explains(page, name, (LOOPBACK, server.port()));
        page.shows_in("log", "Transcript", SAID_BEFORE);
        recovers(page);
    });
}

/// The page names the cause and the next step.
fn explains(page: &Page<'_>, name: &str, (host, port): (&str, u16)) {
    let place = [("host", host.into()), ("port", port.to_string().into())];
    page.shows(&text_with(name, &place));
    page.shows(&text_with(&format!("{name}.next"), &place));
}

/// Another connection works at once.
fn recovers(page: &Page<'_>) {
    page.and_is_greeted(Page::connect_to_sandbox);
    page.exchange("EHLO said.after.example", "250");
    page.shows_in("log", "Transcript", "EHLO said.after.example");
}

#[test]
fn a_host_that_does_not_resolve() {
    let program = Program::start(&[]);
    fails(
        "bad-name",
        &program,
        ("no-such-host.invalid", 25),
        "refusal-name-not-found",
    );
}

#[test]
fn a_port_where_nobody_listens() {
    let port = port::free();
    let program = Program::start(&["--allow-target", &format!("{LOOPBACK}:{port}")]);
    fails(
        "bad-closed",
        &program,
        (LOOPBACK, port),
        "refusal-connection-refused",
    );
}

#[test]
fn a_server_that_never_greets() {
    let server = Server::start(Behaviour::Silent);
    let limit = ["--limit", "greeting-time=1"];
    let program = Program::start(&["--allow-target", &server.target(), limit[0], limit[1]]);
    fails(
        "bad-silent",
        &program,
        (LOOPBACK, server.port()),
        "refusal-greeting-timeout",
    );
    assert_eq!(
        server.heard(),
        b"",
        "nothing is relayed before the greeting"
    );
}

#[test]
fn a_server_that_is_not_smtp() {
    let server = Server::start(Behaviour::Says("HTTP/1.1 400 Bad Request\r\n\r\n"));
    let program = Program::start(&["--allow-target", &server.target()]);
    fails(
        "bad-http",
        &program,
        (LOOPBACK, server.port()),
        "refusal-not-smtp",
    );
    assert_eq!(
        server.heard(),
        b"",
        "nothing is relayed to a server that is not SMTP"
    );
}

#[test]
fn a_port_that_the_bridge_does_not_open() {
    let program = Program::start(&[]);
    fails(
        "bad-port",
        &program,
        (LOOPBACK, 8080),
        "refusal-port-not-allowed",
    );
}

#[test]
fn a_private_address_without_the_flag() {
    let program = Program::start(&[]);
    fails(
        "bad-private",
        &program,
        ("10.0.0.1", 25),
        "refusal-address-not-allowed",
    );
}

#[test]
fn a_greeting_of_554() {
    let server = Server::start(Behaviour::Says("554 fake.example has no room for you\r\n"));
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("bad-554", program.address(), |page| {
        page.and_is_greeted(Page::connect_to_simulation);
        page.exchange(SAID_BEFORE, "250");
        page.connect_to_own(LOOPBACK, server.port());
        page.shows_in("log", "Transcript", "fake.example has no room for you");
        page.shows(&text("phase-refused"));
        page.shows(&text("phase-refused.meaning"));
        page.unfold_earlier(2);
        page.shows(SAID_BEFORE);
        recovers(page);
    });
}

#[test]
fn a_server_that_closes_in_the_middle() {
    let server = Server::start(Behaviour::ClosesAfter(1));
    let program = Program::start(&["--allow-target", &server.target()]);
    breaks_off(
        "bad-closes",
        &program,
        &server,
        "page-end-dropped",
        &["EHLO me.example"],
    );
}

#[test]
fn a_server_that_resets_in_the_middle() {
    let server = Server::start(Behaviour::Resets);
    let program = Program::start(&["--allow-target", &server.target()]);
    breaks_off("bad-resets", &program, &server, "page-end-reset", &[]);
}

#[test]
fn a_server_that_says_one_byte_at_a_time_is_as_good_as_any() {
    let server = Server::start(Behaviour::Drips);
    let program = Program::start(&["--allow-target", &server.target()]);
    browse("bad-drips", program.address(), |page| {
        page.and_is_greeted(|page| page.connect_to_own(LOOPBACK, server.port()));
        page.exchange("EHLO me.example", "250");
        page.shows_in("log", "Transcript", "SIZE 1000");
        page.exchange("NOOP", "250");
    });
}

#[test]
fn a_bridge_that_dies_in_the_middle() {
    let mut program = Program::start(&[]);
    let address = program.address().to_owned();
    let sandbox = (LOOPBACK, program.sandbox_port());
    browse("bad-bridge", &address, |page| {
        // The browser itself says in the console that the connection broke.
        page.tolerate("WebSocket connection to");
        page.tolerate("net::ERR_");
        page.and_is_greeted(Page::connect_to_sandbox);
        page.exchange(SAID_BEFORE, "250");
        program.kill();
        explains(page, "page-end-bridge-lost", sandbox);
        page.shows_in("log", "Transcript", SAID_BEFORE);
        // The sandbox is gone with it: the page says so, and the simulation is there.
        page.connect_to_sandbox();
        explains(page, "page-end-no-bridge", sandbox);
        page.and_is_greeted(Page::connect_to_simulation);
        page.exchange("EHLO said.after.example", "250");
    });
}
