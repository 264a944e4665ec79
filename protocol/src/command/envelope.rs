//! What follows MAIL and RCPT.

use super::{end_of_word, skip_blanks};
use crate::address::{Path, read_path};
use crate::span::Span;

/// What follows MAIL and RCPT: `FROM:<path> parameters`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// `FROM` or `TO`, or what stands in its place.
    pub keyword: Option<Span>,
    /// Where the colon is.
    pub colon: Option<usize>,
    /// White space before the colon.
    pub space_before: Option<Span>,
    /// White space between the colon and the path.
    pub space_after: Option<Span>,
    /// The path.
    pub path: Option<Path>,
    /// What is stuck to the end of the path, or follows it and is another path.
    pub junk: Option<Span>,
    /// The parameters, in order.
    pub parameters: Vec<Parameter>,
}

/// One parameter of MAIL or RCPT, `SIZE=1000`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// The whole of it.
    pub span: Span,
    /// Before the `=`.
    pub keyword: Span,
    /// After the `=`; nothing where there is no `=`.
    pub value: Option<Span>,
}

impl Envelope {
    /// Reads what begins at `start` of a line whose white space at the end is cut off.
    pub(super) fn read(line: &[u8], start: usize) -> Self {
        let letters = line
            .iter()
            .skip(start)
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        let word = Span::new(start, start + letters);
        let after_word = skip_blanks(line, start + letters);
        let colon = (line.get(after_word) == Some(&b':')).then_some(after_word);
        let known = word.of(line).eq_ignore_ascii_case(b"FROM")
            || word.of(line).eq_ignore_ascii_case(b"TO");
        let has_keyword = (colon.is_some() && letters > 0) || known;
        let keyword = has_keyword.then_some(word);
        let (space_before, path_from) = match colon {
            Some(colon) => (
                (start + letters < colon).then(|| Span::new(start + letters, colon)),
                colon + 1,
            ),
            None if has_keyword => (None, start + letters),
            None => (None, start),
        };
        let path_start = skip_blanks(line, path_from);
        let space_after =
            (colon.is_some() && path_start > path_from).then(|| Span::new(path_from, path_start));
        let (path, path_end) = read_path(line, path_start);
        let junk_end = if path.is_some() {
            end_of_junk(line, path_end)
        } else {
            path_end
        };
        let junk = (junk_end > path_end).then(|| Span::new(path_end, junk_end));
        Self {
            keyword,
            colon,
            space_before,
            space_after,
            path,
            junk,
            parameters: read_parameters(line, junk_end),
        }
    }
}

/// Where the words end that are stuck to a path or are paths themselves: `,<b@c.example>`, ` <b@c.example>`.
fn end_of_junk(line: &[u8], path_end: usize) -> usize {
    let mut end = end_of_word(line, path_end);
    loop {
        let next = skip_blanks(line, end);
        let goes_on = matches!(line.get(next), Some(b'<' | b',' | b';'))
            || (next > end && matches!(line.get(end.wrapping_sub(1)), Some(b',' | b';')));
        if next >= line.len() || !goes_on {
            return end;
        }
        end = end_of_word(line, next);
    }
}

fn read_parameters(line: &[u8], start: usize) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    let mut at = skip_blanks(line, start);
    while at < line.len() {
        let end = end_of_word(line, at);
        let span = Span::new(at, end);
        let equals = span
            .of(line)
            .iter()
            .position(|byte| *byte == b'=')
            .map(|found| at + found);
        parameters.push(Parameter {
            span,
            keyword: Span::new(at, equals.unwrap_or(end)),
            value: equals.map(|equals| Span::new(equals + 1, end)),
        });
        at = skip_blanks(line, end);
    }
    parameters
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::command::Command;

    /// The parts of a MAIL or RCPT line, drawn one after the other.
    fn parts(line: &str) -> String {
        let command = Command::read(line.as_bytes());
        let envelope = command.envelope().expect("an envelope").clone();
        let text =
            |span: Option<Span>| span.map_or_else(|| "-".to_owned(), |span| command.text(span));
        format!(
            "{} {} {} {} {}",
            text(envelope.keyword),
            if envelope.colon.is_some() { ":" } else { "-" },
            text(envelope.path.map(|path| path.span)),
            text(envelope.junk),
            envelope
                .parameters
                .iter()
                .map(|parameter| format!(
                    "[{}|{}]",
                    command.text(parameter.keyword),
                    text(parameter.value)
                ))
                .collect::<String>(),
        )
    }

    #[test]
    fn envelopes_are_cut_into_their_parts() {
        for (line, expected) in [
            (
                "MAIL FROM:<a@b.example> SIZE=10 BODY=8BITMIME",
                "FROM : <a@b.example> - [SIZE|10][BODY|8BITMIME]",
            ),
            ("mail from:<>", "from : <> - "),
            ("MAIL FROM: <a@b.example>", "FROM : <a@b.example> - "),
            ("MAIL FROM :<a@b.example>", "FROM : <a@b.example> - "),
            ("MAIL FROM <a@b.example>", "FROM - <a@b.example> - "),
            ("MAIL <a@b.example>", "- - <a@b.example> - "),
            ("MAIL a@b.example", "- - a@b.example - "),
            (
                "RCPT TO:<a@b.example>SIZE=10",
                "TO : <a@b.example> SIZE=10 ",
            ),
            (
                "RCPT TO:<a@b.example>,<c@d.example>",
                "TO : <a@b.example> ,<c@d.example> ",
            ),
            (
                "RCPT TO:<a@b.example>, <c@d.example> X",
                "TO : <a@b.example> , <c@d.example> [X|-]",
            ),
            (
                "RCPT TO:<a@b.example> <c@d.example>",
                "TO : <a@b.example>  <c@d.example> ",
            ),
            (
                "MAIL FROM:\"Ann B\" <a@b.example> X",
                "FROM : <a@b.example> - [X|-]",
            ),
            ("MAIL FROM:", "FROM : - - "),
            ("MAIL FROM:<a@b.example> =x", "FROM : <a@b.example> - [|x]"),
        ] {
            assert_eq!(parts(line), expected, "{line}");
        }
    }
}
