//! Unpacks the data as a server receives it, however it is cut into pieces.

use super::notice::{Counts, FakeEnd, Notice, NoticeKind, Notices};

/// Longest line of a message with its CRLF, a stuffed dot not counted (RFC 5321 §4.5.3.1.6).
pub const TEXT_LINE: u64 = 1000;

/// Reads the data of one message up to its end.
///
/// Only a dot alone on a line ends the data, and only CR LF makes a line (RFC 5321 §2.3.8, §4.1.1.4). Everything else
/// that looks like an end is content, and noted.
///
/// Feed it with [`push`](Self::push) until [`is_ended`](Self::is_ended); where the connection ends before that, call
/// [`finish`](Self::finish).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataDecoder {
    state: State,
    stuffed: bool,
    message: Vec<u8>,
    limit: usize,
    octets: u64,
    /// Octets taken, as they came.
    offset: u64,
    /// Where the dot stands that the state tells of.
    dot: u64,
    line_start: u64,
    line_octets: u64,
    lines: u64,
    notices: Notices,
}

/// What stands before the next octet. States that begin with `Dot` carry what stands before the dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    LineStart(Break),
    Text,
    Cr,
    /// A CR with a lone CR before it.
    CrCr,
    Dot(Break),
    DotCr(Break),
    DotCrCr(Break),
    DotSpace(Break),
    DotSpaceCr(Break),
    Ended,
}

/// What parts two lines in somebody's eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Break {
    Start,
    CrLf,
    CrCrLf,
    Lf,
    Cr,
}

impl Break {
    /// Whether it parts two lines in the eyes of the standard.
    const fn is_real(self) -> bool {
        matches!(self, Self::Start | Self::CrLf | Self::CrCrLf)
    }

    const fn octets(self) -> u64 {
        match self {
            Self::Start => 0,
            Self::Lf | Self::Cr => 1,
            Self::CrLf => 2,
            Self::CrCrLf => 3,
        }
    }
}

