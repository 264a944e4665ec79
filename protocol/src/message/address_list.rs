//! The addresses of From, To, Cc and their like (RFC 5322 §3.4).

use crate::address::Mailbox;
use crate::span::Span;

/// Most addresses read of one field; a message to more people than this is a mailing list's business.
pub const MAX_ADDRESSES: usize = 1000;

/// The addresses of a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressList {
    /// The addresses, those in groups included, in order, up to [`MAX_ADDRESSES`].
    pub addresses: Vec<ListedAddress>,
}

/// One address of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedAddress {
    /// Name, brackets, comments and all.
    pub span: Span,
    /// The name before the brackets.
    pub display_name: Option<Span>,
    /// The address itself.
    pub mailbox: Mailbox,
}

impl AddressList {
    /// Reads the value of a field.
    #[must_use]
    pub fn read(content: &[u8], value: Span) -> Self {
        let mut list = Self::default();
        let mut item = Item::default();
        let mut state = State::default();
        let base = value.range().start;
        for (offset, byte) in value.of(content).iter().enumerate() {
            let at = base + offset;
            match state.step(*byte) {
                // What stood before the colon is the name of a group.
                Kind::Colon => item = Item::default(),
                Kind::End => list.finish(content, std::mem::take(&mut item)),
                Kind::Space => {}
                Kind::Comment => item.widen(at, false),
                Kind::Open => {
                    item.open.get_or_insert(at);
                    item.widen(at, true);
                }
                Kind::Close => {
                    if item.open.is_some() {
                        item.close.get_or_insert(at);
                    }
                    item.widen(at, true);
                }
                Kind::Text => item.widen(at, true),
            }
        }
        list.finish(content, item);
        list
    }

    fn finish(&mut self, content: &[u8], item: Item) {
        let (Some(span), Some(text)) = (item.span, item.text) else {
            return;
        };
        if self.addresses.len() >= MAX_ADDRESSES {
            return;
        }
        let (display_name, address) = match item.open {
            Some(open) => {
                let before = Span::new(text.range().start, open);
                let name = before.of(content).trim_ascii_end().len();
                let name = Span::new(text.range().start, text.range().start + name);
                let end = item.close.unwrap_or(text.end as usize);
                (
                    (!name.is_empty()).then_some(name),
                    Span::new(open + 1, end).trimmed(content),
                )
            }
            None => (None, text),
        };
        self.addresses.push(ListedAddress {
            span,
            display_name,
            mailbox: Mailbox::read(content, address),
        });
    }
}

/// An address that is being read.
#[derive(Clone, Copy, Debug, Default)]
struct Item {
    span: Option<Span>,
    /// The same without comments at its ends.
    text: Option<Span>,
    open: Option<usize>,
    close: Option<usize>,
}

impl Item {
    fn widen(&mut self, at: usize, is_text: bool) {
        let here = Span::new(at, at + 1);
        self.span = Some(self.span.map_or(here, |span| span.to(here)));
        if is_text {
            self.text = Some(self.text.map_or(here, |text| text.to(here)));
        }
    }
}

/// What an octet of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Space,
    Comment,
    Open,
    Close,
    Colon,
    End,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    quoted: bool,
    escaped: bool,
    comment: usize,
    angle: bool,
    literal: bool,
}

impl State {
    fn step(&mut self, byte: u8) -> Kind {
        let inside = if self.comment > 0 {
            Kind::Comment
        } else {
            Kind::Text
        };
        if std::mem::take(&mut self.escaped) {
            return inside;
        }
        match byte {
            b'\\' if self.quoted || self.comment > 0 => {
                self.escaped = true;
                inside
            }
            b'(' if !self.quoted => {
                self.comment += 1;
                Kind::Comment
            }
            b')' if self.comment > 0 => {
                self.comment -= 1;
                Kind::Comment
            }
            _ if self.comment > 0 => Kind::Comment,
            b'"' => {
                self.quoted = !self.quoted;
                Kind::Text
            }
            _ if self.quoted => Kind::Text,
            b'[' | b']' => {
                self.literal = byte == b'[';
                Kind::Text
            }
            b'<' => {
                self.angle = true;
                Kind::Open
            }
            b'>' => {
                self.angle = false;
                Kind::Close
            }
            b' ' | b'\t' | b'\r' | b'\n' => Kind::Space,
            b':' if !self.angle && !self.literal => Kind::Colon,
            b',' | b';' if !self.angle => {
                self.literal = false;
                Kind::End
            }
            _ => Kind::Text,
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn read(text: &str) -> String {
        let content = text.as_bytes();
        let show = |span: Span| String::from_utf8_lossy(span.of(content)).into_owned();
        AddressList::read(content, Span::new(0, content.len()))
            .addresses
            .iter()
            .map(|one| {
                format!(
                    "{}={}@{}",
                    one.display_name.map(show).unwrap_or_default(),
                    show(one.mailbox.local),
                    one.mailbox.domain.map_or_else(|| "-".to_owned(), show)
                )
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn lists_are_cut_into_addresses() {
        for (text, expected) in [
            ("ann@example.org", "=ann@example.org"),
            ("Ann <ann@example.org>", "Ann=ann@example.org"),
            (
                "\"B, \\\"C\\\"\" <b@example.org>,\r\n c@example.org",
                "\"B, \\\"C\\\"\"=b@example.org =c@example.org",
            ),
            ("ann@example.org (Ann, you know)", "=ann@example.org"),
            ("(hi) ann@example.org", "=ann@example.org"),
            (
                "All: a@x.example, B <b@x.example>;",
                "=a@x.example B=b@x.example",
            ),
            ("undisclosed-recipients:;", ""),
            ("ann", "=ann@-"),
            ("<>", "=@-"),
            ("a@[IPv6:::1], b@x.example", "=a@[IPv6:::1] =b@x.example"),
            ("", ""),
            (" , ,", ""),
            ("Ann <ann@example.org", "Ann=ann@example.org"),
            ("(never closed a@b.example, c@d.example", ""),
        ] {
            assert_eq!(read(text), expected, "{text:?}");
        }
    }

    #[test]
    fn every_octet_string_can_be_read_and_many_are_cut_short() {
        let alphabet = b"<>@\",;:() ";
        for number in 0..100_000_u32 {
            let mut rest = number;
            let mut text = Vec::new();
            while rest > 0 {
                text.push(alphabet[(rest % 10) as usize]);
                rest /= 10;
            }
            for one in AddressList::read(&text, Span::new(0, text.len())).addresses {
                assert!(one.span.range().end <= text.len());
            }
        }
        let many = "a@b.example,".repeat(MAX_ADDRESSES + 5);
        let list = AddressList::read(many.as_bytes(), Span::new(0, many.len()));
        assert_eq!(list.addresses.len(), MAX_ADDRESSES);
    }
}
