//! What a session keeps of the commands that were said: the hello, the open transaction, and what waits for replies.

use crate::command::Command;
use crate::phase::Step;
use crate::verb::Verb;

/// Most recipients of a transaction that a session keeps, accepted or not. Servers take 100 to some thousands; what goes
/// beyond this is not known to it.
pub const MAX_RECIPIENTS: usize = 10_000;

/// How the client introduced itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hello {
    /// EHLO, HELO or LHLO.
    pub verb: Verb,
    /// The name it gave.
    pub name: Vec<u8>,
}

/// The open mail transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    /// The MAIL line as it was said.
    pub mail: Vec<u8>,
    /// Every RCPT line that got its reply, and whether it was accepted, up to [`MAX_RECIPIENTS`].
    pub recipients: Vec<(Vec<u8>, bool)>,
    /// Octets of the chunks that were accepted so far.
    pub chunk_octets: u64,
    /// Chunks that were accepted so far.
    pub chunks: usize,
    /// RCPT commands that got their reply, kept or not.
    named: usize,
    /// Those that were accepted.
    accepted: usize,
}

impl Transaction {
    /// A transaction that this MAIL line opens.
    #[must_use]
    pub fn new(mail: Vec<u8>) -> Self {
        Self {
            mail,
            ..Self::default()
        }
    }

    /// Takes in a RCPT line that got its reply.
    pub fn name(&mut self, line: Vec<u8>, accepted: bool) {
        self.named += 1;
        self.accepted += usize::from(accepted);
        if self.recipients.len() < MAX_RECIPIENTS {
            self.recipients.push((line, accepted));
        }
    }

    /// How many RCPT commands got their reply.
    #[must_use]
    pub const fn named(&self) -> usize {
        self.named
    }

    /// How many recipients were accepted.
    #[must_use]
    pub const fn accepted(&self) -> usize {
        self.accepted
    }

    /// Whether MAIL carried a parameter, compared without regard to case.
    #[must_use]
    pub fn has_parameter(&self, keyword: &str) -> bool {
        self.parameter(keyword).is_some()
    }

    /// The value of a parameter of MAIL; empty where it has none.
    #[must_use]
    pub fn parameter(&self, keyword: &str) -> Option<Vec<u8>> {
        Command::read(&self.mail)
            .parameter(keyword)
            .map(<[u8]>::to_vec)
    }
}

/// A command whose reply is still to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// What it does.
    pub step: Step,
    /// The line, secrets masked; empty for the end of data.
    pub line: Vec<u8>,
    /// How many replies are still to come: one, but LMTP answers a message once for each accepted recipient
    /// (RFC 2033 §4.2).
    pub replies: usize,
    /// Whether the line breaks a rule for which a strict server refuses it, as whoever checked it says.
    pub faulty: bool,
}
