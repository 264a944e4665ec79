//! The server without its socket: it answers as the rules say a strict server does.
//!
//! There are three kinds of method: what happened outside (`connected`, `receive`, `tls_established`, `idle`, `stop`),
//! what can be asked (`session`, `phase`), and what must be done ([`Server::poll`], until it gives nothing). Its verdict on
//! a line is the rules' own, graded by its profile: the first error that has a reply refuses, with the reply that the
//! page predicted. So there is one opinion on what is wrong, and no second parser. What it does differently from a
//! strict server is a [`Behaviour`].

use std::collections::VecDeque;

use crate::check::{self, ContentCheck};
use crate::command::Command;
use crate::data::DataDecoder;
use crate::diagnostic::ExpectedReply;
use crate::line::{Cutter, Line};
use crate::phase::{Phase, Step};
use crate::reply::Reply;
use crate::session::Session;

pub use behaviour::{
    Action, Behaviour, Fault, MAX_BEHAVIOUR_LINES, MAX_DELAY_MS, Problem, ProblemKind, Times,
};
pub use presets::{PRESETS, Preset};
pub use received::date;
pub use settings::Settings;
pub use sign_in::SignIn;
pub use user::{EXAMPLE_USERS, ExampleUser, User};

mod answers;
mod behaviour;
mod chunks;
mod message;
mod path_text;
mod presets;
mod received;
mod settings;
mod sign_in;
mod user;
mod verdict;

use chunks::Chunk;
use sign_in::Exchange;

/// Longest command line read, in octets: four times the RFC's 512 (§4.5.3.1.4), enough for every extension's growth.
pub const MAX_COMMAND_LINE: usize = 2048;

/// Longest line read inside the AUTH exchange (RFC 4954 §4).
pub const MAX_RESPONSE_LINE: usize = 12_288;

/// Refused commands in a session before the server says 421: a client that far off is lost or hostile.
pub const MAX_REFUSED: usize = 100;

/// What the server wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Wait so many milliseconds before what comes next.
    Wait(u64),
    /// Write these bytes.
    Send(Vec<u8>),
    /// Start TLS, then call [`Server::tls_established`]. What had come before is gone.
    StartTls,
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
    /// The message with the trace headers on top.
    pub raw: Vec<u8>,
    /// When, in milliseconds since 1970.
    pub accepted_ms: u64,
}

/// What the next octets of the client are.
#[derive(Debug)]
enum Reading {
    Commands,
    Data(DataDecoder),
    Chunk(Chunk),
    Exchange(Exchange),
}

/// A server in one session.
#[derive(Debug)]
pub struct Server {
    behaviour: Behaviour,
    content_check: ContentCheck,
    /// AUTH, where this program has it yet.
    sign_in: Option<SignIn>,
    session: Session,
    input: Cutter,
    reading: Reading,
    /// The message as far as BDAT has brought it.
    chunks: Vec<u8>,
    output: VecDeque<Output>,
    /// How often each step came, for faults that count.
    counts: Vec<(Step, usize)>,
    refused: usize,
    failed_sign_ins: usize,
    /// AUTH exchanges begun.
    exchanges: u64,
    accepted: u64,
    closed: bool,
}

