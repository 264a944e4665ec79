//! Findings for programs.

use ehlo_protocol::span::Span;
use serde::Serialize;

use super::finding::Finding;
use crate::catalogue;

/// All findings: `{"diagnostics":[...]}`.
#[derive(Serialize)]
pub(super) struct Document {
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// One finding. Spans count octets of what was said in the line, which begins behind the marks of its form.
#[derive(Serialize)]
pub(super) struct Diagnostic {
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
    pub(super) fn new(finding: &Finding<'_>, file: Option<&str>) -> Self {
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
