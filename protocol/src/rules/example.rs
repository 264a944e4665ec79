//! Examples of rules: short transcripts that begin where the rule is about.

/// Eight times a text, for examples of what is too long.
macro_rules! eight_times {
    ($text:expr) => {
        concat!($text, $text, $text, $text, $text, $text, $text, $text)
    };
}
pub(crate) use eight_times;

/// A transcript in the notation of [`crate::notation`], after a beginning that is the same for many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example {
    /// What came before.
    pub start: Start,
    /// The lines that matter.
    pub text: &'static str,
}

impl Example {
    /// An example that begins at `start`.
    #[must_use]
    pub const fn new(start: Start, text: &'static str) -> Self {
        Self { start, text }
    }

    /// The whole transcript.
    #[must_use]
    pub fn transcript(&self) -> String {
        format!("{}{}", self.start.transcript(), self.text)
    }
}

/// Where an example begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With nothing: the transcript is whole.
    Nothing,
    /// After the greeting.
    Greeted,
    /// After EHLO, answered with the common extensions (PIPELINING, SIZE 10000000, 8BITMIME, ENHANCEDSTATUSCODES).
    Ready,
    /// The same, and MAIL was accepted.
    Mail,
    /// The same, and one RCPT was accepted.
    Recipients,
    /// The same, and DATA got its 354.
    Data,
}

const GREETED: &str = "S: 220 mx.example.com ESMTP\n";
const READY: &str = "\
C: EHLO client.example.org
S: 250-mx.example.com
S: 250-PIPELINING
S: 250-SIZE 10000000
S: 250-8BITMIME
S: 250 ENHANCEDSTATUSCODES
";
const MAIL: &str = "C: MAIL FROM:<ann@example.org>\nS: 250 2.1.0 Ok\n";
const RECIPIENTS: &str = "C: RCPT TO:<bob@example.com>\nS: 250 2.1.5 Ok\n";
const DATA: &str = "C: DATA\nS: 354 Send the message, end with a single dot\n";

impl Start {
    /// The transcript up to here.
    #[must_use]
    pub fn transcript(self) -> String {
        let parts = [GREETED, READY, MAIL, RECIPIENTS, DATA];
        let count = match self {
            Self::Nothing => 0,
            Self::Greeted => 1,
            Self::Ready => 2,
            Self::Mail => 3,
            Self::Recipients => 4,
            Self::Data => 5,
        };
        parts.iter().take(count).copied().collect()
    }
}
