//! Findings for people: the line, carets below it, and what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer, Snippet};
use ehlo_protocol::diagnostic::{Severity, Verdict};
use ehlo_protocol::import::{self, Form, Import};
use ehlo_protocol::notation;

use super::finding::Finding;
use super::input::Input;
use super::line::ShownLine;
use super::refusal::Refusal;
use crate::catalogue::{self, text, text_with};
use crate::prose::{visible, wrap};

/// Columns of a paragraph below a finding, behind its label.
const PROSE_WIDTH: usize = 88;

/// The report on all files.
pub(super) struct Report {
    renderer: Renderer,
    text: String,
    /// Rules that were explained once.
    explained: BTreeSet<&'static str>,
    /// What was said of refusals once.
    meanings: BTreeSet<String>,
}

impl Report {
    pub(super) fn new(is_coloured: bool) -> Self {
        Self {
            renderer: if is_coloured {
                Renderer::styled()
            } else {
                Renderer::plain()
            },
            text: String::new(),
            explained: BTreeSet::new(),
            meanings: BTreeSet::new(),
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }

    /// Adds a file: how it was read, its findings and where the server said no, and their count.
    pub(super) fn add(
        &mut self,
        input: &Input,
        import: &Import,
        findings: &[Finding<'_>],
        refusals: &[Refusal<'_>],
    ) {
        if import.form != Form::Notation {
            let sentence = text_with(
                "program-check-read-as",
                &[
                    ("file", input.name.as_str().into()),
                    ("form", form(import.form).into()),
                    ("line", import.told_by.unwrap_or_default().into()),
                ],
            );
            self.text.push_str(&sentence);
            self.text.push_str("\n\n");
        }
        let lines = Lines::new(input, import);
        let mut refusals_left = refusals.iter().peekable();
        for finding in findings {
            while let Some(refusal) =
                refusals_left.next_if(|refusal| refusal.location.line <= finding.location.line)
            {
                self.add_refusal(&lines, refusal);
            }
            let rendered = self.render(&lines, finding);
            self.text.push_str(&rendered);
            self.text.push_str("\n\n");
        }
        for refusal in refusals_left {
            self.add_refusal(&lines, refusal);
        }
        self.text.push_str(&summary(input, findings, refusals));
        self.text.push('\n');
    }

    fn add_refusal(&mut self, lines: &Lines<'_>, refusal: &Refusal<'_>) {
        let rendered = self.render_refusal(lines, refusal);
        self.text.push_str(&rendered);
        self.text.push_str("\n\n");
    }

    fn render_refusal(&mut self, lines: &Lines<'_>, refusal: &Refusal<'_>) -> String {
        let number = refusal.location.line;
        let start = refusal.location.columns.start;
        // The line of the text may have a secret in it that the server said back.
        let mark = lines.line(number).get(..start).unwrap_or_default();
        let shown = ShownLine::new(&[mark, &refusal.line()].concat(), &[]);
        let span = shown.range(&refusal.location.columns);
        let snippet = Snippet::source(shown.text.as_str())
            .line_start(number)
            .path(lines.name)
            .annotation(AnnotationKind::Primary.span(span));
        let level = Level::ERROR.with_name(text("program-check-no"));
        let message = refusal.message();
        let codes = refusal.codes();
        let mut group = level
            .primary_title(message.as_str())
            .id(codes.as_str())
            .element(snippet);
        let mut note = |name: String, sentence: &str| {
            let wrapped = wrap(&visible(sentence), PROSE_WIDTH).join("\n");
            let message = Level::NOTE.with_name(name).message(wrapped);
            group = std::mem::replace(&mut group, Group::with_level(Level::NOTE)).element(message);
        };
        if let Some(whole) = refusal.whole() {
            note(text("program-check-whole"), &whole);
        }
        if self.meanings.insert(format!("{codes} {message}")) {
            note(text("program-check-means"), &refusal.meaning());
            if let Some((code, said)) = refusal.enhanced() {
                note(code, &said);
            }
            note(text("program-check-instead"), &refusal.advice());
            if let Some(said) = refusal.sign_in() {
                note(text("program-check-sign-in"), &said);
            }
        }
        if let Some(reference) = refusal.reference() {
            note(text("program-check-see"), &reference.to_string());
        }
        self.renderer.render(&[group])
    }

    fn render(&mut self, lines: &Lines<'_>, finding: &Finding<'_>) -> String {
        let diagnostic = finding.diagnostic;
        let sentences = catalogue::finding(diagnostic);
        let number = finding.location.line;
        let shown = lines.shown(number);
        let level = level(diagnostic.severity);
        let primary = AnnotationKind::Primary.span(shown.range(&finding.location.columns));
        let mut snippet = Snippet::source(shown.text.as_str())
            .line_start(number)
            .path(lines.name)
            .annotation(primary);
        if let Some(related) = finding
            .related
            .as_ref()
            .filter(|related| related.line == number)
        {
            let span = shown.range(&related.columns);
            snippet = snippet.annotation(AnnotationKind::Context.span(span));
        }
        let mut group = level
            .primary_title(sentences.message.as_str())
            .id(diagnostic.rule)
            .element(snippet);
        let mut note = |name: String, sentence: &str| {
            let wrapped = wrap(&visible(sentence), PROSE_WIDTH).join("\n");
            let message = Level::NOTE.with_name(name).message(wrapped);
            group = std::mem::replace(&mut group, Group::with_level(Level::NOTE)).element(message);
        };
        if diagnostic.verdict == Verdict::Undecidable {
            note(
                text("program-check-unsure"),
                &text("program-check-unsure.meaning"),
            );
        }
        if self.explained.insert(diagnostic.rule) {
            note(text("program-check-why"), &sentences.why);
            note(text("program-check-instead"), &sentences.instead);
        }
        if let Some(reply) = diagnostic.expected {
            let reply = ("reply", catalogue::reply(reply).into());
            let answer = text_with("program-check-answer.meaning", &[reply]);
            note(text("program-check-answer"), &answer);
        }
        note(text("program-check-see"), &diagnostic.reference.to_string());
        let title = Level::HELP.with_name(text("program-check-fix"));
        let title = title.secondary_title(text("program-check-fix.title"));
        let patch = lines.patch(&shown, finding).map(|patch| {
            let source = Snippet::source(shown.text.as_str()).line_start(number);
            title.element(source.path(lines.name).patch(patch))
        });
        let groups: Vec<Group<'_>> = std::iter::once(group).chain(patch).collect();
        self.renderer.render(&groups)
    }
}

/// The lines of a text, to show some of them.
struct Lines<'a> {
    name: &'a str,
    form: Form,
    lines: Vec<&'a [u8]>,
    /// Where secrets stand, by line.
    secrets: BTreeMap<usize, Vec<Range<usize>>>,
}

impl<'a> Lines<'a> {
    fn new(input: &'a Input, import: &Import) -> Self {
        let mut secrets: BTreeMap<usize, Vec<Range<usize>>> = BTreeMap::new();
        for entry in import.record.transcript().entries() {
            if let Some((line, columns)) = import.source.secret(entry) {
                secrets.entry(line).or_default().push(columns);
            }
        }
        Self {
            name: &input.name,
            form: import.form,
            lines: import::lines(&input.octets),
            secrets,
        }
    }

    fn line(&self, number: usize) -> &'a [u8] {
        let line = number
            .checked_sub(1)
            .and_then(|index| self.lines.get(index));
        line.copied().unwrap_or_default()
    }

    fn shown(&self, number: usize) -> ShownLine {
        let secrets = self.secrets.get(&number).map_or(&[][..], Vec::as_slice);
        ShownLine::new(self.line(number), secrets)
    }

    /// The fix as it would be written into the line; nothing where a line cannot hold it.
    fn patch(&self, shown: &ShownLine, finding: &Finding<'_>) -> Option<Patch<'static>> {
        let (location, text) = finding.fix.as_ref()?;
        if location.line != finding.location.line {
            return None;
        }
        let line = self.line(location.line);
        let is_quoted = self.form == Form::Notation && matches!(line, [_, b'=', ..]);
        let text = if is_quoted {
            notation::quote(text.as_bytes())
                .trim_matches('"')
                .to_owned()
        } else {
            (*text).to_owned()
        };
        let fits = !text.contains(char::is_control);
        fits.then(|| Patch::new(shown.range(&location.columns), text))
    }
}

fn level(severity: Severity) -> Level<'static> {
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::HELP,
    };
    level.with_name(catalogue::severity(severity))
}

