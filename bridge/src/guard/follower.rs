//! The session as the guard knows it where every line is judged: what was said, what was answered, what is to wait.

use ehlo_protocol::check;
use ehlo_protocol::command::Command;
use ehlo_protocol::diagnostic::{Profile, Severity};
use ehlo_protocol::extension::COMMAND_LINE;
use ehlo_protocol::line::{Ending, Line};
use ehlo_protocol::phase::{Phase, Step};
use ehlo_protocol::reply::ReplyReader;
use ehlo_protocol::rules::{self, Family};
use ehlo_protocol::session::Session;
use ehlo_protocol::tunnel::Refusal;
use ehlo_protocol::verb::Verb;

use super::care::Care;
use crate::stranger::is_header_line;

/// Follows a session.
#[derive(Debug)]
pub(super) struct Follower {
    session: Session,
    replies: ReplyReader,
    holding: bool,
    most_pending: usize,
}

impl Follower {
    pub(super) fn new(most_pending: usize) -> Self {
        let mut session = Session::default();
        session.connected();
        Self {
            session,
            replies: ReplyReader::default(),
            holding: false,
            most_pending,
        }
    }

    /// Whether what follows must wait for a reply.
    pub(super) const fn holds(&self) -> bool {
        self.holding
    }

    /// Whether the server waits for a message.
    pub(super) fn in_data(&self) -> bool {
        self.session.expects_content() && self.session.chunk_left == 0
    }

    /// Hears what the server says.
    pub(super) fn hear(&mut self, bytes: &[u8]) {
        self.replies.push(bytes);
        while let Some(reply) = self.replies.next() {
            self.session.reply(&reply);
        }
        if self.session.pending.is_empty() {
            self.holding = false;
        }
    }

    /// Whether a line may pass.
    pub(super) fn judge(
        &self,
        command: &Command<'_>,
        whole: &[u8],
        care: Care,
    ) -> Result<(), Refusal> {
        let in_exchange = self.session.phase == Phase::Authenticating;
        if !in_exchange {
            if !care.allows(command.verb) || is_header_line(command.line) {
                return Err(Refusal::CommandNotAllowed);
            }
            let announced = self.session.capabilities.as_ref();
            let longest = announced.map_or(COMMAND_LINE, |announced| {
                announced.command_line_limit(command.verb)
            });
            if command.verb != Verb::Auth && whole.len() > longest {
                return Err(Refusal::LineTooLong);
            }
        }
        let ending = if whole.ends_with(b"\r\n") {
            Ending::CrLf
        } else {
            Ending::BareLf
        };
        let line = Line {
            bytes: command.line.to_vec(),
            ending,
            dropped: 0,
        };
        let rejected = check::line(&self.session, &line, Profile::Practice)
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .filter_map(|finding| rules::find(finding.rule))
            .any(|rule| FORM.contains(&rule.family));
        if rejected || ending != Ending::CrLf {
            return Err(Refusal::CommandNotAllowed);
        }
        Ok(())
    }

    /// The page said a line, without its ending.
    pub(super) fn said(&mut self, line: &[u8]) {
        self.session.client_line(line);
        // The octets of a chunk pass uncounted here: `Commands` counts them.
        self.session.chunk_left = 0;
        let last = self.session.pending.back().map(|pending| pending.step);
        let waits = matches!(
            last,
            Some(Step::Data | Step::StartTls | Step::Auth | Step::AuthResponse)
        );
        self.holding = waits || self.session.pending.len() >= self.most_pending;
    }

    /// The page said the lone dot.
    pub(super) fn message_ended(&mut self) {
        self.session.end_of_data();
    }
}

/// Rules about the form of a line. Its place is for the server to judge.
const FORM: [Family; 4] = [
    Family::Framing,
    Family::Commands,
    Family::Addresses,
    Family::Parameters,
];
