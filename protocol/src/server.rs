//! The server without its socket: it answers as the rules say a strict server does.
//!
//! There are three kinds of method: what happened outside (`connected`, `receive`, `idle`, `stop`), what can be asked
//! (`session`), and what must be done ([`Server::poll`], until it gives nothing). Its verdict on a line is the rules'
//! own, graded by its profile: the first error refuses, with the reply that the page predicted. So there is one opinion
//! on what is wrong, and no second parser.

use std::collections::VecDeque;

use crate::check;
use crate::command::{Arguments, Command};
use crate::data::DataDecoder;
use crate::diagnostic::{ExpectedReply, Profile};
use crate::line::{Cutter, Line};
use crate::phase::Phase;
use crate::record::expected_reply;
use crate::reply::Reply;
use crate::session::{Mode, Session, Transaction};
use crate::verb::Verb;

mod path_text;
mod received;

use path_text::path_text;
pub use received::date;

/// Longest command line read, in octets: four times the RFC's 512 (§4.5.3.1.4), enough for every extension's growth.
pub const MAX_COMMAND_LINE: usize = 2048;

/// Refused commands in a session before the server says 421: a client that far off is lost or hostile.
pub const MAX_REFUSED: usize = 100;

/// Who a simulated server is and what it takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Its name, in the greeting and in trace headers.
    pub host: String,
    /// What it says behind the name in the greeting.
    pub greeting: String,
    /// Under which profile it refuses.
    pub profile: Profile,
    /// Which protocol it speaks.
    pub mode: Mode,
    /// What it announces, one capability a line, `SIZE` left out (it follows from `max_message`).
    pub capabilities: Vec<String>,
    /// Largest message, in octets (RFC 1870).
    pub max_message: u64,
    /// Most recipients in a transaction; at least 100 (RFC 5321 §4.5.3.1.8).
    pub max_recipients: usize,
    /// The client's address, for the trace header.
    pub peer: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            host: "mx.example.com".to_owned(),
            greeting: "ESMTP ehlo".to_owned(),
            profile: Profile::Strict,
            mode: Mode::Smtp,
            capabilities: ["PIPELINING", "8BITMIME", "ENHANCEDSTATUSCODES"]
                .map(str::to_owned)
                .to_vec(),
            max_message: 10 * 1024 * 1024,
            max_recipients: 100,
            peer: "127.0.0.1".to_owned(),
        }
    }
}

/// What the server wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Write these bytes.
    Send(Vec<u8>),
    /// A mail was accepted: keep it.
    Accepted(AcceptedMail),
    /// Close the connection once everything is written.
    Close,
}

/// A mail that the server took responsibility for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedMail {
    /// The name given with EHLO, HELO or LHLO.
    pub hello: String,
    /// The reverse-path without its brackets; empty for `<>`.
    pub reverse_path: String,
    /// The accepted forward-paths without their brackets, in order.
    pub recipients: Vec<String>,
    /// The message with the trace header on top.
    pub raw: Vec<u8>,
    /// When, in milliseconds since 1970.
    pub accepted_ms: u64,
}

/// A server in one session.
#[derive(Debug)]
pub struct Server {
    settings: Settings,
    session: Session,
    input: Cutter,
    data: Option<DataDecoder>,
    output: VecDeque<Output>,
    refused: usize,
    accepted: u64,
    closed: bool,
}

