//! The frames of `protocol::tunnel` and what the bridge serves beside them, to and from JSON.
//!
//! The types are the protocol's own: whoever adds a field there finds this file by its compiler. The tests hold it
//! against the bridge's way of writing, serde.

use ehlo_protocol::base64;
use ehlo_protocol::tunnel::{
    Ender, Ending, FromBridge, FromPage, Limit, Mail, Policy, Refusal, Sandbox,
};

use super::json::{Json, quoted};
use crate::received::subject_of;
use crate::state::{Choice, StoredMail};

/// What the page says.
pub(super) fn written(frame: &FromPage) -> String {
    let FromPage::Open { host, port, token } = frame;
    let token = token
        .as_ref()
        .map(|token| [",\"token\":", &quoted(token)].concat());
    let (host, port) = (quoted(host), port.to_string());
    [
        "{\"type\":\"open\",\"host\":",
        &host,
        ",\"port\":",
        &port,
        token.as_deref().unwrap_or_default(),
        "}",
    ]
    .concat()
}

/// What the bridge says. Nothing where it is not of the tunnel's protocol.
pub(super) fn from_bridge(frame: &str) -> Option<FromBridge> {
    let frame = Json::read(frame)?;
    let text = |name| frame.field(name)?.text();
    Some(match text("type")?.as_str() {
        "opened" => FromBridge::Opened {
            address: text("address")?,
            connect_ms: frame.field("connect_ms")?.number()?,
        },
        "refused" => {
            let name = text("code")?;
            let code = Refusal::ALL
                .iter()
                .copied()
                .find(|refusal| refusal.name() == name)?;
            FromBridge::Refused {
                code,
                message: text("message")?,
            }
        }
        "closed" => FromBridge::Closed {
            by: match text("by")?.as_str() {
                "server" => Ender::Server,
                "bridge" => Ender::Bridge,
                "page" => Ender::Page,
                _ => return None,
            },
            code: match text("code")?.as_str() {
                "eof" => Ending::Eof,
                "reset" => Ending::Reset,
                _ => return None,
            },
            message: text("message")?,
        },
        _ => return None,
    })
}

/// What `/limits` says.
pub(crate) fn policy(answer: &str) -> Option<Policy> {
    let answer = Json::read(answer)?;
    let text = |name| answer.field(name)?.text();
    let flag = |name| answer.field(name)?.flag();
    Some(Policy {
        version: text("version")?,
        profile: text("profile")?,
        token_required: flag("token_required")?,
        ports: list(answer.field("ports")?, |port| {
            u16::try_from(port.number()?).ok()
        })?,
        targets: list(answer.field("targets")?, Json::text)?,
        private_addresses: flag("private_addresses")?,
        sandbox: match answer.field("sandbox") {
            Some(sandbox) => Some(self::sandbox(&sandbox)?),
            None => None,
        },
        limits: list(answer.field("limits")?, limit)?,
        logs: text("logs")?,
    })
}

/// The mails of which `/inbox` tells.
pub(crate) fn stored_mails(answer: &str) -> Option<Vec<StoredMail>> {
    Some(mails(answer)?.into_iter().filter_map(stored).collect())
}

fn stored(mail: Mail) -> Option<StoredMail> {
    let raw = base64::decode(mail.raw_base64.as_bytes()).ok()?;
    Some(StoredMail {
        choice: Choice::Sandbox,
        id: mail.id,
        hello: mail.hello,
        reverse_path: mail.reverse_path,
        recipients: mail.recipients,
        accepted_ms: mail.accepted_ms,
        subject: subject_of(&raw),
        raw,
    })
}

/// What `/inbox` says.
fn mails(answer: &str) -> Option<Vec<Mail>> {
    list(Json::read(answer)?, |mail| {
        Some(Mail {
            id: mail.field("id")?.number()?,
            hello: mail.field("hello")?.text()?,
            reverse_path: mail.field("reverse_path")?.text()?,
            recipients: list(mail.field("recipients")?, Json::text)?,
            accepted_ms: mail.field("accepted_ms")?.number()?,
            raw_base64: mail.field("raw_base64")?.text()?,
        })
    })
}

fn sandbox(sandbox: &Json) -> Option<Sandbox> {
    let port = |name| u16::try_from(sandbox.field(name)?.number()?).ok();
    Some(Sandbox {
        host: sandbox.field("host")?.text()?,
        port: port("port")?,
        tls_port: port("tls_port")?,
        fingerprint: sandbox.field("fingerprint")?.text()?,
    })
}