impl Server {
    /// A server that nobody has connected to yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        Self::with_behaviour(Behaviour {
            settings,
            faults: Vec::new(),
        })
    }

    /// The same with a behaviour of its own.
    #[must_use]
    pub fn with_behaviour(behaviour: Behaviour) -> Self {
        let mut server = Self::checked_by(behaviour, check::content);
        server.learn_sign_in(SignIn::HERE);
        server
    }

    /// The same, its messages checked in this way, and without AUTH until [`Server::learn_sign_in`]: for a program that
    /// loads both later.
    #[must_use]
    pub fn checked_by(behaviour: Behaviour, content_check: ContentCheck) -> Self {
        Self {
            content_check,
            sign_in: None,
            session: Session::new(behaviour.settings.mode),
            behaviour,
            input: Cutter::new(MAX_RESPONSE_LINE),
            reading: Reading::Commands,
            chunks: Vec::new(),
            output: VecDeque::new(),
            counts: Vec::new(),
            refused: 0,
            failed_sign_ins: 0,
            exchanges: 0,
            accepted: 0,
            closed: false,
        }
    }

    /// From now on users can sign in.
    pub const fn learn_sign_in(&mut self, sign_in: SignIn) {
        self.sign_in = Some(sign_in);
    }

    /// What the server knows of the session.
    #[must_use]
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// Where the session stands.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        self.session.phase
    }

    /// A client has connected: the greeting goes out.
    pub fn connected(&mut self) {
        self.session.connected();
        if !self.misbehaves(Step::Greeting, b"") {
            let settings = &self.behaviour.settings;
            let greeting = format!("220 {} {}", settings.host, settings.greeting);
            self.say(&[greeting.trim_end().to_owned()]);
        }
    }

    /// The TLS handshake is done.
    pub fn tls_established(&mut self) {
        self.session.tls_established();
    }

    /// Bytes came from the client.
    pub fn receive(&mut self, bytes: &[u8], now_ms: u64) {
        if self.session.phase == Phase::StartingTls {
            // What came in clear behind STARTTLS must not be read under TLS (RFC 3207 §4.2).
            return;
        }
        self.input.push(bytes);
        while !self.closed && self.read_on(now_ms) {}
    }

    /// Reads one more thing of the input. Gives whether there may be more to read.
    fn read_on(&mut self, now_ms: u64) -> bool {
        match std::mem::replace(&mut self.reading, Reading::Commands) {
            Reading::Commands => self.next_line(|server, line| server.answer(&line)),
            Reading::Data(mut decoder) => {
                let bytes = self.input.take_rest();
                let taken = decoder.push(&bytes);
                self.input.push(bytes.get(taken..).unwrap_or_default());
                if !decoder.is_ended() {
                    self.reading = Reading::Data(decoder);
                    return false;
                }
                self.session.end_of_data();
                self.finish_data(decoder, now_ms);
                true
            }
            Reading::Exchange(exchange) => {
                let Some(line) = self.input.next() else {
                    self.reading = Reading::Exchange(exchange);
                    return false;
                };
                if let Some(sign_in) = self.sign_in {
                    sign_in.respond(self, exchange, &line);
                }
                true
            }
            Reading::Chunk(chunk) => self.read_chunk(chunk, now_ms),
        }
    }

    fn next_line(&mut self, answer: impl FnOnce(&mut Self, Line)) -> bool {
        let Some(line) = self.input.next() else {
            return false;
        };
        answer(self, line);
        true
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

    /// Answers a command line.
    fn answer(&mut self, line: &Line) {
        let command = Command::read(&line.bytes);
        let step = command.step();
        let refusal = self.verdict(line, &command);
        self.session.client_line(&line.bytes);
        if matches!(step, Step::Chunk | Step::LastChunk) {
            self.begin_chunk(&command, refusal);
            return;
        }
        if refusal.is_none() && self.misbehaves(step, &line.bytes) {
            return;
        }
        match refusal {
            Some(refusal) if step == Step::Hello => self.refuse_and_count(ExpectedReply {
                enhanced: "",
                ..refusal
            }),
            Some(refusal) => self.refuse_and_count(refusal),
            None => self.accept(&command),
        }
    }

    fn refuse_and_count(&mut self, refusal: ExpectedReply) {
        self.refused += 1;
        self.refuse(refusal);
        if self.refused >= MAX_REFUSED {
            self.goodbye("4.7.0", "Too many refused commands, closing");
        }
    }

    /// Counts a step: the how manieth of its kind it is. There are few kinds.
    fn count(&mut self, step: Step) -> usize {
        for (counted, count) in &mut self.counts {
            if *counted == step {
                *count += 1;
                return *count;
            }
        }
        self.counts.push((step, 1));
        1
    }

    /// Does what the behaviour has instead of the usual reply. Gives whether it had something.
    fn misbehaves(&mut self, step: Step, line: &[u8]) -> bool {
        let count = self.count(step);
        let Some(fault) = self.behaviour.fault(step, count, line) else {
            return false;
        };
        for action in fault.actions.clone() {
            match action {
                Action::Delay(milliseconds) => self.output.push_back(Output::Wait(milliseconds)),
                Action::Reply(lines) => self.say_lines(&lines),
                Action::Raw(bytes) => self.write_raw(bytes),
                Action::Usual => return false,
                Action::Close => self.close(),
            }
        }
        true
    }

    fn done(&mut self, enhanced: &str, text: &str) {
        self.say_enhanced(250, enhanced, text);
    }

    fn refuse(&mut self, reply: ExpectedReply) {
        self.say_enhanced(reply.code, reply.enhanced, reply.text);
    }

    fn say_enhanced(&mut self, code: u16, enhanced: &str, text: &str) {
        if enhanced.is_empty() || !self.behaviour.settings.announces("ENHANCEDSTATUSCODES") {
            self.say(&[format!("{code} {text}")]);
        } else {
            self.say(&[format!("{code} {enhanced} {text}")]);
        }
    }

    /// Writes lines that begin with their code as one reply.
    fn say_lines(&mut self, lines: &[String]) {
        let last = lines.len().saturating_sub(1);
        let lines: Vec<String> = lines
            .iter()
            .enumerate()
            .map(|(index, line)| {
                let code = line.get(..3).unwrap_or_default();
                let text = line.get(4..).unwrap_or_default();
                format!("{code}{}{text}", if index == last { ' ' } else { '-' })
            })
            .collect();
        self.say(&lines);
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

    /// Writes bytes that need not be a reply, and learns what a client would.
    fn write_raw(&mut self, bytes: Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        let mut reader = crate::reply::ReplyReader::default();
        reader.push(&bytes);
        while let Some(reply) = reader.next() {
            self.session.reply(&reply);
        }
        self.output.push_back(Output::Send(bytes));
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
