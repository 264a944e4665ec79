//! What the page says in clear: lines, messages and chunks, and when TLS was asked for.
//!
//! Whole lines pass; of a line under way a copy is kept, and nothing else. With [`Care::follows`] the guard knows the
//! session and holds what follows DATA, STARTTLS and AUTH until the reply is there, so that it and the server never
//! read the same octets in different ways. Without, both readings of what was said too early may pass.

use ehlo_protocol::command::{Arguments, Command};
use ehlo_protocol::data::DataDecoder;
use ehlo_protocol::phase::Step;
use ehlo_protocol::tls;
use ehlo_protocol::tunnel::Refusal;
use ehlo_protocol::verb::Verb;
use memchr::memchr;

use super::Passed;
use super::care::Care;
use super::follower::Follower;
use crate::limits::Limits;
use crate::stranger::is_request_line;

/// Watches what the page says in clear.
#[derive(Debug)]
pub(super) struct Commands {
    care: Care,
    partial: Vec<u8>,
    reading: Reading,
    /// Commands that wait for their replies, as far as can be told.
    pending: usize,
    asked_for_tls: bool,
    /// The server said 334: the next line is a response, not a command.
    in_exchange: bool,
    recipients: usize,
    /// Octets of the message so far.
    message: u64,
    follower: Option<Box<Follower>>,
    /// What is wrong with what comes next: what stood before it has passed.
    refused: Option<Refusal>,
    command_line: usize,
    auth_line: usize,
    most_recipients: usize,
    most_in_message: u64,
}

/// What the next octets of the page are.
#[derive(Debug)]
enum Reading {
    Lines,
    /// DATA was said and its reply is still to come.
    Unsettled(Box<DataDecoder>),
    Data(Box<DataDecoder>),
    Chunk(u64),
}

impl Commands {
    pub(super) fn new(care: Care, limits: &Limits) -> Self {
        Self {
            care,
            partial: Vec::new(),
            reading: Reading::Lines,
            pending: 0,
            asked_for_tls: false,
            in_exchange: false,
            recipients: 0,
            message: 0,
            follower: care
                .follows()
                .then(|| Box::new(Follower::new(limits.pending_commands()))),
            command_line: limits.command_line(),
            auth_line: limits.auth_line(),
            refused: None,
            most_recipients: limits.recipients(),
            most_in_message: limits.message() as u64,
        }
    }

    /// Whether what the page says must wait for a reply.
    pub(super) fn holds(&self) -> bool {
        self.follower
            .as_ref()
            .is_some_and(|follower| follower.holds())
    }

