//! Paths and mailboxes with the place of every part (RFC 5321 §4.1.2).
//!
//! Reading never fails: whatever stands where a path should is cut into the parts it has. Whether the parts are right is
//! for the rules to say, with the predicates at the end of this file.

use crate::span::Span;

/// A path as it was typed: `<ann@example.org>`, or what was meant to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path {
    /// From `<` to `>`, or the bare text.
    pub span: Span,
    /// Whether it begins with `<`.
    pub opened: bool,
    /// Whether it ends with `>`.
    pub closed: bool,
    /// Text before the `<`, such as a display name.
    pub display_name: Option<Span>,
    /// A source route, `@a.example,@b.example`, without its colon (obsolete, RFC 5321 Appendix C).
    pub route: Option<Span>,
    /// What is between the brackets; nothing for `<>`.
    pub mailbox: Option<Mailbox>,
}

impl Path {
    /// Whether it is the null path `<>`.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        self.opened && self.closed && self.mailbox.is_none() && self.route.is_none()
    }
}

/// A mailbox: a local part and, but for `Postmaster`, a domain or address literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The whole of it.
    pub span: Span,
    /// Before the `@`.
    pub local: Span,
    /// After the `@`; nothing where there is none.
    pub domain: Option<Span>,
}

impl Mailbox {
    /// Reads the mailbox that `span` of `line` holds. The last `@` outside quotes divides it.
    #[must_use]
    pub fn read(line: &[u8], span: Span) -> Self {
        let text = span.of(line);
        let mut quoted = false;
        let mut escaped = false;
        let mut at = None;
        for (index, byte) in text.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'@' if !quoted => at = Some(index),
                _ => {}
            }
        }
        let start = span.range().start;
        let end = span.range().end;
        match at {
            Some(at) => Self {
                span,
                local: Span::new(start, start + at),
                domain: Some(Span::new(start + at + 1, end)),
            },
            None => Self {
                span,
                local: span,
                domain: None,
            },
        }
    }
}

/// Reads a path that begins at `start` of `line`. Gives the path and where the rest of the line begins.
#[must_use]
pub fn read_path(line: &[u8], start: usize) -> (Option<Path>, usize) {
    let text = line.get(start..).unwrap_or_default();
    if text.is_empty() {
        return (None, start);
    }
    let Some(open) = opening_bracket(text) else {
        let end = start
            + text
                .iter()
                .position(|byte| *byte == b' ')
                .unwrap_or(text.len());
        let span = Span::new(start, end);
        let closed = line.get(end.wrapping_sub(1)) == Some(&b'>') && end > start;
        let inner = Span::new(start, if closed { end - 1 } else { end });
        let path = Path {
            span,
            opened: false,
            closed,
            display_name: None,
            route: None,
            mailbox: (!inner.is_empty()).then(|| Mailbox::read(line, inner)),
        };
        return (Some(path), end);
    };
    let display = text.get(..open).unwrap_or_default();
    let display_name =
        (!display.is_empty()).then(|| Span::new(start, start + display.trim_ascii_end().len()));
    let from = start + open;
    let (to, closed) = closing_bracket(line, from);
    let span = Span::new(from, to);
    let inner_end = if closed { to - 1 } else { to };
    let (route, mailbox_start) = read_route(line, from + 1, inner_end);
    let inner = Span::new(mailbox_start, inner_end);
    let mailbox = (!inner.is_empty()).then(|| Mailbox::read(line, inner));
    (
        Some(Path {
            span,
            opened: true,
            closed,
            display_name,
            route,
            mailbox,
        }),
        to,
    )
}

/// Where the `<` of a path stands: first, or after what looks like a display name.
fn opening_bracket(text: &[u8]) -> Option<usize> {
    let mut quoted = false;
    for (index, byte) in text.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'<' if !quoted => return Some(index),
            // An address without brackets: what follows are parameters.
            b'@' if !quoted => return None,
            _ => {}
        }
    }
    None
}

