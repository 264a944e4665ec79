//! Where a check puts what it found.

use super::Rule;
use crate::diagnostic::{Diagnostic, ExpectedReply, Fix, Profile, Severity, Verdict};
use crate::reference::Reference;
use crate::span::Span;

/// Where a check puts what it found.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'static Rule,
    profile: Profile,
    found: &'a mut Vec<Diagnostic>,
}

impl<'a> Findings<'a> {
    pub(super) const fn new(
        rule: &'static Rule,
        profile: Profile,
        found: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self {
            rule,
            profile,
            found,
        }
    }

    /// Adds a finding about `span`; the rest can be said of what is given back.
    pub fn add(&mut self, span: Span) -> Found<'_> {
        let severity = self.rule.severity(self.profile);
        self.found.push(Diagnostic {
            rule: self.rule.name,
            severity,
            verdict: Verdict::of(severity),
            span,
            related: None,
            values: Vec::new(),
            reference: self.rule.references.first().copied().unwrap_or(Reference {
                rfc: 5321,
                section: "4",
            }),
            fix: None,
            expected: if severity == Severity::Error {
                self.rule.reply
            } else {
                None
            },
        });
        Found(self.found.last_mut())
    }
}

/// A finding that was just added, to say more of it. It is one pointer: hundreds of places hand it on, and the page pays
/// for each.
#[derive(Debug)]
pub struct Found<'a>(Option<&'a mut Diagnostic>);

impl Found<'_> {
    /// Gives a value to the text of the rule.
    pub fn value(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.change(|found| found.values.push((name, value.into())));
        self
    }

    /// Says what to type instead.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.change(|found| {
            found.fix = Some(Fix {
                span,
                text: text.into(),
            })
        });
        self
    }

    /// Points at what else it is about.
    pub fn related(mut self, span: Span) -> Self {
        self.change(|found| found.related = Some(span));
        self
    }

    /// Cites another place than the rule's first.
    pub fn reference(mut self, reference: Reference) -> Self {
        self.change(|found| found.reference = reference);
        self
    }

    /// Expects another reply than the rule's, where the command decides it.
    pub fn reply(mut self, reply: ExpectedReply) -> Self {
        self.change(|found| found.expected = found.expected.map(|_| reply));
        self
    }

    /// Expects no reply: a server takes it all the same.
    pub fn without_reply(mut self) -> Self {
        self.change(|found| found.expected = None);
        self
    }

    /// Grades it lower than the rule does, where the case decides it.
    pub fn severity(mut self, severity: Severity) -> Self {
        self.change(|found| {
            found.severity = severity;
            found.verdict = Verdict::of(severity);
            found.expected = found.expected.filter(|_| severity == Severity::Error);
        });
        self
    }

    /// Grades it as an error, though the rule does not, where the case decides it; a strict server gives this reply.
    pub fn error(mut self, reply: Option<ExpectedReply>) -> Self {
        self.change(|found| {
            found.severity = Severity::Error;
            found.verdict = Verdict::of(Severity::Error);
            found.expected = reply;
        });
        self
    }

    /// Says that the transcript does not hold what the rule would need to know.
    pub fn undecidable(mut self) -> Self {
        self.change(|found| {
            found.verdict = Verdict::Undecidable;
            found.severity = Severity::Info;
            found.expected = None;
        });
        self
    }

    fn change(&mut self, change: impl FnOnce(&mut Diagnostic)) {
        if let Some(found) = self.0.as_deref_mut() {
            change(found);
        }
    }
}