fn limit(limit: &Json) -> Option<Limit> {
    Some(Limit {
        name: limit.field("name")?.text()?,
        value: limit.field("value")?.number()?,
        unit: limit.field("unit")?.text()?,
        reason: limit.field("reason")?.text()?,
    })
}

fn list<T>(list: Json, item: impl Fn(&Json) -> Option<T>) -> Option<Vec<T>> {
    list.items()?.iter().map(item).collect()
}

#[cfg(all(test, target_arch = "wasm32"))]
#[allow(clippy::unwrap_used, reason = "serde writes and reads its own")]
mod tests {
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    #[wasm_bindgen_test]
    fn the_bridge_is_understood_as_it_writes() {
        let message = || "line\n\u{2028}\"quoted\"".to_owned();
        let closed = |by, code| FromBridge::Closed {
            by,
            code,
            message: message(),
        };
        let mut frames = vec![
            FromBridge::Opened {
                address: "[2001:db8::1]:25".to_owned(),
                connect_ms: 12,
            },
            closed(Ender::Server, Ending::Eof),
            closed(Ender::Bridge, Ending::Reset),
            closed(Ender::Page, Ending::Eof),
        ];
        frames.extend(Refusal::ALL.iter().map(|code| FromBridge::Refused {
            code: *code,
            message: message(),
        }));
        for frame in frames {
            let wire = serde_json::to_string(&frame).unwrap();
            assert_eq!(from_bridge(&wire), Some(frame), "{wire}");
        }
    }

    #[wasm_bindgen_test]
    fn the_bridge_understands_what_is_written() {
        for token in [None, Some("a\"b\\c\u{7f}".to_owned())] {
            let frame = FromPage::Open {
                host: "m\u{fc}ller.example\n".to_owned(),
                port: 465,
                token,
            };
            assert_eq!(
                serde_json::from_str::<FromPage>(&written(&frame)).unwrap(),
                frame
            );
        }
    }

    #[wasm_bindgen_test]
    fn what_is_of_no_protocol_is_nothing() {
        for frame in [
            "",
            "220 mx.example.com ESMTP",
            "[]",
            "null",
            "{}",
            r#"{"type":"opened"}"#,
            r#"{"type":"opened","address":7,"connect_ms":1}"#,
            r#"{"type":"opened","address":"a","connect_ms":-1}"#,
            r#"{"type":"opened","address":"a","connect_ms":1.5}"#,
            r#"{"type":"refused","code":"because","message":""}"#,
            r#"{"type":"closed","by":"nobody","code":"eof","message":""}"#,
        ] {
            assert_eq!(from_bridge(frame), None, "{frame}");
        }
    }

    #[wasm_bindgen_test]
    fn policy_and_inbox_are_understood() {
        let mut policy_in_force = Policy {
            version: "1".to_owned(),
            profile: "local".to_owned(),
            token_required: true,
            ports: vec![25, 65_535],
            targets: vec!["a.example:1".to_owned()],
            private_addresses: false,
            sandbox: Some(Sandbox {
                host: "127.0.0.1".to_owned(),
                port: 2525,
                tls_port: 2465,
                fingerprint: "0f".repeat(32),
            }),
            limits: vec![Limit {
                name: "most".to_owned(),
                value: 9_007_199_254_740_991,
                unit: "bytes".to_owned(),
                reason: "why".to_owned(),
            }],
            logs: "nothing".to_owned(),
        };
        assert_eq!(
            policy(&serde_json::to_string(&policy_in_force).unwrap()),
            Some(policy_in_force.clone())
        );
        policy_in_force.sandbox = None;
        assert_eq!(
            policy(&serde_json::to_string(&policy_in_force).unwrap()),
            Some(policy_in_force)
        );
        let inbox = vec![Mail {
            id: 3,
            hello: "me.example".to_owned(),
            reverse_path: String::new(),
            recipients: vec!["bob@example.com".to_owned()],
            accepted_ms: 1_795_000_000_000,
            raw_base64: "YQ==".to_owned(),
        }];
        assert_eq!(mails(&serde_json::to_string(&inbox).unwrap()), Some(inbox));
        assert_eq!(policy("{}"), None);
        assert_eq!(mails("{}"), None);
    }
}