impl Server {
    /// A server that nobody has connected to yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self {
            session: Session::new(settings.mode),
            settings,
            input: Cutter::new(MAX_COMMAND_LINE),
            data: None,
            output: VecDeque::new(),
            refused: 0,
            accepted: 0,
            closed: false,
        }
    }

    /// What the server knows of the session.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// A client has connected: the greeting goes out.
    pub fn connected(&mut self) {
        self.session.connected();
        self.say(&[format!(
            "220 {} {}",
            self.settings.host, self.settings.greeting
        )]);
    }

    /// Bytes came from the client.
    pub fn receive(&mut self, bytes: &[u8], now_ms: u64) {
        self.input.push(bytes);
        while !self.closed {
            if self.data.is_some() {
                if !self.receive_data(now_ms) {
                    break;
                }
                continue;
            }
            let Some(line) = self.input.next() else { break };
            self.answer(&line);
        }
    }

    /// The client has said nothing for too long.
    pub fn idle(&mut self) {
        self.goodbye("4.4.2", "Nothing was said for too long, closing");
    }

    /// The server is being stopped.
    pub fn stop(&mut self) {
        self.goodbye("4.3.2", "Service stops, closing");
    }

    /// What must be done next.
    pub fn poll(&mut self) -> Option<Output> {
        self.output.pop_front()
    }

    fn goodbye(&mut self, enhanced: &'static str, text: &'static str) {
        if !self.closed {
            self.refuse(ExpectedReply {
                code: 421,
                enhanced,
                text,
            });
            self.close();
        }
    }

    fn close(&mut self) {
        self.closed = true;
        self.output.push_back(Output::Close);
    }

    /// Reads message octets. Gives whether the message ended, so that commands follow.
    fn receive_data(&mut self, now_ms: u64) -> bool {
        let Some(mut decoder) = self.data.take() else {
            return false;
        };
        let bytes = self.input.take_rest();
        let taken = decoder.push(&bytes);
        self.input.push(bytes.get(taken..).unwrap_or_default());
        if !decoder.is_ended() {
            self.data = Some(decoder);
            return false;
        }
        self.session.end_of_data();
        self.finish_message(decoder, now_ms);
        true
    }

    fn answer(&mut self, line: &Line) {
        let command = Command::read(&line.bytes);
        let findings = check::line(&self.session, line, self.settings.profile);
        let too_long = ExpectedReply {
            code: 500,
            enhanced: "5.5.2",
            text: "Line too long",
        };
        let refusal = if line.dropped > 0 {
            Some(too_long)
        } else {
            expected_reply(&findings).or_else(|| self.own_refusal(&command))
        };
        self.session.client_line(&line.bytes);
        // A chunk is swallowed whatever the answer (RFC 3030 §2); this server announces no CHUNKING yet.
        self.session.chunk_left = 0;
        if let Some(refusal) = refusal {
            self.refused += 1;
            self.refuse(refusal);
            if self.refused >= MAX_REFUSED {
                self.goodbye("4.7.0", "Too many refused commands, closing");
            }
            return;
        }
        self.accept(&command);
    }

    /// What this server refuses that no rule is about: its own capacity and its own choice.
    fn own_refusal(&self, command: &Command<'_>) -> Option<ExpectedReply> {
        match command.verb {
            Verb::Rcpt if self.accepted_recipients() >= self.settings.max_recipients => {
                Some(ExpectedReply {
                    code: 452,
                    enhanced: "4.5.3",
                    text: "Too many recipients in one transaction",
                })
            }
            Verb::Ehlo
            | Verb::Helo
            | Verb::Lhlo
            | Verb::Mail
            | Verb::Rcpt
            | Verb::Data
            | Verb::Rset
            | Verb::Noop
            | Verb::Quit
            | Verb::Vrfy
            | Verb::Help => None,
            Verb::Other => Some(ExpectedReply {
                code: 500,
                enhanced: "5.5.1",
                text: "Command not recognized",
            }),
            _ => Some(ExpectedReply {
                code: 502,
                enhanced: "5.5.1",
                text: "Command not implemented",
            }),
        }
    }

    fn accepted_recipients(&self) -> usize {
        self.session
            .transaction
            .as_ref()
            .map_or(0, Transaction::accepted)
    }

    fn accept(&mut self, command: &Command<'_>) {
        let path = command.envelope().and_then(|envelope| envelope.path);
        match command.verb {
            Verb::Ehlo | Verb::Lhlo => self.say_hello(command),
            Verb::Helo => self.say(&[format!("250 {}", self.settings.host)]),
            Verb::Mail => {
                let path = path
                    .map(|path| path_text(command.line, &path))
                    .unwrap_or_default();
                self.done("2.1.0", &format!("Sender <{path}> ok"));
            }
            Verb::Rcpt => {
                let path = path
                    .map(|path| path_text(command.line, &path))
                    .unwrap_or_default();
                self.done("2.1.5", &format!("Recipient <{path}> ok"));
            }
            Verb::Data => {
                let limit = usize::try_from(self.settings.max_message).unwrap_or(usize::MAX);
                self.data = Some(DataDecoder::new(limit));
                self.say(&["354 Send the message, end with a line of a single dot".to_owned()]);
            }
            Verb::Rset => self.done("2.0.0", "Forgotten"),
            Verb::Noop => self.done("2.0.0", "Ok"),
            Verb::Vrfy => {
                self.say_enhanced(252, "2.5.0", "Cannot verify, will take the mail and try")
            }
            Verb::Help => self.say_enhanced(
                214,
                "2.0.0",
                "EHLO, MAIL, RCPT, DATA, RSET, NOOP, VRFY, HELP, QUIT",
            ),
            Verb::Quit => {
                let text = format!("{} closes the connection", self.settings.host);
                self.say_enhanced(221, "2.0.0", &text);
                self.close();
            }
            _ => self.done("2.0.0", "Ok"),
        }
    }

    fn say_hello(&mut self, command: &Command<'_>) {
        let name = match command.arguments {
            Arguments::Hello { name, .. } => command.text(name),
            _ => String::new(),
        };
        let mut lines = vec![format!("{} greets {name}", self.settings.host)];
        lines.extend(self.settings.capabilities.iter().cloned());
        lines.push(format!("SIZE {}", self.settings.max_message));
        let last = lines.len() - 1;
        let lines: Vec<String> = lines
            .into_iter()
            .enumerate()
            .map(|(index, line)| format!("250{}{line}", if index == last { ' ' } else { '-' }))
            .collect();
        self.say(&lines);
    }

    fn finish_message(&mut self, decoder: DataDecoder, now_ms: u64) {
        let Some(transaction) = self.session.transaction.clone() else {
            self.refuse(ExpectedReply {
                code: 503,
                enhanced: "5.5.1",
                text: "No transaction is open",
            });
            return;
        };
        let counts = decoder.counts();
        if decoder.is_over_limit() {
            self.refuse(ExpectedReply {
                code: 552,
                enhanced: "5.3.4",
                text: "Message is larger than SIZE allows",
            });
        } else if counts.bare_carriage_returns > 0 || counts.bare_line_feeds > 0 {
            self.refuse(ExpectedReply {
                code: 554,
                enhanced: "5.6.0",
                text: "Message has a bare CR or LF in it",
            });
        } else if counts.nuls > 0 {
            self.refuse(ExpectedReply {
                code: 554,
                enhanced: "5.6.0",
                text: "Message has a NUL in it",
            });
        } else {
            self.take(&transaction, decoder, now_ms);
        }
    }

    fn take(&mut self, transaction: &Transaction, decoder: DataDecoder, now_ms: u64) {
        self.accepted += 1;
        let hello = self.session.hello.as_ref();
        let mail = Command::read(&transaction.mail);
        let reverse_path = mail
            .envelope()
            .and_then(|envelope| envelope.path)
            .map(|path| path_text(&transaction.mail, &path))
            .unwrap_or_default();
        let recipients: Vec<String> = transaction
            .recipients
            .iter()
            .filter(|(_, accepted)| *accepted)
            .filter_map(|(line, _)| {
                let path = Command::read(line)
                    .envelope()
                    .and_then(|envelope| envelope.path)?;
                Some(path_text(line, &path))
            })
            .collect();
        let id = format!("{:x}-{}", now_ms, self.accepted);
        let trace = received::header(&self.settings, &self.session, &recipients, &id, now_ms);
        let mut raw = format!("Return-Path: <{reverse_path}>\r\n{trace}").into_bytes();
        raw.extend_from_slice(&decoder.into_message());
        let copies = if self.settings.mode == Mode::Lmtp {
            recipients.len()
        } else {
            1
        };
        self.output.push_back(Output::Accepted(AcceptedMail {
            hello: hello
                .map(|hello| String::from_utf8_lossy(&hello.name).into_owned())
                .unwrap_or_default(),
            reverse_path,
            recipients,
            raw,
            accepted_ms: now_ms,
        }));
        for _ in 0..copies {
            self.done("2.0.0", &format!("Accepted as {id}"));
        }
    }

    fn done(&mut self, enhanced: &str, text: &str) {
        self.say_enhanced(250, enhanced, text);
    }

    fn refuse(&mut self, reply: ExpectedReply) {
        if reply.enhanced.is_empty() {
            self.say(&[format!("{} {}", reply.code, reply.text)]);
        } else {
            self.say_enhanced(reply.code, reply.enhanced, reply.text);
        }
    }

    fn say_enhanced(&mut self, code: u16, enhanced: &str, text: &str) {
        let announced = self
            .settings
            .capabilities
            .iter()
            .any(|line| line.eq_ignore_ascii_case("ENHANCEDSTATUSCODES"));
        if announced {
            self.say(&[format!("{code} {enhanced} {text}")]);
        } else {
            self.say(&[format!("{code} {text}")]);
        }
    }

    /// Writes one reply and learns from it as the client will.
    fn say(&mut self, lines: &[String]) {
        let mut reply = Reply {
            lines: Vec::new(),
            complete: true,
            dropped_lines: 0,
        };
        for line in lines {
            reply.lines.extend(Reply::single(one_line(line)).lines);
        }
        self.session.reply(&reply);
        self.output.push_back(Output::Send(reply.bytes()));
    }

    /// Where the session stands.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.session.phase
    }
}

/// A reply line must stay one line and ASCII, whatever of the client's own words is quoted in it.
fn one_line(line: &str) -> Vec<u8> {
    line.bytes()
        .map(|byte| {
            if (0x20..0x7f).contains(&byte) || byte == b'\t' {
                byte
            } else {
                b'?'
            }
        })
        .take(510)
        .collect()
}
