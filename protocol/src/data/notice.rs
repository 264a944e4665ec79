//! What was odd about the data as it came in.

use crate::span::Span;

/// Most notices kept of one message. A person reads a few; a hostile message could have one for each of its octets.
/// The counts go on.
pub const NOTICES_KEPT: usize = 100;

/// Something odd in the data, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Notice {
    /// What it is.
    pub kind: NoticeKind,
    /// The octets of the data as they came, dot-stuffing included, counted from the first one after `354`.
    pub span: Span,
}

/// What can be odd about data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoticeKind {
    /// A CR with no LF behind it (RFC 5321 §2.3.8).
    BareCarriageReturn,
    /// A LF with no CR before it (RFC 5321 §2.3.8).
    BareLineFeed,
    /// One or more NUL octets (RFC 5322 §2.1).
    Nul,
    /// One or more octets above 127: fine where 8BITMIME, BINARYMIME or SMTPUTF8 was agreed on (RFC 6152 §3).
    EightBit,
    /// A line of more than 1000 octets, its CRLF counted and a stuffed dot not (RFC 5321 §4.5.3.1.6).
    LongLine,
    /// What some servers take for the end of the data, and what does not end it.
    FakeEnd(FakeEnd),
}

/// The ways to write a lone dot that does not end the data (RFC 5321 §4.1.1.4).
///
/// Where one server takes such a thing for the end and the one before it did not, what follows is a message that the
/// first one never checked: SMTP smuggling. The start of the data counts as a CR LF.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FakeEnd {
    /// LF `.` LF
    LfDotLf,
    /// LF `.` CR LF
    LfDotCrLf,
    /// CR `.` CR
    CrDotCr,
    /// CR LF `.` LF
    CrLfDotLf,
    /// CR LF `.` CR
    CrLfDotCr,
    /// CR CR LF `.` CR CR LF
    CrCrLfDotCrCrLf,
    /// CR LF `.` SP CR LF
    DotSpace,
    /// A dot between any other two line ends, one of them not CR LF.
    Mixed,
}

/// How often each odd thing was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Counts {
    /// CRs without LF.
    pub bare_carriage_returns: u64,
    /// LFs without CR.
    pub bare_line_feeds: u64,
    /// NUL octets.
    pub nuls: u64,
    /// Octets above 127.
    pub eight_bit: u64,
    /// Lines of more than 1000 octets.
    pub long_lines: u64,
    /// Lone dots that do not end the data.
    pub fake_ends: u64,
}

/// The notices of one message, bounded, and their counts, not bounded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notices {
    pub(super) list: Vec<Notice>,
    pub(super) counts: Counts,
}

impl Notices {
    /// Takes note of `kind` at the octets from `start` to `end`. NUL and 8-bit octets side by side are one notice.
    pub(super) fn add(&mut self, kind: NoticeKind, start: u64, end: u64) {
        let octets = end.saturating_sub(start);
        let (count, more) = match kind {
            NoticeKind::BareCarriageReturn => (&mut self.counts.bare_carriage_returns, 1),
            NoticeKind::BareLineFeed => (&mut self.counts.bare_line_feeds, 1),
            NoticeKind::Nul => (&mut self.counts.nuls, octets),
            NoticeKind::EightBit => (&mut self.counts.eight_bit, octets),
            NoticeKind::LongLine => (&mut self.counts.long_lines, 1),
            NoticeKind::FakeEnd(_) => (&mut self.counts.fake_ends, 1),
        };
        *count = count.saturating_add(more);
        let span = Span::new(place(start), place(end));
        if matches!(kind, NoticeKind::Nul | NoticeKind::EightBit)
            && let Some(last) = self.list.last_mut()
            && last.kind == kind
            && last.span.end == span.start
        {
            last.span.end = span.end;
        } else if self.list.len() < NOTICES_KEPT {
            self.list.push(Notice { kind, span });
        }
    }
}

fn place(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
