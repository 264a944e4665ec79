//! Where a session stands, and every way it can move.
//!
//! This file is the only place where a phase changes. It does not know which side we play: a step is what the client
//! did, an outcome what the server answered, and both sides see the same of either. The state diagram of the page and
//! of the documentation is drawn by running [`Phase::next`] over all of it.

pub use self::step::{Event, Order, Outcome, Step};

mod step;

/// Where a session stands (RFC 5321 §4.1.4 and the extensions that add a phase).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// No connection.
    #[default]
    Idle,
    /// Connected; the server has not spoken yet.
    Connected,
    /// The server has greeted; the client has not said EHLO, HELO or LHLO (again).
    Greeted,
    /// Ready for a mail transaction.
    Ready,
    /// MAIL was accepted; no recipient was yet.
    Mail,
    /// At least one recipient was accepted.
    Recipients,
    /// After 354: everything is message until the line with the single dot.
    Data,
    /// BDAT chunks were accepted, the last one is to come (RFC 3030 §2).
    Chunks,
    /// In the exchange of an AUTH command (RFC 4954 §4).
    Authenticating,
    /// STARTTLS was accepted; the handshake comes next (RFC 3207 §4).
    StartingTls,
    /// A chunk failed; the transaction must be reset (RFC 3030 §2).
    Poisoned,
    /// The server greeted with 554: only QUIT is left (RFC 5321 §3.1).
    Refused,
    /// The server greeted with 521: it takes no mail at all (RFC 7504 §3).
    NoService,
    /// The server said 221 or 421 and closes.
    Closing,
    /// The connection is gone.
    Closed,
}

