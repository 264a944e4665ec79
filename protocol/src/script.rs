//! A transcript read as a program: what the client writes, and what it expects to hear.
//!
//! `C:` lines are sent, consecutive ones as one write. An `S:` line is an expectation: a code (`250`), a class (`2xx`), or
//! a text in which `*` stands for anything (`S: 250 * queued as *`). Several `S:` lines that continue each other (`250-`)
//! are one reply, and only its last line has to be met, as in the dialogues of the RFCs.

use crate::notation::{self, Written};
use crate::reply::Reply;
use crate::session::Mode;

/// A script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The mode it is written for.
    pub mode: Mode,
    /// What happens, in order.
    pub steps: Vec<ScriptStep>,
}

/// One step of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptStep {
    /// Write these bytes at once.
    Write {
        /// The number of the line in the text, from 1.
        line: usize,
        /// The bytes.
        bytes: Vec<u8>,
    },
    /// Wait for a reply and compare it.
    Expect {
        /// The number of the line in the text, from 1.
        line: usize,
        /// What it has to be.
        expectation: Expectation,
    },
    /// From here on TLS is on: start it.
    StartTls,
}

/// What a reply has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expectation {
    /// Exactly this code.
    Code(u16),
    /// A code that begins with this digit.
    Class(u8),
    /// The last line matches this text, `*` standing for anything.
    Text(String),
}

impl Expectation {
    /// Reads what stands behind `S: `.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let text = text.trim_end();
        if let [class @ b'2'..=b'5', b'x' | b'X', b'x' | b'X'] = text.as_bytes() {
            return Self::Class(class - b'0');
        }
        match (text.len(), text.parse()) {
            (3, Ok(code)) => Self::Code(code),
            _ => Self::Text(text.to_owned()),
        }
    }

    /// Whether a reply is what was expected.
    #[must_use]
    pub fn is_met_by(&self, reply: &Reply) -> bool {
        match self {
            Self::Code(code) => reply.code() == Some(*code),
            Self::Class(class) => reply
                .code()
                .is_some_and(|code| code / 100 == u16::from(*class)),
            Self::Text(text) => reply.lines.last().is_some_and(|line| {
                notation::matches(text.as_bytes(), line.line.bytes.trim_ascii_end())
            }),
        }
    }
}

impl Script {
    /// Reads a script. Comments are left out; the transcript keeps them.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut script = Self {
            mode: Mode::Smtp,
            steps: Vec::new(),
        };
        for (index, written) in notation::read(text).into_iter().enumerate() {
            let line = index + 1;
            match written {
                Written::Mode(mode) => script.mode = mode,
                Written::Tls(_) => script.steps.push(ScriptStep::StartTls),
                Written::Client(bytes) => match script.steps.last_mut() {
                    Some(ScriptStep::Write { bytes: earlier, .. }) => earlier.extend(bytes),
                    _ => script.steps.push(ScriptStep::Write { line, bytes }),
                },
                Written::Server(bytes) => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let continues = text.as_bytes().get(3) == Some(&b'-')
                        && text.as_bytes().iter().take(3).all(u8::is_ascii_digit);
                    if !continues {
                        script.steps.push(ScriptStep::Expect {
                            line,
                            expectation: Expectation::read(&text),
                        });
                    }
                }
                Written::Port(_)
                | Written::Connected
                | Written::MessageNotShown
                | Written::Closed(_)
                | Written::Comment(_) => {}
            }
        }
        script
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn expectations_are_codes_classes_and_texts() {
        let reply = Reply::single("250 2.0.0 Ok: queued as 12345");
        for (text, met) in [
            ("250", true),
            ("251", false),
            ("2xx", true),
            ("5xx", false),
            ("250 * queued as *", true),
            ("250 2.0.0 Ok: queued as 12345", true),
            ("250 2.0.0 Ok: queued as 1234", false),
            ("*", true),
            ("250 *x*", false),
        ] {
            assert_eq!(Expectation::read(text).is_met_by(&reply), met, "{text}");
        }
    }

    #[test]
    fn client_lines_that_follow_each_other_are_one_write() {
        let script = Script::read(
            "# mode: lmtp\nS: 220\n# hello\nC: A\nC: B\nS: 250-x\nS: 2xx\n# tls: on\nC= \"C\"\n",
        );
        assert_eq!(script.mode, Mode::Lmtp);
        assert_eq!(
            script.steps,
            [
                ScriptStep::Expect {
                    line: 2,
                    expectation: Expectation::Code(220)
                },
                ScriptStep::Write {
                    line: 4,
                    bytes: b"A\r\nB\r\n".to_vec()
                },
                ScriptStep::Expect {
                    line: 7,
                    expectation: Expectation::Class(2)
                },
                ScriptStep::StartTls,
                ScriptStep::Write {
                    line: 9,
                    bytes: b"C".to_vec()
                },
            ]
        );
    }
}
