//! What a code means by what it answers, where that differs.

use crate::phase::Step;

/// What a reply answers, as far as it changes what its code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Sense {
    /// The connection: the greeting.
    Greeting,
    /// EHLO, HELO or LHLO.
    Hello,
    /// XCLIENT: the session starts anew.
    Restart,
    /// STARTTLS.
    StartTls,
    /// AUTH, or a response within it.
    Auth,
    /// MAIL.
    Mail,
    /// RCPT.
    Recipient,
    /// DATA.
    Data,
    /// A BDAT that is not the last.
    Chunk,
    /// A whole message: its final dot, or the last BDAT.
    Message,
    /// RSET.
    Reset,
    /// ETRN or ATRN.
    Turn,
    /// QUIT.
    Quit,
}

impl Sense {
    /// Every sense, in the order in which a session comes to them.
    pub const ALL: &'static [Self] = &[
        Self::Greeting,
        Self::Hello,
        Self::Restart,
        Self::StartTls,
        Self::Auth,
        Self::Mail,
        Self::Recipient,
        Self::Data,
        Self::Chunk,
        Self::Message,
        Self::Reset,
        Self::Turn,
        Self::Quit,
    ];

    /// Its name within the names of texts.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Greeting => "greeting",
            Self::Hello => "hello",
            Self::Restart => "restart",
            Self::StartTls => "starttls",
            Self::Auth => "auth",
            Self::Mail => "mail",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Chunk => "chunk",
            Self::Message => "message",
            Self::Reset => "reset",
            Self::Turn => "turn",
            Self::Quit => "quit",
        }
    }

    /// What the reply to a step answers; nothing where no code means anything of its own.
    const fn of(step: Step) -> Option<Self> {
        Some(match step {
            Step::Greeting => Self::Greeting,
            Step::Hello => Self::Hello,
            Step::Restart => Self::Restart,
            Step::StartTls => Self::StartTls,
            Step::Auth | Step::AuthResponse => Self::Auth,
            Step::Mail => Self::Mail,
            Step::Recipient => Self::Recipient,
            Step::Data => Self::Data,
            Step::Chunk => Self::Chunk,
            Step::EndOfData | Step::LastChunk => Self::Message,
            Step::Reset => Self::Reset,
            Step::Quit => Self::Quit,
            Step::Turn => Self::Turn,
            Step::Aside => return None,
        })
    }
}

/// What a code means as the answer to a step, where it means something of its own there. Otherwise, and where nobody
/// knows what was answered, it means what it means in general.
#[must_use]
pub fn sense(code: u16, step: Step) -> Option<Sense> {
    Sense::of(step).filter(|sense| senses(code).contains(sense))
}

/// The senses in which a code means something of its own.
#[must_use]
#[rustfmt::skip]
pub const fn senses(code: u16) -> &'static [Sense] {
    use Sense::{Auth, Chunk, Data, Greeting, Hello, Mail, Message, Quit, Recipient, Reset, Restart, StartTls, Turn};
    match code {
        220 => &[Greeting, Restart, StartTls],
        250 => &[Hello, Mail, Recipient, Chunk, Message, Reset, Turn],
        251 | 252 => &[Turn],
        421 => &[Greeting, Message, Quit],
        450 => &[Greeting, Mail, Message],
        451 => &[Mail, Recipient, Message],
        452 => &[Mail, Recipient, Message],
        454 => &[StartTls, Auth, Recipient],
        500 => &[Hello],
        501 => &[Hello, StartTls, Auth, Mail, Recipient, Data, Quit],
        503 => &[StartTls, Auth, Mail, Recipient, Data],
        504 => &[Hello, Auth, Mail, Recipient],
        530 => &[Auth, Mail],
        550 => &[Greeting, Hello, Mail, Recipient, Message],
        552 => &[Mail, Recipient, Message],
        553 => &[Mail, Recipient],
        554 => &[Greeting, Mail, Recipient, Data, Message],
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::super::CODES;
    use super::*;

    #[test]
    fn a_code_means_what_it_means_to_the_step_that_it_answers() {
        for (code, step, expected) in [
            (220, Step::Greeting, Some(Sense::Greeting)),
            (220, Step::StartTls, Some(Sense::StartTls)),
            (220, Step::Restart, Some(Sense::Restart)),
            (250, Step::Hello, Some(Sense::Hello)),
            (250, Step::EndOfData, Some(Sense::Message)),
            (250, Step::LastChunk, Some(Sense::Message)),
            (250, Step::Chunk, Some(Sense::Chunk)),
            (250, Step::Aside, None),
            (421, Step::Quit, Some(Sense::Quit)),
            (421, Step::Recipient, None),
            (454, Step::AuthResponse, Some(Sense::Auth)),
            (550, Step::Recipient, Some(Sense::Recipient)),
            (554, Step::Greeting, Some(Sense::Greeting)),
            (554, Step::Data, Some(Sense::Data)),
            (554, Step::Turn, None),
            (250, Step::Turn, Some(Sense::Turn)),
            (251, Step::Turn, Some(Sense::Turn)),
            (252, Step::Turn, Some(Sense::Turn)),
            (252, Step::Aside, None),
            (454, Step::Recipient, Some(Sense::Recipient)),
            (354, Step::Data, None),
            (299, Step::Mail, None),
        ] {
            assert_eq!(sense(code, step), expected, "{code} {step:?}");
        }
    }

    #[test]
    fn every_sense_is_in_order_and_belongs_to_a_known_code() {
        for known in CODES {
            assert!(senses(known.code).is_sorted_by(|left, right| left < right));
        }
        for sense in Sense::ALL {
            let used = CODES.iter().any(|known| senses(known.code).contains(sense));
            assert!(used, "{sense:?}");
        }
        assert!(Sense::ALL.is_sorted_by(|left, right| left < right));
    }
}
