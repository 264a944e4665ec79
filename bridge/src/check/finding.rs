//! A finding and where it stands in the text.

use ehlo_protocol::diagnostic::Diagnostic;
use ehlo_protocol::import::Import;
use ehlo_protocol::reading::Location;
use ehlo_protocol::span::Span;
use ehlo_protocol::transcript::Entry;

/// A finding and where it stands in the text.
pub(super) struct Finding<'a> {
    pub(super) diagnostic: &'a Diagnostic,
    /// The entry it is about.
    pub(super) entry: &'a Entry,
    /// Where.
    pub(super) location: Location,
    /// Where the second thing it is about stands.
    pub(super) related: Option<Location>,
    /// What to write instead, and where.
    pub(super) fix: Option<(Location, &'a str)>,
}

impl<'a> Finding<'a> {
    /// Every finding of a text, from top to bottom.
    pub(super) fn all(import: &'a Import) -> Vec<Self> {
        let mut findings: Vec<Self> = import
            .record
            .transcript()
            .entries()
            .iter()
            .flat_map(|entry| {
                let found = entry.diagnostics.iter();
                found.map(|diagnostic| Self::new(import, entry, diagnostic))
            })
            .collect();
        findings.sort_by_key(|finding| (finding.location.line, finding.location.columns.start));
        findings
    }

    fn new(import: &'a Import, entry: &'a Entry, diagnostic: &'a Diagnostic) -> Self {
        let locate = |span| import.source.locate(entry, span);
        Self {
            diagnostic,
            entry,
            location: locate(diagnostic.span).unwrap_or_else(|| before(import, entry)),
            related: diagnostic.related.and_then(locate),
            fix: diagnostic
                .fix
                .as_ref()
                .and_then(|fix| Some((locate(fix.span)?, fix.text.as_str()))),
        }
    }
}

/// The end of the nearest line before an entry that the text does not hold.
fn before(import: &Import, entry: &Entry) -> Location {
    let entries = import.record.transcript().entries();
    let lines = entries
        .iter()
        .take(entry.number)
        .rev()
        .find_map(|entry| import.source.lines(entry).last().copied());
    Location {
        line: lines.unwrap_or(1),
        span: Span::at(0),
        columns: 0..0,
    }
}