fn form(form: Form) -> String {
    match form {
        Form::Notation => text("page-log-notation"),
        Form::Dialogue => text("page-log-dialogue"),
        Form::Swaks => text("page-log-swaks"),
        Form::Curl => text("page-log-curl"),
        Form::PhpMailer => text("page-log-php-mailer"),
        Form::Postfix => text("page-log-postfix"),
        Form::PostfixNotice => text("page-log-postfix-notice"),
        Form::Exim => text("page-log-exim"),
        Form::Sendmail => text("page-log-sendmail"),
        Form::Msmtp => text("page-log-msmtp"),
        Form::Smtplib => text("page-log-smtplib"),
        Form::OpenSsl => text("page-log-openssl"),
        Form::Terminal => text("page-log-terminal"),
    }
}

fn summary(input: &Input, findings: &[Finding<'_>], refusals: &[Refusal<'_>]) -> String {
    let count = |severity: Severity| -> usize {
        let same = findings
            .iter()
            .filter(|finding| finding.diagnostic.severity == severity);
        same.count()
    };
    let counts = [
        (Severity::Error, "program-check-errors"),
        (Severity::Warning, "program-check-warnings"),
        (Severity::Info, "program-check-infos"),
        (Severity::Hint, "program-check-hints"),
    ];
    let counts = counts.map(|(severity, name)| (count(severity), name));
    let told: Vec<String> = [(refusals.len(), "program-check-refusals")]
        .into_iter()
        .chain(counts)
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| text_with(name, &[("count", count.into())]))
        .collect();
    let file = ("file", input.name.as_str().into());
    if told.is_empty() {
        return text_with("program-check-clean", &[file]);
    }
    text_with(
        "program-check-summary",
        &[file, ("counts", told.join(", ").into())],
    )
}