impl Phase {
    /// Every phase, in the order of a session.
    pub const ALL: &'static [Self] = &[
        Self::Idle,
        Self::Connected,
        Self::Greeted,
        Self::Ready,
        Self::Mail,
        Self::Recipients,
        Self::Data,
        Self::Chunks,
        Self::Authenticating,
        Self::StartingTls,
        Self::Poisoned,
        Self::Refused,
        Self::NoService,
        Self::Closing,
        Self::Closed,
    ];

    /// The name that texts, links and files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Connected => "connected",
            Self::Greeted => "greeted",
            Self::Ready => "ready",
            Self::Mail => "mail",
            Self::Recipients => "recipients",
            Self::Data => "data",
            Self::Chunks => "chunks",
            Self::Authenticating => "authenticating",
            Self::StartingTls => "starting-tls",
            Self::Poisoned => "poisoned",
            Self::Refused => "refused",
            Self::NoService => "no-service",
            Self::Closing => "closing",
            Self::Closed => "closed",
        }
    }

    /// The phase after an event. A server's word counts: if it accepts a step that came out of order, the session is
    /// where that step leads. What a phase cannot know leaves it as it is.
    #[must_use]
    pub const fn next(self, event: Event) -> Self {
        use Outcome::{Closing, Completed, Continue, Failed, FailedForNow, NoService};
        match (self, event) {
            (_, Event::Connected) => Self::Connected,
            (_, Event::Closed) => Self::Closed,
            (Self::StartingTls, Event::TlsEstablished) => Self::Greeted,
            (_, Event::TlsEstablished) => self,
            (Self::Idle | Self::Closing | Self::Closed, Event::Replied(..)) => self,
            (_, Event::Replied(_, Closing)) => Self::Closing,
            (Self::Connected, Event::Replied(_, Completed)) => Self::Greeted,
            (Self::Connected, Event::Replied(_, NoService)) => Self::NoService,
            (Self::Connected, Event::Replied(_, Failed | FailedForNow)) => Self::Refused,
            (_, Event::Replied(step, outcome)) => match (step, outcome) {
                (Step::Hello, Completed) => Self::Ready,
                (Step::Mail, Completed) => Self::Mail,
                (Step::Recipient, Completed) => Self::Recipients,
                (Step::Data, Continue) => Self::Data,
                // The buffers are cleared whatever the answer (RFC 5321 §4.1.1.4).
                (Step::EndOfData, _) => Self::Ready,
                (Step::Chunk, Completed) => Self::Chunks,
                (Step::LastChunk, Completed) => Self::Ready,
                (Step::Chunk | Step::LastChunk, Failed | FailedForNow) => match self {
                    Self::Recipients | Self::Chunks | Self::Mail => Self::Poisoned,
                    _ => self,
                },
                (Step::Reset, Completed) => match self {
                    Self::Mail | Self::Recipients | Self::Chunks | Self::Poisoned => Self::Ready,
                    _ => self,
                },
                (Step::StartTls, Completed) => Self::StartingTls,
                (Step::Auth | Step::AuthResponse, Continue) => Self::Authenticating,
                (Step::Auth | Step::AuthResponse, Completed) => Self::Ready,
                (Step::AuthResponse, _) => Self::Ready,
                (Step::Restart, Completed) => Self::Greeted,
                _ => self,
            },
        }
    }

    /// Whether a strict server takes a step here: the table of commands and states, role-blind.
    #[must_use]
    pub const fn order(self, step: Step) -> Order {
        match self {
            Self::Data => Order::Content,
            Self::Authenticating => match step {
                Step::AuthResponse => Order::Legal,
                // Every line is read as a response; a verb is not Base64 (RFC 4954 §4).
                _ => Order::Refused(501),
            },
            Self::NoService => match step {
                Step::Quit => Order::Legal,
                _ => Order::Refused(521),
            },
            Self::Refused => match step {
                Step::Quit => Order::Legal,
                _ => Order::Refused(503),
            },
            Self::Greeted
            | Self::Ready
            | Self::Mail
            | Self::Recipients
            | Self::Chunks
            | Self::Poisoned => self.order_of_command(step),
            Self::Idle | Self::Connected | Self::StartingTls | Self::Closing | Self::Closed => {
                match step {
                    Step::Greeting => Order::Legal,
                    _ => Order::Refused(503),
                }
            }
        }
    }

    const fn order_of_command(self, step: Step) -> Order {
        let in_transaction = matches!(
            self,
            Self::Mail | Self::Recipients | Self::Chunks | Self::Poisoned
        );
        match step {
            Step::Hello | Step::Reset | Step::Quit if in_transaction => Order::Aborts,
            Step::Hello | Step::Reset | Step::Quit | Step::Aside => Order::Legal,
            Step::Mail | Step::StartTls | Step::Auth | Step::Turn => match self {
                Self::Ready => Order::Legal,
                _ => Order::Refused(503),
            },
            Step::Restart if in_transaction => Order::Refused(503),
            Step::Restart => Order::Legal,
            Step::Recipient => match self {
                Self::Mail | Self::Recipients => Order::Legal,
                _ => Order::Refused(503),
            },
            Step::Data => match self {
                Self::Recipients => Order::Legal,
                Self::Mail => Order::Refused(554),
                _ => Order::Refused(503),
            },
            Step::Chunk | Step::LastChunk => match self {
                Self::Recipients | Self::Chunks => Order::Legal,
                Self::Mail => Order::Refused(554),
                _ => Order::Refused(503),
            },
            Step::Greeting | Step::EndOfData | Step::AuthResponse => Order::Refused(503),
        }
    }

    /// Whether a transaction is open.
    #[must_use]
    pub const fn in_transaction(self) -> bool {
        matches!(
            self,
            Self::Mail | Self::Recipients | Self::Data | Self::Chunks | Self::Poisoned
        )
    }

    /// Whether commands can be said at all.
    #[must_use]
    pub const fn takes_commands(self) -> bool {
        matches!(
            self,
            Self::Greeted
                | Self::Ready
                | Self::Mail
                | Self::Recipients
                | Self::Chunks
                | Self::Poisoned
                | Self::Refused
                | Self::NoService
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// The table of commands and states, cell by cell: `ok`, `aborts`, `content` or the code of the refusal.
    const TABLE: &str = "
step         | greeted | ready  | mail   | recipients | data    | chunks | authenticating | refused | no-service
Hello        | ok      | ok     | aborts | aborts     | content | aborts | 501            | 503     | 521
Mail         | 503     | ok     | 503    | 503        | content | 503    | 501            | 503     | 521
Recipient    | 503     | 503    | ok     | ok         | content | 503    | 501            | 503     | 521
Data         | 503     | 503    | 554    | ok         | content | 503    | 501            | 503     | 521
Chunk        | 503     | 503    | 554    | ok         | content | ok     | 501            | 503     | 521
LastChunk    | 503     | 503    | 554    | ok         | content | ok     | 501            | 503     | 521
Reset        | ok      | ok     | aborts | aborts     | content | aborts | 501            | 503     | 521
Aside        | ok      | ok     | ok     | ok         | content | ok     | 501            | 503     | 521
StartTls     | 503     | ok     | 503    | 503        | content | 503    | 501            | 503     | 521
Auth         | 503     | ok     | 503    | 503        | content | 503    | 501            | 503     | 521
AuthResponse | 503     | 503    | 503    | 503        | content | 503    | ok             | 503     | 521
Turn         | 503     | ok     | 503    | 503        | content | 503    | 501            | 503     | 521
Quit         | ok      | ok     | aborts | aborts     | content | aborts | 501            | ok      | ok
";

    const STEPS: &[Step] = &[
        Step::Hello,
        Step::Mail,
        Step::Recipient,
        Step::Data,
        Step::Chunk,
        Step::LastChunk,
        Step::Reset,
        Step::Aside,
        Step::StartTls,
        Step::Auth,
        Step::AuthResponse,
        Step::Turn,
        Step::Quit,
    ];

    #[test]
    fn the_table_of_commands_and_states_holds_cell_by_cell() {
        let mut rows = TABLE
            .trim()
            .lines()
            .map(|row| row.split('|').map(str::trim).collect::<Vec<_>>());
        let head = rows.next().expect("a head");
        let mut cells = 0;
        for row in rows {
            let step = STEPS
                .iter()
                .find(|step| format!("{step:?}") == row[0])
                .expect("a step");
            for (column, cell) in row.iter().enumerate().skip(1) {
                let phase = Phase::ALL
                    .iter()
                    .find(|phase| phase.name() == head[column])
                    .expect("a phase");
                let found = match phase.order(*step) {
                    Order::Legal => "ok".to_owned(),
                    Order::Aborts => "aborts".to_owned(),
                    Order::Content => "content".to_owned(),
                    Order::Refused(code) => code.to_string(),
                };
                assert_eq!(&found, cell, "{step:?} in {}", phase.name());
                cells += 1;
            }
        }
        assert_eq!(cells, 13 * 9);
    }

    #[test]
    fn a_whole_session_walks_through_the_phases() {
        let mut phase = Phase::Idle;
        let mut walk = |event, expected| {
            phase = phase.next(event);
            assert_eq!(phase, expected, "{event:?}");
        };
        let replied = |step, code| Event::Replied(step, Outcome::of(code));
        walk(Event::Connected, Phase::Connected);
        walk(replied(Step::Greeting, 220), Phase::Greeted);
        walk(replied(Step::Hello, 250), Phase::Ready);
        walk(replied(Step::StartTls, 220), Phase::StartingTls);
        walk(Event::TlsEstablished, Phase::Greeted);
        walk(replied(Step::Hello, 250), Phase::Ready);
        walk(replied(Step::Auth, 334), Phase::Authenticating);
        walk(replied(Step::AuthResponse, 235), Phase::Ready);
        walk(replied(Step::Mail, 250), Phase::Mail);
        walk(replied(Step::Recipient, 550), Phase::Mail);
        walk(replied(Step::Recipient, 250), Phase::Recipients);
        walk(replied(Step::Data, 354), Phase::Data);
        walk(replied(Step::EndOfData, 554), Phase::Ready);
        walk(replied(Step::Quit, 221), Phase::Closing);
        walk(Event::Closed, Phase::Closed);
    }

    #[test]
    fn a_refusal_leaves_the_phase_as_it_was() {
        for phase in [Phase::Greeted, Phase::Ready, Phase::Mail, Phase::Recipients] {
            for step in STEPS
                .iter()
                .filter(|step| !matches!(step, Step::Chunk | Step::LastChunk | Step::AuthResponse))
            {
                for code in [450, 500, 503, 550] {
                    assert_eq!(
                        phase.next(Event::Replied(*step, Outcome::of(code))),
                        phase,
                        "{step:?} {code}"
                    );
                }
            }
        }
    }
}
