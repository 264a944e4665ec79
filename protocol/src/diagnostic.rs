//! Findings: what a rule has to say about what was typed or received.

use crate::reference::Reference;
use crate::span::Span;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Style, or help with typing.
    Hint,
    /// Legal, and worth knowing what it does.
    Info,
    /// A SHOULD broken, or legal and often refused.
    Warning,
    /// Grammar or a MUST broken: a strict server refuses it.
    Error,
}

impl Severity {
    /// The name that texts and files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// By whose measure findings are graded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Profile {
    /// By the letter of the RFCs.
    #[default]
    Strict,
    /// By what deployed servers accept.
    Practice,
}

/// What follows from a rule for the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// A requirement is broken.
    Violation,
    /// The RFCs permit it; the finding tells what it does.
    Latitude,
    /// What the rule would need to know is not in the transcript.
    Undecidable,
}

impl Verdict {
    /// What a finding of this severity says.
    #[must_use]
    pub const fn of(severity: Severity) -> Self {
        match severity {
            Severity::Hint | Severity::Info => Self::Latitude,
            Severity::Warning | Severity::Error => Self::Violation,
        }
    }
}

/// A replacement the page can make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What is written instead.
    pub text: String,
}

/// The reply that a strict server gives to a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExpectedReply {
    /// The reply code.
    pub code: u16,
    /// The enhanced code, or empty where none belongs (RFC 2034 §4).
    pub enhanced: &'static str,
    /// What our server says with it.
    pub text: &'static str,
}

impl ExpectedReply {
    /// A reply of this code, enhanced code and text.
    #[must_use]
    pub const fn new(code: u16, enhanced: &'static str, text: &'static str) -> Self {
        Self {
            code,
            enhanced,
            text,
        }
    }
}

/// One finding of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule.
    pub rule: &'static str,
    /// How grave it is under the profile it was checked with.
    pub severity: Severity,
    /// Violation, latitude or undecidable.
    pub verdict: Verdict,
    /// Where, in octets of the line (for a message: of the whole content).
    pub span: Span,
    /// What else it is about, in the same line.
    pub related: Option<Span>,
    /// Values for the text of the rule.
    pub values: Vec<(&'static str, String)>,
    /// Where it is written.
    pub reference: Reference,
    /// What to type instead.
    pub fix: Option<Fix>,
    /// What a strict server answers, for a violation it refuses.
    pub expected: Option<ExpectedReply>,
}
