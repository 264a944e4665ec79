//! A connection through the bridge: one WebSocket with the frames of `protocol::tunnel`.

use std::cell::Cell;
use std::rc::Rc;

use ehlo_protocol::tunnel::{self, Ender, FromBridge, FromPage};
use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, MessageEvent, WebSocket};

use super::{LinkEvent, Listener, frames};
use crate::state::{Ending, Peer};

/// Code of a WebSocket that is closed because its work is done (RFC 6455 §7.4.1).
const NORMAL_CLOSURE: u16 = 1000;

/// A tunnel to a server. It closes when it is dropped.
pub(crate) struct Tunnel {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

/// How far the tunnel has come: it decides what the end of the socket means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// The bridge has not answered.
    Asked,
    /// Bytes flow.
    Opened,
    /// The end was told; what comes after it is noise.
    Over,
}

impl Tunnel {
    /// Asks the bridge at `address`, a `ws:` URL, for a connection to `peer`.
    pub(crate) fn open(
        address: &str,
        peer: &Peer,
        token: Option<String>,
        listener: Listener,
    ) -> Result<Self, JsValue> {
        let socket = WebSocket::new_with_str(address, tunnel::SUBPROTOCOL)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let stage = Rc::new(Cell::new(Stage::Asked));
        let request = FromPage::Open {
            host: peer.host.clone(),
            port: peer.port,
            token,
        };
        let ask = {
            let socket = socket.clone();
            move |_: &web_sys::Event| {
                // It fails only on a socket that has closed, and that is told by its own event.
                let _ = socket.send_with_str(&frames::written(&request));
            }
        };
        let hear = {
            let (stage, listener) = (Rc::clone(&stage), Rc::clone(&listener));
            move |event: &web_sys::Event| {
                if let Some(event) = event.dyn_ref::<MessageEvent>() {
                    hear(&event.data(), &stage, &listener);
                }
            }
        };
        let end = move |_: &web_sys::Event| match stage.replace(Stage::Over) {
            Stage::Asked => listener(LinkEvent::Ended(Ending::NoBridge)),
            Stage::Opened => listener(LinkEvent::Ended(Ending::BridgeLost)),
            Stage::Over => {}
        };
        let listeners = [
            EventListener::new(&socket, "open", ask),
            EventListener::new(&socket, "message", hear),
            EventListener::new(&socket, "close", end),
        ];
        Ok(Self {
            socket,
            _listeners: listeners,
        })
    }

    /// Sends bytes, in frames that the bridge accepts.
    pub(super) fn send(&self, bytes: &[u8]) {
        for frame in bytes.chunks(tunnel::MAX_DATA_FRAME) {
            // It fails only on a socket that has closed, and that is told by its own event.
            let _ = self.socket.send_with_u8_array(frame);
        }
    }
}

impl Drop for Tunnel {
    fn drop(&mut self) {
        let _ = self.socket.close_with_code(NORMAL_CLOSURE);
    }
}

fn hear(data: &JsValue, stage: &Cell<Stage>, listener: &Listener) {
    if stage.get() == Stage::Over {
        return;
    }
    let event = if let Some(buffer) = data.dyn_ref::<js_sys::ArrayBuffer>() {
        if stage.get() == Stage::Opened && buffer.byte_length() as usize <= tunnel::MAX_DATA_FRAME {
            LinkEvent::Received(js_sys::Uint8Array::new(buffer).to_vec())
        } else {
            LinkEvent::Ended(Ending::Garbled)
        }
    } else {
        match data
            .as_string()
            .filter(|text| text.len() <= tunnel::MAX_CONTROL_FRAME)
        {
            Some(text) => control(&text, stage.get() == Stage::Opened),
            None => LinkEvent::Ended(Ending::Garbled),
        }
    };
    match event {
        LinkEvent::Opened(_) => stage.set(Stage::Opened),
        LinkEvent::Ended(_) => stage.set(Stage::Over),
        _ => {}
    }
    listener(event);
}

/// What a control frame says.
fn control(text: &str, opened: bool) -> LinkEvent {
    match frames::from_bridge(text) {
        Some(FromBridge::Opened { address, .. }) if !opened => LinkEvent::Opened(Some(address)),
        Some(FromBridge::Refused { code, .. }) => LinkEvent::Ended(Ending::Refused(code)),
        Some(FromBridge::Closed { by, code, message }) => LinkEvent::Ended(match (by, code) {
            (Ender::Server, tunnel::Ending::Eof) => Ending::Dropped,
            (Ender::Server, tunnel::Ending::Reset) => Ending::Reset,
            (Ender::Bridge, _) => Ending::Bridge(message),
            (Ender::Page, _) => Ending::You,
        }),
        _ => LinkEvent::Ended(Ending::Garbled),
    }
}

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use ehlo_protocol::tunnel::Refusal;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn control_frames_become_events() {
        for (frame, opened, event) in [
            (
                r#"{"type":"opened","address":"203.0.113.5:25","connect_ms":12}"#,
                false,
                LinkEvent::Opened(Some("203.0.113.5:25".into())),
            ),
            (
                r#"{"type":"opened","address":"203.0.113.5:25","connect_ms":12}"#,
                true,
                LinkEvent::Ended(Ending::Garbled),
            ),
            (
                r#"{"type":"refused","code":"not-smtp","message":"no"}"#,
                false,
                LinkEvent::Ended(Ending::Refused(Refusal::NotSmtp)),
            ),
            (
                r#"{"type":"closed","by":"server","code":"reset","message":""}"#,
                true,
                LinkEvent::Ended(Ending::Reset),
            ),
            (
                r#"{"type":"closed","by":"bridge","code":"eof","message":"stops"}"#,
                true,
                LinkEvent::Ended(Ending::Bridge("stops".into())),
            ),
            ("{}", true, LinkEvent::Ended(Ending::Garbled)),
            ("220 not a frame", false, LinkEvent::Ended(Ending::Garbled)),
        ] {
            assert_eq!(control(frame, opened), event, "{frame}");
        }
    }
}
