//! The session as it will be once all pending commands have succeeded: what a pipelined line finds.

use super::Session;
use crate::auth::Mechanism;
use crate::command::{Arguments, Command};
use crate::phase::{Event, Outcome, Phase, Step};

/// What the next line depends on, if all pending commands succeed.
///
/// Where nothing is pending, this is the session as it is. Looking ahead costs one step a pending command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead<'session> {
    /// Where the session stands.
    pub phase: Phase,
    /// The MAIL line of the open transaction.
    pub mail: Option<&'session [u8]>,
    /// Recipients asked for in the open transaction, refused ones included.
    pub recipients: usize,
    /// Recipients of the open transaction that were refused.
    pub refused_recipients: usize,
    /// Chunks of the open transaction.
    pub chunks: usize,
    /// Whether the last transaction ended with BDAT LAST, and no other was opened.
    pub ended_by_chunk: bool,
    /// MAIL commands of the session, refused ones included.
    pub mails: usize,
    /// Whether AUTH succeeded.
    pub authenticated: bool,
}

impl<'session> Ahead<'session> {
    pub(super) fn of(session: &'session Session) -> Self {
        let transaction = session.transaction.as_ref();
        let recipients = transaction.map_or(0, super::Transaction::named);
        let accepted = transaction.map_or(0, super::Transaction::accepted);
        let mut ahead = Self {
            phase: session.phase,
            mail: transaction.map(|open| open.mail.as_slice()),
            recipients,
            refused_recipients: recipients - accepted,
            chunks: transaction.map_or(0, |open| open.chunks),
            ended_by_chunk: session.ended_by_chunk,
            mails: session.mails,
            authenticated: session.authenticated,
        };
        for pending in &session.pending {
            ahead.take(pending.step, &pending.line);
        }
        ahead
    }

    fn take(&mut self, step: Step, line: &'session [u8]) {
        let outcome = match step {
            Step::Data => Outcome::Continue,
            Step::Auth if ends_at_once(line) => Outcome::Completed,
            Step::Auth => Outcome::Continue,
            Step::Quit => Outcome::Closing,
            _ => Outcome::Completed,
        };
        match step {
            Step::Mail => {
                self.end_transaction();
                self.mail = Some(line);
                self.mails += 1;
                self.ended_by_chunk = false;
            }
            Step::Recipient => self.recipients += 1,
            Step::Chunk => self.chunks += 1,
            Step::LastChunk => {
                self.end_transaction();
                self.ended_by_chunk = true;
            }
            Step::Hello | Step::Reset | Step::EndOfData | Step::Restart => self.end_transaction(),
            Step::Auth if outcome == Outcome::Completed => self.authenticated = true,
            _ => {}
        }
        self.phase = self.phase.next(Event::Replied(step, outcome));
    }

    const fn end_transaction(&mut self) {
        self.mail = None;
        self.recipients = 0;
        self.refused_recipients = 0;
        self.chunks = 0;
    }

    /// The value of a parameter of MAIL in the open transaction; empty where it has none.
    #[must_use]
    pub fn parameter(&self, keyword: &str) -> Option<&'session [u8]> {
        Command::read(self.mail?).parameter(keyword)
    }
}

/// Whether an AUTH line says all that its mechanism has to say, so that commands may follow it (RFC 4954 §4).
fn ends_at_once(line: &[u8]) -> bool {
    let command = Command::read(line);
    match command.arguments {
        Arguments::Auth {
            mechanism,
            initial: Some(_),
        } => Mechanism::recognise(command.of(mechanism)).is_one_step(),
        _ => false,
    }
}
