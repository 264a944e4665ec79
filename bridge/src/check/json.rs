//! Findings for programs.

use ehlo_protocol::span::Span;
use serde::Serialize;

use super::finding::Finding;
use super::refusal::Refusal;
use crate::catalogue;

/// All findings, and where the server said no: `{"diagnostics":[...],"refusals":[...]}`.
#[derive(Default, Serialize)]
pub(super) struct Document {
    diagnostics: Vec<Diagnostic>,
    refusals: Vec<Refused>,
}

impl Document {
    /// Adds what was found in a file; it is named where there are several.
    pub(super) fn add(
        &mut self,
        findings: &[Finding<'_>],
        refusals: &[Refusal<'_>],
        file: Option<&str>,
    ) {
        let diagnostics = findings.iter();
        self.diagnostics
            .extend(diagnostics.map(|finding| Diagnostic::new(finding, file)));
        let refusals = refusals.iter();
        self.refusals
            .extend(refusals.map(|refusal| Refused::new(refusal, file)));
    }
}

/// One finding. Spans count octets of what was said in the line, which begins behind the marks of its form.
#[derive(Serialize)]
struct Diagnostic {
    /// The file, where several were checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    rule: &'static str,
    severity: &'static str,
    /// The number of the transcript's entry.
    entry: usize,
    /// The number of the file's line.
    line: usize,
    span: [u32; 2],
    message: String,
    explanation: String,
    /// Nothing where no RFC says it.
    rfc: Option<u16>,
    section: &'static str,
    fix: Option<Fix>,
    expected_reply: Option<Reply>,
}

/// A reply that refuses.
#[derive(Serialize)]
struct Refused {
    /// The file, where several were checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The number of the transcript's entry.
    entry: usize,
    /// The number of the file's line.
    line: usize,
    code: u16,
    /// Nothing where it has none.
    enhanced: Option<String>,
    message: String,
    meaning: String,
    advice: String,
}

impl Refused {
    fn new(refusal: &Refusal<'_>, file: Option<&str>) -> Self {
        Self {
            file: file.map(str::to_owned),
            entry: refusal.entry.number,
            line: refusal.location.line,
            code: refusal.code,
            enhanced: refusal.reply.enhanced().map(|code| code.to_string()),
            message: refusal.message(),
            meaning: refusal.meaning(),
            advice: refusal.advice(),
        }
    }
}

#[derive(Serialize)]
struct Fix {
    span: [u32; 2],
    text: String,
}

#[derive(Serialize)]
struct Reply {
    code: u16,
    /// Nothing where none belongs.
    enhanced: Option<&'static str>,
    text: &'static str,
}

impl Diagnostic {
    fn new(finding: &Finding<'_>, file: Option<&str>) -> Self {
        let diagnostic = finding.diagnostic;
        let sentences = catalogue::finding(diagnostic);
        let fix = finding
            .fix
            .as_ref()
            .filter(|(location, _)| location.line == finding.location.line);
        Self {
            file: file.map(str::to_owned),
            rule: diagnostic.rule,
            severity: diagnostic.severity.name(),
            entry: finding.entry.number,
            line: finding.location.line,
            span: pair(finding.location.span),
            message: sentences.message,
            explanation: format!("{} {}", sentences.why, sentences.instead),
            rfc: (diagnostic.reference.rfc != 0).then_some(diagnostic.reference.rfc),
            section: diagnostic.reference.section,
            fix: fix.map(|(location, text)| Fix {
                span: pair(location.span),
                text: (*text).to_owned(),
            }),
            expected_reply: diagnostic.expected.map(|reply| Reply {
                code: reply.code,
                enhanced: (!reply.enhanced.is_empty()).then_some(reply.enhanced),
                text: reply.text,
            }),
        }
    }
}

fn pair(span: Span) -> [u32; 2] {
    [span.start, span.end]
}