/// Where a path that opens at `from` ends, and whether with `>`.
fn closing_bracket(line: &[u8], from: usize) -> (usize, bool) {
    let mut quoted = false;
    let mut escaped = false;
    for (index, byte) in line.iter().enumerate().skip(from + 1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b'>' if !quoted => return (index + 1, true),
            _ => {}
        }
    }
    // A quote that never closes must not swallow the bracket.
    if quoted && let Some(found) = line.iter().skip(from).position(|byte| *byte == b'>') {
        return (from + found + 1, true);
    }
    let end = line
        .iter()
        .skip(from)
        .position(|byte| *byte == b' ')
        .map_or(line.len(), |found| from + found);
    (end, false)
}

fn read_route(line: &[u8], start: usize, end: usize) -> (Option<Span>, usize) {
    let inner = line.get(start..end).unwrap_or_default();
    if inner.first() != Some(&b'@') {
        return (None, start);
    }
    match inner.iter().position(|byte| *byte == b':') {
        Some(colon) => (Some(Span::new(start, start + colon)), start + colon + 1),
        None => (None, start),
    }
}

/// Whether an octet may stand in an atom (RFC 5322 §3.2.3).
#[must_use]
pub const fn is_atext(byte: u8) -> bool {
    matches!(byte,
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9'
        | b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+' | b'-' | b'/'
        | b'=' | b'?' | b'^' | b'_' | b'`' | b'{' | b'|' | b'}' | b'~')
}

/// Whether a label of a domain is well formed: letters, digits and inner hyphens, 1 to 63 octets (§4.1.2, RFC 1035 §2.3.4).
#[must_use]
pub fn is_label(label: &[u8]) -> bool {
    let edge = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    label.len() <= 63
        && edge(label.first())
        && edge(label.last())
        && label
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}

/// Whether this is a dotted IPv4 address, each number 0 to 255 without a sign (§4.1.3).
#[must_use]
pub fn is_ipv4(text: &[u8]) -> bool {
    let mut parts = 0;
    for part in text.split(|byte| *byte == b'.') {
        parts += 1;
        let digits = !part.is_empty() && part.len() <= 3 && part.iter().all(u8::is_ascii_digit);
        if !digits
            || std::str::from_utf8(part)
                .ok()
                .and_then(|part| part.parse::<u8>().ok())
                .is_none()
        {
            return false;
        }
    }
    parts == 4
}

/// Whether this is an IPv6 address as it stands after `IPv6:` (§4.1.3).
#[must_use]
pub fn is_ipv6(text: &[u8]) -> bool {
    match text.windows(2).position(|two| two == b"::") {
        None => groups(text, true) == Some(8),
        // The gap stands for two groups or more.
        Some(gap) => {
            let before = groups(&text[..gap], false);
            let behind = groups(&text[gap + 2..], true);
            matches!((before, behind), (Some(before), Some(behind)) if before + behind <= 6)
        }
    }
}

/// How many groups of 16 bits are written; nothing where one is malformed. The last two may be an IPv4 address.
fn groups(text: &[u8], may_end_in_ipv4: bool) -> Option<usize> {
    let mut count = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let end = memchr::memchr(b':', rest).unwrap_or(rest.len());
        let (group, behind) = rest.split_at(end);
        if (1..=4).contains(&group.len()) && group.iter().all(u8::is_ascii_hexdigit) {
            count += 1;
        } else if may_end_in_ipv4 && behind.is_empty() && is_ipv4(group) {
            count += 2;
        } else {
            return None;
        }
        // A colon stands between two groups.
        rest = match behind {
            [] => behind,
            [_] => return None,
            [_, next @ ..] => next,
        };
    }
    Some(count)
}

