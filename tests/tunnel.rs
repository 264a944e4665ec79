//! The tunnel, attacked from outside a browser: a bad frame ends its own tunnel with a reason, and no other.

use e2e::program::Program;
use e2e::server::{Behaviour, Server};
use e2e::tunnel::{Frame, Tunnel};
use ehlo_protocol::tunnel::{FromBridge, MAX_CONTROL_FRAME, MAX_DATA_FRAME, Refusal};

/// More lines than a test says.
const MANY: usize = 1000;

/// The tunnel says why, and closes.
fn ends_with_reason(mut tunnel: Tunnel, what: &str) {
    let mut refused = None;
    loop {
        match tunnel.receive() {
            Frame::Control(FromBridge::Refused { code, message }) => {
                assert!(!message.is_empty(), "{what}");
                refused = Some(code);
            }
            Frame::Control(other) => panic!("{what}: {other:?}"),
            Frame::Bytes(_) => {}
            Frame::Closed(close) => {
                let code = close.as_ref().map(|(code, _)| *code);
                // Too large is the WebSocket's own to refuse, before the frame is read.
                let too_large = code == Some(1009);
                assert!(
                    refused == Some(Refusal::BadRequest) || too_large,
                    "{what}: {refused:?}, {close:?}"
                );
                return;
            }
        }
    }
}

#[test]
fn a_bad_frame_ends_its_own_tunnel_with_a_reason_and_no_other() {
    let server = Server::start(Behaviour::ClosesAfter(MANY));
    let program = Program::start(&["--allow-target", &server.target()]);
    let mut other = Tunnel::greeted(&program, server.port());
    for text in [
        "",
        "not json",
        "{}",
        "[]",
        r#"{"type":"open"}"#,
        r#"{"type":"open","host":"a.example","port":70000}"#,
        r#"{"type":"open","host":"a.example","port":25,"more":1}"#,
        r#"{"type":"opened","address":"203.0.113.5:25","connect_ms":1}"#,
    ] {
        let mut tunnel = Tunnel::open(&program);
        tunnel.say(text);
        ends_with_reason(tunnel, text);
    }
    let mut tunnel = Tunnel::open(&program);
    tunnel.send(b"EHLO before open\r\n");
    ends_with_reason(tunnel, "bytes before open");

    let mut tunnel = Tunnel::greeted(&program, server.port());
    tunnel.ask_for(&program, server.port());
    ends_with_reason(tunnel, "a second open");

    let mut tunnel = Tunnel::open(&program);
    tunnel.say(&" ".repeat(MAX_CONTROL_FRAME + 1));
    ends_with_reason(tunnel, "a control frame too large");

    let mut tunnel = Tunnel::greeted(&program, server.port());
    tunnel.send(&vec![b'x'; MAX_DATA_FRAME + 1]);
    ends_with_reason(tunnel, "a data frame too large");

    other.lives("beside tunnels that broke");
}
