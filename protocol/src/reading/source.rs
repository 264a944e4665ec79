//! Where in a text everything of a record stood.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::command::Command;
use crate::notation::Columns;
use crate::phase::Step;
use crate::record::Record;
use crate::span::Span;
use crate::transcript::{Entry, Speech, Transcript};

/// For every entry of a record, the lines of the text that it came from.
#[derive(Clone, Debug, Default)]
pub struct Source {
    pub(super) client: Stream,
    pub(super) server: Stream,
    /// Of each entry, in order.
    places: Vec<Place>,
    /// Of each message, its parts in order; the last is the single dot, where it came.
    messages: Vec<Vec<Part>>,
    /// Entries that are not speech, each with its line and that line's length.
    notes: BTreeMap<usize, (usize, usize)>,
}

/// Where a span of an entry stands in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The number of the line, from 1.
    pub line: usize,
    /// The span in octets of what was said in that line: of the command, of one line of the reply, of one line of the
    /// message. It may reach beyond the end of the line.
    pub span: Span,
    /// The octets of the line itself; never beyond its end.
    pub columns: Range<usize>,
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Nowhere: nobody wrote it down, it followed from something else.
    Nowhere,
    /// A line of its own, of this length.
    Line(usize, usize),
    /// Octets of the client.
    Client(Range<usize>),
    /// Octets of the client that are, or end, the message of this number.
    Message(Range<usize>, usize),
    /// Octets of the server.
    Server(Range<usize>),
}

/// A part of a message.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Where in the message it begins.
    offset: usize,
    /// Where in what the client said it begins.
    start: usize,
}

impl Source {
    /// Where a span of an entry stands: a span of the masked line for a line with a secret, of the whole message for
    /// octets of one, as the spans of findings are. Nothing for what the text does not say.
    #[must_use]
    pub fn locate(&self, entry: &Entry, span: Span) -> Option<Location> {
        let (start, end) = (span.range().start, span.range().end);
        match self.places.get(entry.number)? {
            Place::Nowhere => None,
            Place::Line(line, length) => Some(Location {
                line: *line,
                span: Span::new(0, *length),
                columns: 0..*length,
            }),
            Place::Client(octets) => {
                let unmasked = unmasked(entry, span);
                self.client.locate(
                    octets,
                    octets.start + unmasked.start..octets.start + unmasked.end,
                )
            }
            Place::Server(octets) => self
                .server
                .locate(octets, octets.start + start..octets.start + end),
            Place::Message(octets, number) => {
                let parts = self.messages.get(*number)?;
                let place = |at: usize| {
                    let behind = parts.partition_point(|part| part.offset <= at);
                    let part = behind.checked_sub(1).and_then(|part| parts.get(part));
                    part.map_or(octets.start, |part| part.start + (at - part.offset))
                };
                let whole = parts.first().map_or(octets.start, |part| part.start)..octets.end;
                self.client.locate(&whole, place(start)..place(end))
            }
        }
    }

    /// The numbers of the lines that an entry came from, in order.
    #[must_use]
    pub fn lines(&self, entry: &Entry) -> Vec<usize> {
        match self.places.get(entry.number) {
            None | Some(Place::Nowhere) => Vec::new(),
            Some(Place::Line(line, _)) => vec![*line],
            Some(Place::Client(octets) | Place::Message(octets, _)) => self.client.lines(octets),
            Some(Place::Server(octets)) => self.server.lines(octets),
        }
    }

    /// The columns of its line where the secret of an entry stands.
    #[must_use]
    pub fn secret(&self, entry: &Entry) -> Option<(usize, Range<usize>)> {
        let hidden = entry.secret.as_ref()?;
        let location = self.locate(entry, hidden.place)?;
        Some((location.line, location.columns))
    }

    /// Keeps the line of the entries from number `before` on that are not speech.
    pub(super) fn notes(&mut self, record: &Record, before: usize, line: usize, length: usize) {
        let entries = record.transcript().entries().iter().skip(before);
        for entry in entries.filter(|entry| matches!(entry.speech, Speech::Note(_))) {
            self.notes.insert(entry.number, (line, length));
        }
    }