/// Whether this is `Postmaster`, the one recipient without a domain, in any case (§4.1.1.3).
#[must_use]
pub fn is_postmaster(local: &[u8]) -> bool {
    local.eq_ignore_ascii_case(b"postmaster")
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    /// Every text of up to seven of these pieces, as the standard library reads it; it knows a gap of one group, and SMTP
    /// does not.
    #[test]
    fn ipv6_addresses_are_read_as_elsewhere() {
        const PIECES: [&str; 6] = ["::", ":", "1", "a:b:c", "fffff", "1.2.3.4"];
        let mut good = 0;
        for number in 0..6_usize.pow(7) {
            let digits = (0..7).map(|place| number / 6_usize.pow(place) % 6);
            let text: String = digits.map(|digit| PIECES[digit]).collect();
            let parsed = text.parse::<std::net::Ipv6Addr>().is_ok();
            let colons = text.bytes().filter(|octet| *octet == b':').count();
            let dotted = usize::from(text.contains('.'));
            let at_edge = text.starts_with("::") || text.ends_with("::");
            let written = colons + dotted - usize::from(at_edge && text.len() > 2);
            let wide_gap = !text.contains("::") || written <= 6;
            assert_eq!(is_ipv6(text.as_bytes()), parsed && wide_gap, "{text}");
            good += usize::from(parsed);
        }
        assert!(good > 100, "{good}");
    }

    /// `path | local | domain | rest`, with `-` for nothing.
    const TABLE: &[(&str, &str)] = &[
        (
            "<ann@example.org>",
            "<ann@example.org> | ann | example.org | ",
        ),
        (
            "<ann@example.org> SIZE=1",
            "<ann@example.org> | ann | example.org |  SIZE=1",
        ),
        ("<>", "<> | - | - | "),
        ("<>>>>", "<> | - | - | >>>"),
        ("<Postmaster>", "<Postmaster> | Postmaster | - | "),
        (
            "<\"a@b > c\"@example.org>x",
            "<\"a@b > c\"@example.org> | \"a@b > c\" | example.org | x",
        ),
        (
            "<john doe@example.org>",
            "<john doe@example.org> | john doe | example.org | ",
        ),
        (
            "<ann@example.org SIZE=1",
            "<ann@example.org | ann | example.org |  SIZE=1",
        ),
        (
            "ann@example.org SIZE=1",
            "ann@example.org | ann | example.org |  SIZE=1",
        ),
        (
            "ann@example.org>",
            "ann@example.org> | ann | example.org | ",
        ),
        (
            "\"Ann\" <ann@example.org>",
            "<ann@example.org> | ann | example.org | ",
        ),
        (
            "<@a.example,@b.example:c@d.example>",
            "<@a.example,@b.example:c@d.example> | c | d.example | ",
        ),
        (
            "<a@b@example.org>",
            "<a@b@example.org> | a@b | example.org | ",
        ),
        (
            "<\"open@example.org>",
            "<\"open@example.org> | \"open@example.org | - | ",
        ),
    ];

    #[test]
    fn paths_are_cut_into_their_parts() {
        for (input, expected) in TABLE {
            let line = input.as_bytes();
            let (path, rest) = read_path(line, 0);
            let path = path.expect("a path");
            let text = |span: Option<Span>| {
                span.map_or_else(
                    || "-".to_owned(),
                    |span| String::from_utf8_lossy(span.of(line)).into_owned(),
                )
            };
            let found = format!(
                "{} | {} | {} | {}",
                text(Some(path.span)),
                text(path.mailbox.map(|mailbox| mailbox.local)),
                text(path.mailbox.and_then(|mailbox| mailbox.domain)),
                String::from_utf8_lossy(&line[rest..]),
            );
            assert_eq!(&found, expected, "{input}");
        }
    }

    #[test]
    fn every_octet_string_can_be_read() {
        let alphabet = b"<>@\".\\: a,";
        for number in 0..100_000_u32 {
            let mut rest = number;
            let mut input = Vec::new();
            while rest > 0 {
                input.push(alphabet[(rest % 10) as usize]);
                rest /= 10;
            }
            let (_, end) = read_path(&input, 0);
            assert!(end <= input.len());
        }
    }

    #[test]
    fn labels_and_addresses() {
        for good in ["a", "a-b", "1", "xn--bcher-kva"] {
            assert!(is_label(good.as_bytes()), "{good}");
        }
        for bad in ["", "-a", "a-", "a_b", "b\u{fc}cher"] {
            assert!(!is_label(bad.as_bytes()), "{bad}");
        }
        assert!(
            is_ipv4(b"192.0.2.255")
                && !is_ipv4(b"300.1.1.1")
                && !is_ipv4(b"1.2.3")
                && !is_ipv4(b"1.2.3.+4")
        );
        assert!(is_ipv6(b"2001:db8::1") && !is_ipv6(b"2001:db8::1::2"));
        assert!(is_ipv6(b"1:2:3:4:5:6::") && !is_ipv6(b"1:2:3:4:5:6:7::"));
        assert!(is_ipv6(b"::ffff:192.0.2.1") && is_ipv6(b"1:2:3:4:5:6:7:8") && is_ipv6(b"::"));
    }
}