impl DataDecoder {
    /// A decoder that stores up to `limit` octets of the message. What comes after them is read, counted and dropped.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self {
            state: State::LineStart(Break::Start),
            stuffed: true,
            message: Vec::new(),
            limit,
            octets: 0,
            offset: 0,
            dot: 0,
            line_start: 0,
            line_octets: 0,
            lines: 0,
            notices: Notices::default(),
        }
    }

    /// A decoder of what chunks bring: no dot is special, and nothing in them ends them (RFC 3030 §2).
    #[must_use]
    pub fn of_chunks(limit: usize) -> Self {
        Self {
            stuffed: false,
            ..Self::new(limit)
        }
    }

    /// Takes octets as they came and tells how many of them belong to the data. Fewer than given means that the data
    /// has ended: the rest are commands.
    pub fn push(&mut self, bytes: &[u8]) -> usize {
        let mut rest = bytes;
        while let Some((octet, behind)) = rest.split_first() {
            match self.state {
                State::Ended => break,
                State::Text if !matches!(octet, b'\r' | b'\n') => {
                    let end = memchr::memchr2(b'\r', b'\n', rest).unwrap_or(rest.len());
                    let (text, behind) = rest.split_at(end);
                    self.text(text);
                    self.offset += text.len() as u64;
                    rest = behind;
                }
                state => {
                    self.state = self.step(state, *octet);
                    self.offset += 1;
                    rest = behind;
                }
            }
        }
        bytes.len() - rest.len()
    }

    /// Says that no more octets come: what was held back, because its meaning hung on the next one, is settled.
    /// Without an end of the data the message is not complete and must not be accepted (RFC 5321 §4.1.1.10).
    pub fn finish(&mut self) {
        match self.state {
            State::Cr | State::CrCr | State::DotSpaceCr(_) => self.bare_carriage_return(),
            State::DotCr(before) | State::DotCrCr(before) => {
                self.fake_end(before, Break::Cr);
                self.bare_carriage_return();
            }
            State::LineStart(_)
            | State::Text
            | State::Dot(_)
            | State::DotSpace(_)
            | State::Ended => {}
        }
        if self.state != State::Ended {
            self.state = State::Text;
            self.end_line();
        }
    }

    /// Whether the end of the data has come.
    #[must_use]
    pub fn is_ended(&self) -> bool {
        self.state == State::Ended
    }

    /// The message as far as it is stored: dots unstuffed, the end of the data not part of it.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// The message as far as it is stored, given away.
    #[must_use]
    pub fn into_message(self) -> Vec<u8> {
        self.message
    }

    /// How many octets the message has, stored or not, line ends counted and stuffed dots not (RFC 1870 §5).
    #[must_use]
    pub const fn octets(&self) -> u64 {
        self.octets
    }

    /// How many octets of the stream were taken, stuffed dots and the end included.
    #[must_use]
    pub const fn offset(&self) -> u64 {
        self.offset
    }

    /// How many lines were ended by CR LF.
    #[must_use]
    pub const fn lines(&self) -> u64 {
        self.lines
    }

    /// Whether the message is larger than the limit, so that a part of it is not stored.
    #[must_use]
    pub const fn is_over_limit(&self) -> bool {
        self.octets > self.message.len() as u64
    }

    /// What was odd, in the order in which it was understood, up to [`NOTICES_KEPT`](super::NOTICES_KEPT).
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices.list
    }

    /// How often each odd thing was seen.
    #[must_use]
    pub const fn counts(&self) -> Counts {
        self.notices.counts
    }

    /// Takes one octet that may begin or end a line, and gives what stands before the next.
    fn step(&mut self, state: State, octet: u8) -> State {
        match (state, octet) {
            (State::LineStart(before), b'.') if self.stuffed => {
                // Behind a real line end this dot is stuffing, or the end itself: it is dropped either way.
                if !before.is_real() {
                    self.store(b".");
                }
                self.dot = self.offset;
                State::Dot(before)
            }
            (State::LineStart(_) | State::Text, b'\r') => State::Cr,
            (State::LineStart(_) | State::Text, b'\n') => self.bare_line_feed(),
            (State::LineStart(_) | State::Text, _) => self.one(octet),

            (State::Cr, b'\n') => self.line_feed(Break::CrLf),
            (State::CrCr, b'\n') => self.line_feed(Break::CrCrLf),
            (State::Cr | State::CrCr | State::DotSpaceCr(_), b'\r') => {
                self.bare_carriage_return();
                State::CrCr
            }

            (State::Dot(before), b'\r') => State::DotCr(before),
            (State::Dot(before), b'\n') => {
                self.fake_end(before, Break::Lf);
                self.bare_line_feed()
            }
            (State::Dot(before) | State::DotSpace(before), b' ') => {
                self.store(b" ");
                State::DotSpace(before)
            }
            (State::Dot(_), _) => self.one(octet),

            (State::DotSpace(before), b'\r') => State::DotSpaceCr(before),
            (State::DotSpace(_), b'\n') => self.bare_line_feed(),
            (State::DotSpace(_), _) => self.one(octet),
            (State::DotSpaceCr(before), b'\n') => {
                if before.is_real() {
                    let start = self.dot.saturating_sub(before.octets());
                    self.notices.add(
                        NoticeKind::FakeEnd(FakeEnd::DotSpace),
                        start,
                        self.offset + 1,
                    );
                }
                self.line_feed(Break::CrLf)
            }

            (State::DotCr(before), b'\n') if before.is_real() => State::Ended,
            (State::DotCr(before), b'\n') => {
                self.fake_end(before, Break::CrLf);
                self.line_feed(Break::CrLf)
            }
            (State::DotCr(before), b'\r') => {
                self.bare_carriage_return();
                State::DotCrCr(before)
            }
            (State::DotCrCr(before), b'\n') => {
                self.fake_end(before, Break::CrCrLf);
                self.line_feed(Break::CrCrLf)
            }
            (State::DotCrCr(before), b'\r') => {
                self.fake_end(before, Break::Cr);
                self.bare_carriage_return();
                State::CrCr
            }
            (State::DotCr(before) | State::DotCrCr(before), _) => {
                self.fake_end(before, Break::Cr);
                self.carriage_return_then(octet)
            }
            (State::Cr | State::CrCr | State::DotSpaceCr(_), _) => self.carriage_return_then(octet),
            (State::Ended, _) => State::Ended,
        }
    }

    /// Takes text without CR and LF.
    fn text(&mut self, text: &[u8]) {
        if !text.is_ascii() || memchr::memchr(0, text).is_some() {
            for (place, octet) in (self.offset..).zip(text) {
                match octet {
                    0 => self.notices.add(NoticeKind::Nul, place, place + 1),
                    128.. => self.notices.add(NoticeKind::EightBit, place, place + 1),
                    _ => {}
                }
            }
        }
        self.store(text);
    }

    /// Takes one octet of text.
    fn one(&mut self, octet: u8) -> State {
        self.text(&[octet]);
        State::Text
    }

    /// The octet before this one is a CR, and this one is no LF.
    fn bare_carriage_return(&mut self) {
        self.notices.add(
            NoticeKind::BareCarriageReturn,
            self.offset.saturating_sub(1),
            self.offset,
        );
        self.store(b"\r");
    }

    /// The same where this octet is no CR either: somebody may see a line begin here.
    fn carriage_return_then(&mut self, octet: u8) -> State {
        self.bare_carriage_return();
        self.step(State::LineStart(Break::Cr), octet)
    }

    /// This octet is a LF with no CR before it: somebody may see a line begin behind it.
    fn bare_line_feed(&mut self) -> State {
        self.notices
            .add(NoticeKind::BareLineFeed, self.offset, self.offset + 1);
        self.store(b"\n");
        State::LineStart(Break::Lf)
    }

    /// This octet is the LF of a CR LF.
    fn line_feed(&mut self, kind: Break) -> State {
        self.store(b"\r\n");
        self.offset += 1;
        self.end_line();
        self.offset -= 1;
        self.lines += 1;
        State::LineStart(kind)
    }

    fn end_line(&mut self) {
        if self.line_octets > TEXT_LINE {
            self.notices
                .add(NoticeKind::LongLine, self.line_start, self.offset);
        }
        self.line_start = self.offset;
        self.line_octets = 0;
    }

    /// The dot stands alone between two things of which at least one is no CR LF.
    fn fake_end(&mut self, before: Break, after: Break) {
        // Of CR CR LF the two last or the first are the line end meant, unless it stands on both sides.
        let (before, after) = match (before, after) {
            (Break::CrCrLf, Break::CrCrLf) => (before, after),
            (Break::CrCrLf, _) => (Break::CrLf, after),
            (_, Break::CrCrLf) => (before, Break::Cr),
            _ => (before, after),
        };
        let kind = match (before, after) {
            (Break::Lf, Break::Lf) => FakeEnd::LfDotLf,
            (Break::Lf, Break::CrLf) => FakeEnd::LfDotCrLf,
            (Break::Cr, Break::Cr) => FakeEnd::CrDotCr,
            (Break::Start | Break::CrLf, Break::Lf) => FakeEnd::CrLfDotLf,
            (Break::Start | Break::CrLf, Break::Cr) => FakeEnd::CrLfDotCr,
            (Break::CrCrLf, Break::CrCrLf) => FakeEnd::CrCrLfDotCrCrLf,
            _ => FakeEnd::Mixed,
        };
        let start = self.dot.saturating_sub(before.octets());
        self.notices.add(
            NoticeKind::FakeEnd(kind),
            start,
            self.dot + 1 + after.octets(),
        );
    }

    fn store(&mut self, octets: &[u8]) {
        self.octets += octets.len() as u64;
        self.line_octets += octets.len() as u64;
        let room = self.limit.saturating_sub(self.message.len());
        self.message
            .extend_from_slice(octets.get(..room).unwrap_or(octets));
    }
}

#[cfg(test)]
mod tests;
