//! One part of a message; a message without parts is one part.

use super::content_type::ContentType;
use super::header::Header;
use crate::span::Span;

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it says it is; nothing where it does not say, which means plain text.
    pub content_type: Option<ContentType>,
    /// The value of its Content-Transfer-Encoding.
    pub encoding: Option<Span>,
    /// Its body, the line end before the next boundary left out.
    pub body: Span,
    /// How many parts it is inside of.
    pub depth: usize,
}

/// How the octets of a body are written (RFC 2045 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// As they are, all of them ASCII. Also where nothing is said.
    SevenBit,
    /// As they are, in lines.
    EightBit,
    /// As they are.
    Binary,
    /// ASCII, the rest as `=XX`.
    QuotedPrintable,
    /// Base64.
    Base64,
    /// In a way that no standard knows.
    Unknown,
}

impl Part {
    pub(super) fn new(content: &[u8], header: &Header, depth: usize) -> Self {
        let value = |name| header.field(content, name).map(|field| field.value);
        Self {
            content_type: value("Content-Type").map(|value| ContentType::read(content, value)),
            encoding: value("Content-Transfer-Encoding"),
            body: Span::new(header.body_start, content.len()),
            depth,
        }
    }

    /// Whether it has parts of its own.
    #[must_use]
    pub fn is_multipart(&self) -> bool {
        self.content_type
            .as_ref()
            .is_some_and(ContentType::is_multipart)
    }

    /// Whether it is a message inside the message.
    #[must_use]
    pub fn is_message(&self) -> bool {
        self.content_type
            .as_ref()
            .is_some_and(|media| media.kind == "message")
    }

    /// Whether it is text of any kind.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.content_type
            .as_ref()
            .is_none_or(|media| media.kind == "text")
    }

    /// How its body is written.
    #[must_use]
    pub fn encoding(&self, content: &[u8]) -> Encoding {
        let Some(value) = self.encoding else {
            return Encoding::SevenBit;
        };
        // A comment may follow.
        let name = value
            .of(content)
            .split(|byte| matches!(byte, b'(' | b' ' | b';'))
            .next()
            .unwrap_or_default();
        [
            ("7bit", Encoding::SevenBit),
            ("8bit", Encoding::EightBit),
            ("binary", Encoding::Binary),
            ("quoted-printable", Encoding::QuotedPrintable),
            ("base64", Encoding::Base64),
        ]
        .iter()
        .find(|(known, _)| name.eq_ignore_ascii_case(known.as_bytes()))
        .map_or(Encoding::Unknown, |(_, encoding)| *encoding)
    }
}
