//! What can happen to a session, and what a strict server thinks of it.

/// What the client did, as far as the phases care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Waited for the greeting: the one reply that no command asks for.
    Greeting,
    /// EHLO, HELO or LHLO.
    Hello,
    /// MAIL.
    Mail,
    /// RCPT.
    Recipient,
    /// DATA.
    Data,
    /// The message and its final dot.
    EndOfData,
    /// BDAT without LAST.
    Chunk,
    /// BDAT with LAST.
    LastChunk,
    /// RSET.
    Reset,
    /// STARTTLS.
    StartTls,
    /// AUTH.
    Auth,
    /// A line inside the AUTH exchange.
    AuthResponse,
    /// ETRN or ATRN: work on queues, outside transactions.
    Turn,
    /// XCLIENT: back to the greeting.
    Restart,
    /// QUIT.
    Quit,
    /// NOOP, HELP, VRFY, EXPN, anything unknown: changes nothing.
    Aside,
}

/// What the server answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// 2yz: done.
    Completed,
    /// 3yz: go on.
    Continue,
    /// 4yz: not now.
    FailedForNow,
    /// 5yz: no.
    Failed,
    /// 521: no mail here (RFC 7504).
    NoService,
    /// 421 or 221: the server closes.
    Closing,
}

impl Outcome {
    /// The outcome that a reply code stands for; the first digit decides (RFC 5321 §4.2), but for 221, 421 and 521.
    #[must_use]
    pub const fn of(code: u16) -> Self {
        match code {
            221 | 421 => Self::Closing,
            521 => Self::NoService,
            200..=299 => Self::Completed,
            300..=399 => Self::Continue,
            400..=499 => Self::FailedForNow,
            _ => Self::Failed,
        }
    }
}

/// What can happen to a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The connection is open.
    Connected,
    /// A step got its reply.
    Replied(Step, Outcome),
    /// The TLS handshake is done.
    TlsEstablished,
    /// The connection is gone.
    Closed,
}

/// What a strict server thinks of a step in a phase (RFC 5321 §4.1.4, §4.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// In order.
    Legal,
    /// In order, and it starts afresh: the open transaction is gone.
    Aborts,
    /// Not a command at all here: it is read as content.
    Content,
    /// Out of order: the code that refuses it.
    Refused(u16),
}