    /// Takes octets and gives those that may pass now, and those that must wait for a reply.
    pub(super) fn take<'a>(&mut self, octets: &'a [u8]) -> Result<Passed<'a>, Refusal> {
        if let Some(refusal) = self.refused {
            return Err(refusal);
        }
        let (kept, line) = self.take_up(octets)?;
        let octets = octets.split_at(line).1;
        let mut taken = 0;
        while !self.holds() {
            let (before, rest) = octets.split_at(taken);
            if rest.is_empty() {
                break;
            }
            match self.read(rest) {
                Ok(Some(count)) => taken += count,
                Ok(None) => {
                    return Ok(Passed {
                        kept,
                        now: before,
                        rest: &[],
                    });
                }
                Err(refusal) if taken == 0 && kept.is_empty() => return Err(refusal),
                // What was right passes first.
                Err(refusal) => {
                    self.refused = Some(refusal);
                    break;
                }
            }
        }
        let (now, rest) = octets.split_at(taken);
        Ok(Passed { kept, now, rest })
    }

    /// Makes the line under way whole, if there is one that ends in `octets`. Gives it, and how many of them it took.
    fn take_up(&mut self, octets: &[u8]) -> Result<(Vec<u8>, usize), Refusal> {
        if self.partial.is_empty() || self.holds() {
            return Ok((Vec::new(), 0));
        }
        // Half a line was said when the server began a message that nobody asked for: it keeps its place in it.
        if matches!(self.reading, Reading::Data(_)) {
            let part = std::mem::take(&mut self.partial);
            self.read(&part)?;
            return Ok((part, 0));
        }
        let Some(end) = memchr(b'\n', octets) else {
            return Ok((Vec::new(), 0));
        };
        let mut line = std::mem::take(&mut self.partial);
        let (part, _) = octets.split_at(end + 1);
        line.extend_from_slice(part);
        self.line(&line)?;
        self.within_size()?;
        Ok((line, end + 1))
    }

    /// Reads the next line or piece and says how long it is; or keeps it, where it is part of a line.
    fn read(&mut self, octets: &[u8]) -> Result<Option<usize>, Refusal> {
        let count = match &mut self.reading {
            Reading::Lines => match memchr(b'\n', octets) {
                Some(end) => {
                    let (line, _) = octets.split_at(end + 1);
                    self.line(line)?;
                    end + 1
                }
                None => {
                    self.begin_line(octets)?;
                    return Ok(None);
                }
            },
            Reading::Unsettled(decoder) => {
                decoder.push(octets);
                self.message = decoder.octets();
                octets.len()
            }
            Reading::Data(decoder) => {
                let count = decoder.push(octets);
                self.message = decoder.octets();
                self.read_data()?;
                count
            }
            Reading::Chunk(left) => {
                let most = usize::try_from(*left).unwrap_or(usize::MAX);
                let count = octets.len().min(most);
                *left -= count as u64;
                if *left == 0 {
                    self.reading = Reading::Lines;
                }
                count
            }
        };
        self.within_size()?;
        Ok(Some(count))
    }

    const fn within_size(&self) -> Result<(), Refusal> {
        if self.message > self.most_in_message {
            Err(Refusal::ByteLimit)
        } else {
            Ok(())
        }
    }

    /// What came of a line that will not be finished, where it may pass.
    pub(super) fn rest(&mut self) -> Vec<u8> {
        if self.care.follows() {
            self.partial.clear();
        }
        std::mem::take(&mut self.partial)
    }

    /// The server said the octets of a greeting or of replies.
    pub(super) fn hear(&mut self, bytes: &[u8]) {
        if let Some(follower) = &mut self.follower {
            follower.hear(bytes);
        }
    }

    /// A reply is whole. Says whether TLS begins behind it.
    pub(super) fn reply(&mut self, code: Option<u16>) -> bool {
        self.pending = self.pending.saturating_sub(1);
        self.in_exchange = code == Some(START_OF_RESPONSE);
        match std::mem::replace(&mut self.reading, Reading::Lines) {
            Reading::Unsettled(decoder) if code == Some(START_OF_DATA) => {
                if !decoder.is_ended() {
                    self.reading = Reading::Data(decoder);
                }
            }
            // The reply to something that was said before DATA.
            Reading::Unsettled(decoder) if self.pending > 0 => {
                self.reading = Reading::Unsettled(decoder);
            }
            Reading::Unsettled(_) => {}
            // Nothing but a 354 begins a message: what a session makes of any other reply is no reason to stop judging.
            Reading::Lines
                if code == Some(START_OF_DATA)
                    && self
                        .follower
                        .as_ref()
                        .is_some_and(|follower| follower.in_data()) =>
            {
                self.reading = Reading::Data(Box::new(DataDecoder::new(0)));
            }
            other => self.reading = other,
        }
        self.asked_for_tls && code == Some(READY_FOR_TLS)
    }

    /// The octets that came too early to be part of TLS.
    pub(super) fn take_partial(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.partial)
    }

    fn begin_line(&mut self, bytes: &[u8]) -> Result<(), Refusal> {
        self.partial.extend_from_slice(bytes);
        // A TLS record has no end that is waited for.
        if tls::is_record(&self.partial) {
            return Err(Refusal::CommandNotAllowed);
        }
        // Nothing is copied beyond the longest line: what is longer is refused here.
        if self.partial.len() > self.longest(&self.partial) {
            return Err(Refusal::LineTooLong);
        }
        Ok(())
    }

    fn longest(&self, line: &[u8]) -> usize {
        let signs_in = self.in_exchange || Command::read(line).verb == Verb::Auth;
        if signs_in {
            self.auth_line
        } else {
            self.command_line
        }
    }

    /// Judges a whole line, its ending included.
    fn line(&mut self, whole: &[u8]) -> Result<(), Refusal> {
        if whole.len() > self.longest(whole) {
            return Err(Refusal::LineTooLong);
        }
        let line = whole.strip_suffix(b"\n").unwrap_or(whole);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if tls::is_record(line) || is_request_line(line) {
            return Err(Refusal::CommandNotAllowed);
        }
        let command = Command::read(line);
        if let Some(follower) = &mut self.follower {
            follower.judge(&command, whole, self.care)?;
        }
        self.pending += 1;
        if !self.in_exchange {
            self.step(&command)?;
        }
        if let Some(follower) = &mut self.follower {
            follower.said(line);
        }
        Ok(())
    }

    fn step(&mut self, command: &Command<'_>) -> Result<(), Refusal> {
        match command.step() {
            Step::Hello | Step::Mail | Step::Reset => {
                self.recipients = 0;
                self.message = 0;
            }
            Step::Recipient => {
                self.recipients += 1;
                if self.recipients > self.most_recipients {
                    return Err(Refusal::TooManyRecipients);
                }
            }
            Step::Data if self.follower.is_none() => {
                self.reading = Reading::Unsettled(Box::new(DataDecoder::new(0)));
            }
            Step::StartTls => self.asked_for_tls = true,
            Step::Chunk | Step::LastChunk => {
                if let Arguments::Chunk {
                    octets: Some(octets @ 1..),
                    ..
                } = command.arguments
                {
                    self.message = self.message.saturating_add(octets);
                    self.reading = Reading::Chunk(octets);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Looks at the message as far as it has come, and whether it has ended.
    fn read_data(&mut self) -> Result<(), Refusal> {
        let Reading::Data(decoder) = &self.reading else {
            return Ok(());
        };
        if let Some(follower) = &mut self.follower {
            let counts = decoder.counts();
            // What one server takes for the end of a message and the next does not (SECURITY.md T12).
            let broken = counts.bare_carriage_returns + counts.bare_line_feeds + counts.nuls;
            if broken + counts.fake_ends > 0 {
                return Err(Refusal::CommandNotAllowed);
            }
            if decoder.is_ended() {
                follower.message_ended();
            }
        }
        if decoder.is_ended() {
            self.pending += 1;
            self.reading = Reading::Lines;
        }
        Ok(())
    }
}

/// `220`, in answer to STARTTLS (RFC 3207 §4).
const READY_FOR_TLS: u16 = 220;

/// `334`: the server wants a response (RFC 4954 §4).
const START_OF_RESPONSE: u16 = 334;

/// `354`: the server wants the message.
const START_OF_DATA: u16 = 354;
