//! The mail itself, as far as the checks need it: header fields, dates, addresses, parts, each with its place.
//!
//! Reading never fails and copies next to nothing. Lines end at CR LF; a lone LF ends one too, so that a message with the
//! wrong line ends is judged by what was meant and not by one endless line.

pub use self::address_list::{AddressList, ListedAddress, MAX_ADDRESSES};
pub use self::content_type::{ContentType, MAX_PARAMETERS};
pub use self::date::{DateFault, DateTime};
pub use self::header::{Field, Header, HeaderEnd, HeaderFault, HeaderFaultKind, MAX_FAULTS};
pub use self::lines::{TextLine, TextLines};
pub use self::part::{Encoding, Part};
pub use self::parts::{MAX_BOUNDARY, MAX_NESTING, MAX_PARTS, Structure, StructureFault};
use crate::span::Span;

mod address_list;
mod content_type;
mod date;
pub mod encoded_word;
mod header;
mod lines;
mod part;
mod parts;

/// Most octets of header fields that are read, those of all parts together; Postfix reads as many.
pub const MAX_HEADER: usize = 102_400;

/// A message, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// The octets it was read from.
    pub content: &'a [u8],
    /// Whether a dot at the beginning of a line may be stuffing.
    pub stuffed: bool,
    /// The header section.
    pub header: Header,
    /// The body: empty where there is none.
    pub body: Span,
    /// The body's parts; the first is the body itself.
    pub structure: Structure,
}

impl<'a> Message<'a> {
    /// Reads a message: as it is on the wire behind DATA (`stuffed`), or as it is.
    #[must_use]
    pub fn read(content: &'a [u8], stuffed: bool) -> Self {
        let lines = TextLines::new(content, 0, stuffed);
        let header = Header::read(lines, MAX_HEADER, |_| false);
        let body = Span::new(header.body_start, content.len());
        let structure = Structure::read(content, stuffed, &header);
        Self {
            content,
            stuffed,
            header,
            body,
            structure,
        }
    }

    /// The octets of a part.
    #[must_use]
    pub fn of(&self, span: Span) -> &'a [u8] {
        self.content.get(span.range()).unwrap_or_default()
    }

    /// A part as text, for a person.
    #[must_use]
    pub fn text(&self, span: Span) -> String {
        String::from_utf8_lossy(self.of(span)).into_owned()
    }

    /// The fields called `name`, in any case.
    pub fn fields<'message>(
        &'message self,
        name: &'message str,
    ) -> impl Iterator<Item = &'message Field> {
        self.header.fields(self.content, name)
    }

    /// The first field called `name`, in any case.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.header.field(self.content, name)
    }

    /// The lines of a span of the content.
    #[must_use]
    pub fn lines(&self, span: Span) -> TextLines<'a> {
        TextLines::new(
            self.content.get(..span.range().end).unwrap_or(self.content),
            span.range().start,
            self.stuffed,
        )
    }

    /// Whether there is nothing in it but line ends and spaces.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.content.iter().all(u8::is_ascii_whitespace)
    }
}
