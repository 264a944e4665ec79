//! Other pages in the same browser: none of them may use the bridge, or talk to the sandbox.

use e2e::browser::browse;
use e2e::http;
use e2e::program::Program;
use e2e::server::{Behaviour, Server};
use ehlo_protocol::tunnel;
use serde_json::json;

/// An empty page of another origin.
const ELSEWHERE: Behaviour = Behaviour::Says(
    "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: 31\r\n\r\n\
     <!doctype html><title>e</title>",
);

/// Opens a WebSocket and tells which event came first.
const KNOCK: &str = "return new Promise((tell) => { const socket = new WebSocket(arguments[0], arguments[1]); \
    socket.onopen = () => tell('open'); socket.onerror = () => tell('error'); });";

/// Posts a whole SMTP dialogue, as far as a page of another origin may: it cannot read the answer.
const POST: &str = "return fetch(arguments[0], { method: 'POST', mode: 'no-cors', body: arguments[1] }) \
    .then(() => 'answered', () => 'failed');";

#[test]
fn a_page_of_another_origin_cannot_open_the_tunnel() {
    let program = Program::start(&[]);
    let elsewhere = Server::start(ELSEWHERE);
    let address = format!("ws://127.0.0.1:{}{}", program.port(), tunnel::PATH);
    let arguments = [json!(address), json!(tunnel::SUBPROTOCOL)];
    browse(
        "elsewhere-tunnel",
        &format!("http://127.0.0.1:{}/", elsewhere.port()),
        |page| {
            page.tolerate("WebSocket connection to");
            // The bridge's page is opened without its token here, so it may not read the inbox.
            page.tolerate("/inbox");
            assert_eq!(page.run(KNOCK, &arguments), "error");
            // The same from a page that has no origin at all, and then from the bridge's own.
            page.go("data:text/html,<!doctype html><title>e</title>");
            assert_eq!(page.run(KNOCK, &arguments), "error");
            page.go(&format!("{}/", program.origin()));
            assert_eq!(page.run(KNOCK, &arguments), "open");
        },
    );
}

#[test]
fn a_page_of_another_origin_cannot_post_a_mail_to_the_sandbox() {
    let program = Program::start(&[]);
    let elsewhere = Server::start(ELSEWHERE);
    let dialogue = "EHLO x.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\n\
        Subject: forged\r\n\r\nx\r\n.\r\nQUIT\r\n";
    browse(
        "elsewhere-post",
        &format!("http://127.0.0.1:{}/", elsewhere.port()),
        |page| {
            page.tolerate("net::ERR_");
            let sandbox = format!("http://127.0.0.1:{}/", program.sandbox_port());
            let outcome = page.run(POST, &[json!(sandbox), json!(dialogue)]);
            assert_eq!(outcome, "failed", "the sandbox does not answer HTTP");
        },
    );
    let inbox = http::get_with(
        program.port(),
        "/inbox",
        &[("Authorization", &format!("Bearer {}", program.token()))],
    );
    assert_eq!(
        (inbox.status, inbox.text().trim()),
        (200, "[]"),
        "no mail came of it"
    );
}
