//! Rust sources, as far as the house rules look into them.

/// A string literal in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// What stands between the quotes, with escapes as they are written.
    pub text: String,
    /// The name of the function or macro whose first argument it is; empty where there is none.
    pub called: String,
}

/// The source above its unit tests, which stand at the very bottom of a file.
pub fn without_tests(source: &str) -> &str {
    source.split("\n#[cfg(test)]").next().unwrap_or(source)
}

/// Every string literal outside comments.
pub fn literals(source: &str) -> Vec<Literal> {
    let mut literals = Vec::new();
    let mut rest = source;
    // The code since the last literal, for the name of what is called.
    let mut before = String::new();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            '\'' => character(rest),
            '"' => {
                let end = closing_quote(&rest[1..]);
                literals.push(Literal {
                    text: rest[1..=end].to_owned(),
                    called: called(&before),
                });
                before.clear();
                end + 2
            }
            'r' if is_raw(rest)
                && !before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_') =>
            {
                let hashes = rest[1..].bytes().take_while(|&octet| octet == b'#').count();
                let close = format!("\"{}", "#".repeat(hashes));
                let start = 2 + hashes;
                let end = rest[start..]
                    .find(&close)
                    .map_or(rest.len(), |end| start + end);
                literals.push(Literal {
                    text: rest[start..end].to_owned(),
                    called: called(&before),
                });
                before.clear();
                (end + close.len()).min(rest.len())
            }
            other => {
                before.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    literals
}

/// Whether a raw string begins here: `r"`, `r#"` ...
fn is_raw(rest: &str) -> bool {
    rest[1..].trim_start_matches('#').starts_with('"')
}

/// The length of a character literal, or of the quote alone where it begins a lifetime.
fn character(rest: &str) -> usize {
    let mut letters = rest.char_indices().skip(1);
    match (letters.next(), letters.next()) {
        (Some((_, '\\')), Some((at, escaped))) => {
            let after = at + escaped.len_utf8();
            rest[after..].find('\'').map_or(1, |end| after + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// Where the quote that ends a literal stands, given what follows the opening one.
fn closing_quote(inside: &str) -> usize {
    let mut escaped = false;
    for (at, octet) in inside.bytes().enumerate() {
        match octet {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return at,
            _ => {}
        }
    }
    inside.len().saturating_sub(1)
}

/// The name before an opening parenthesis at the end of `before`: `text` in `words::text(`.
fn called(before: &str) -> String {
    let Some(name) = before.trim_end().trim_end_matches('&').strip_suffix('(') else {
        return String::new();
    };
    let start = name
        .rfind(|letter: char| !letter.is_alphanumeric() && letter != '_')
        .map_or(0, |at| at + 1);
    name[start..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_are_found_with_what_is_called() {
        let source = r####"
            // "in a comment" isn't one
            let a = words::text("page-send"); let b = format!("rule-{name}\"x");
            let c = ('"', '\'', b'\\', 'x'); fn f<'a>(x: &'a str) {}
            find(&"page-host", "two"); r#"a "raw" one"#; for_r("end")
        "####;
        let found: Vec<_> = literals(source)
            .into_iter()
            .map(|literal| (literal.called, literal.text))
            .collect();
        let expected = [
            ("text", "page-send"),
            ("", r#"rule-{name}\"x"#),
            ("find", "page-host"),
            ("", "two"),
            ("", "a \"raw\" one"),
            ("for_r", "end"),
        ];
        assert_eq!(
            found,
            expected.map(|(called, text)| (called.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn tests_at_the_bottom_do_not_count() {
        assert_eq!(
            without_tests("fn a() {}\n\n#[cfg(test)]\nmod tests {}"),
            "fn a() {}\n"
        );
    }
}