    /// Gives every entry its place, once all are on record: what each side said follows itself without a gap.
    pub(super) fn place(&mut self, transcript: &Transcript) {
        let (mut client, mut server, mut offset) = (0, 0, 0);
        let mut parts = Vec::new();
        for entry in transcript.entries() {
            let start = client;
            let place = match &entry.speech {
                Speech::Note(_) => match self.notes.get(&entry.number) {
                    Some((line, length)) => Place::Line(*line, *length),
                    None => Place::Nowhere,
                },
                Speech::Command(line) => {
                    if begins_afresh(&line.bytes) {
                        self.end_message(&mut parts, &mut offset);
                    }
                    client += entry.exact_bytes().reveal().len() + line.dropped;
                    Place::Client(start..client)
                }
                Speech::Content(bytes) => {
                    parts.push(Part { offset, start });
                    client += bytes.len();
                    offset += bytes.len();
                    Place::Message(start..client, self.messages.len())
                }
                Speech::EndOfData => {
                    parts.push(Part { offset, start });
                    client += b".\r\n".len();
                    let number = self.messages.len();
                    self.end_message(&mut parts, &mut offset);
                    Place::Message(start..client, number)
                }
                Speech::Reply { reply, .. } => {
                    let start = server;
                    server = self
                        .server
                        .after_lines(start, reply.lines.len() + reply.dropped_lines);
                    Place::Server(start..server)
                }
            };
            self.places.push(place);
        }
        self.end_message(&mut parts, &mut offset);
    }

    fn end_message(&mut self, parts: &mut Vec<Part>, offset: &mut usize) {
        if !parts.is_empty() {
            self.messages.push(std::mem::take(parts));
            *offset = 0;
        }
    }
}

/// Whether a command leaves nothing of the chunks before it.
fn begins_afresh(line: &[u8]) -> bool {
    matches!(
        Command::read(line).step(),
        Step::Mail | Step::Reset | Step::Hello | Step::Data
    )
}

/// The octets of a line that a span of the masked line stands for.
fn unmasked(entry: &Entry, span: Span) -> Range<usize> {
    let Some(hidden) = &entry.secret else {
        return span.range();
    };
    let mask = hidden.place.range();
    let length = hidden.secret.reveal().len();
    let place = |at: usize, inside: usize| {
        if at <= mask.start {
            at
        } else if at >= mask.end {
            at - mask.end + mask.start + length
        } else {
            inside
        }
    };
    place(span.range().start, mask.start)..place(span.range().end, mask.start + length)
}

/// All that one side said, and where each piece of it stood.
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    octets: Vec<u8>,
    pieces: Vec<Piece>,
}

/// The octets that one line of the text stands for.
#[derive(Clone, Debug)]
struct Piece {
    start: usize,
    columns: Columns,
    line: usize,
    length: usize,
}

impl Stream {
    pub(super) fn push(&mut self, octets: &[u8], columns: Columns, line: usize, length: usize) {
        self.pieces.push(Piece {
            start: self.octets.len(),
            columns,
            line,
            length,
        });
        self.octets.extend_from_slice(octets);
    }

    /// The piece that octet number `at` belongs to; the last one for what is beyond the end.
    fn piece(&self, at: usize) -> Option<usize> {
        self.pieces
            .partition_point(|piece| piece.start <= at)
            .checked_sub(1)
    }

    fn locate(&self, within: &Range<usize>, octets: Range<usize>) -> Option<Location> {
        let start = octets.start.min(within.end);
        // The place behind an ending belongs to the line that ends there.
        let at_end = start == within.end && start > within.start;
        let piece = self.pieces.get(self.piece(start - usize::from(at_end))?)?;
        let before = self.octets.get(within.start..start).unwrap_or_default();
        let ended = before.len() - usize::from(at_end && before.last() == Some(&b'\n'));
        let line_start = before
            .get(..ended)
            .and_then(|before| memchr::memrchr(b'\n', before))
            .map_or(within.start, |ending| within.start + ending + 1);
        let end = octets.end.max(start);
        let column = |at: usize| {
            piece
                .columns
                .of(at.saturating_sub(piece.start), piece.length)
        };
        Some(Location {
            line: piece.line,
            span: Span::new(start - line_start, end - line_start),
            columns: column(start)..column(end),
        })
    }

    fn lines(&self, octets: &Range<usize>) -> Vec<usize> {
        let (Some(first), Some(last)) = (
            self.piece(octets.start),
            self.piece(octets.end.saturating_sub(1).max(octets.start)),
        ) else {
            return Vec::new();
        };
        let pieces = self.pieces.get(first..=last).unwrap_or_default();
        let mut lines: Vec<usize> = pieces.iter().map(|piece| piece.line).collect();
        lines.dedup();
        lines
    }

    /// Where the octets behind `count` lines begin that begin at `start`.
    fn after_lines(&self, start: usize, count: usize) -> usize {
        let rest = self.octets.get(start..).unwrap_or_default();
        let ending = count
            .checked_sub(1)
            .and_then(|last| memchr::memchr_iter(b'\n', rest).nth(last));
        ending.map_or(self.octets.len(), |ending| start + ending + 1)
    }
}
