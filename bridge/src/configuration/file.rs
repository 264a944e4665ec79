//! The configuration file: TOML whose keys are the long names of the flags.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

use ehlo_texts::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::catalogue::text_with;
use crate::limits::Limits;
use crate::policy::grant::Grant;
use crate::token::{SHORTEST, Token};

/// What a file says, each with the line where it stands.
#[derive(Debug, Default)]
pub(super) struct File {
    /// Its name, as it was given.
    pub(super) name: String,
    /// Settings, as text.
    pub(super) settings: BTreeMap<&'static str, (Vec<String>, usize)>,
    /// `[limits]`.
    pub(super) limits: Vec<(String, u64, usize)>,
    /// `[[grant]]`.
    pub(super) grants: Vec<Grant>,
}

/// What is wrong in a file, and where.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {what}")]
pub(super) struct Fault {
    place: String,
    what: String,
}

impl File {
    /// Reads a file. `known` are the settings that it may have.
    pub(super) fn read(path: &Path, known: &[&'static str]) -> Result<Self, Fault> {
        let name = path.display().to_string();
        let source = std::fs::read_to_string(path).map_err(|error| Fault {
            place: name.clone(),
            what: error.to_string(),
        })?;
        Self::parse(&name, &source, known)
    }

    fn parse(name: &str, source: &str, known: &[&'static str]) -> Result<Self, Fault> {
        let reader = Reader { name, source };
        let table = DeTable::parse(source)
            .map_err(|error| reader.fault(error.span().unwrap_or_default(), error.message()))?;
        let mut file = Self {
            name: name.to_owned(),
            ..Self::default()
        };
        for (key, value) in table.get_ref() {
            match key.get_ref().as_ref() {
                "limits" => reader.limits(value, &mut file.limits)?,
                "grant" => reader.grants(value, &mut file.grants)?,
                word => {
                    let Some(known) = known.iter().find(|known| **known == word) else {
                        return Err(reader.unknown(key.span(), word, known));
                    };
                    let words = reader.words(value)?;
                    let line = reader.line(key.span());
                    file.settings.insert(known, (words, line));
                }
            }
        }
        Ok(file)
    }
}

/// Reads one file.
struct Reader<'a> {
    name: &'a str,
    source: &'a str,
}

impl Reader<'_> {
    /// A value, or several in a list, as they would stand on the command line.
    fn words(&self, value: &Spanned<DeValue<'_>>) -> Result<Vec<String>, Fault> {
        match value.get_ref() {
            DeValue::String(text) => Ok(vec![text.to_string()]),
            DeValue::Integer(number) => Ok(vec![number.as_str().to_owned()]),
            DeValue::Boolean(switch) => Ok(vec![switch.to_string()]),
            DeValue::Array(values) => {
                let words = values.iter().map(|value| self.words(value));
                Ok(words.collect::<Result<Vec<_>, _>>()?.concat())
            }
            _ => Err(self.wrong(value, "program-configuration-not-a-value")),
        }
    }

    fn limits(
        &self,
        value: &Spanned<DeValue<'_>>,
        limits: &mut Vec<(String, u64, usize)>,
    ) -> Result<(), Fault> {
        let table = value
            .get_ref()
            .as_table()
            .ok_or_else(|| self.wrong(value, "program-configuration-not-a-table"))?;
        let known: Vec<&str> = Limits::TABLE.iter().map(|entry| entry.name).collect();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                return Err(self.unknown(key.span(), name, &known));
            }
            let figure = value
                .get_ref()
                .as_integer()
                .and_then(|number| number.as_str().replace('_', "").parse().ok())
                .ok_or_else(|| self.wrong(value, "program-configuration-not-a-number"))?;
            limits.push((name.to_owned(), figure, self.line(key.span())));
        }
        Ok(())
    }

    fn grants(&self, value: &Spanned<DeValue<'_>>, grants: &mut Vec<Grant>) -> Result<(), Fault> {
        let wrong = |value| self.wrong(value, "program-configuration-not-a-table");
        for entry in value.get_ref().as_array().ok_or_else(|| wrong(value))? {
            let table = entry.get_ref().as_table().ok_or_else(|| wrong(entry))?;
            let (mut name, mut secret) = (None, None);
            for (key, value) in table {
                let text = value
                    .get_ref()
                    .as_str()
                    .ok_or_else(|| self.wrong(value, "program-configuration-not-a-value"))?;
                match key.get_ref().as_ref() {
                    "name" => name = Some(text.to_owned()),
                    "secret" => {
                        let values = [("least", Value::from(SHORTEST))];
                        let short = || text_with("program-configuration-short-secret", &values);
                        let token = Token::chosen(text);
                        secret = Some(token.ok_or_else(|| self.fault(value.span(), &short()))?);
                    }
                    word => return Err(self.unknown(key.span(), word, &["name", "secret"])),
                }
            }
            let (Some(name), Some(secret)) = (name, secret) else {
                return Err(self.wrong(entry, "program-configuration-half-a-grant"));
            };
            grants.push(Grant { name, secret });
        }
        Ok(())
    }

    fn unknown(&self, place: Range<usize>, word: &str, known: &[&str]) -> Fault {
        let word_value = ("word", Value::from(word));
        let said = match nearest(word, known) {
            None => text_with("program-configuration-unknown", &[word_value]),
            Some(name) => {
                let values = [word_value, ("nearest", name.into())];
                text_with("program-configuration-unknown.nearest", &values)
            }
        };
        self.fault(place, &said)
    }

    fn wrong(&self, value: &Spanned<DeValue<'_>>, text: &str) -> Fault {
        self.fault(value.span(), &text_with(text, &[]))
    }

    fn fault(&self, place: Range<usize>, what: &str) -> Fault {
        Fault {
            place: format!("{}:{}", self.name, self.line(place)),
            what: what.to_owned(),
        }
    }

    fn line(&self, place: Range<usize>) -> usize {
        let before = self.source.get(..place.start).unwrap_or(self.source);
        before.matches('\n').count() + 1
    }
}

/// The name that somebody meant, where one is so near that it was a slip.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let scored = known
        .iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(name, word), *name));
    let (likeness, name) = scored.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (likeness >= LIKENESS).then_some(name)
}

/// How like a name has to be, of 1: a slip in four letters.
const LIKENESS: f64 = 0.7;

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &[&str] = &["listen", "allow-target", "allow-private", "sandbox-port"];

    #[test]
    fn what_stands_in_a_file_is_read_with_its_lines() {
        let source = "# a comment\nlisten = \"127.0.0.1:0\"\nsandbox-port = 0\nallow-private = true\n\
            allow-target = [\n  \"a.example:25\",\n  \"b.example:25\",\n]\n\
            [limits]\ngreeting-time = 10\nbytes-from-page = 1_000\n\
            [[grant]]\nname = \"docs\"\nsecret = \"0123456789abcdef\"\n";
        let file = File::parse("x.toml", source, KNOWN).unwrap();
        let of = |name| {
            let (words, line) = &file.settings[name];
            (words.join(" "), *line)
        };
        assert_eq!(of("listen"), ("127.0.0.1:0".to_owned(), 2));
        assert_eq!(of("sandbox-port"), ("0".to_owned(), 3));
        assert_eq!(of("allow-private"), ("true".to_owned(), 4));
        assert_eq!(
            of("allow-target"),
            ("a.example:25 b.example:25".to_owned(), 5)
        );
        assert_eq!(
            file.limits,
            [
                ("bytes-from-page".to_owned(), 1000, 11),
                ("greeting-time".to_owned(), 10, 10)
            ]
        );
        assert_eq!(file.grants[0].name, "docs");
        assert!(file.grants[0].secret.matches(b"0123456789abcdef"));
        assert!(!format!("{file:?}").contains("0123456789abcdef"));
    }

    #[test]
    fn only_what_is_near_is_named() {
        for (word, name) in [
            ("lisen", Some("listen")),
            ("allow_target", Some("allow-target")),
            ("allow-targets", Some("allow-target")),
            ("sandboxport", Some("sandbox-port")),
            ("log-level", None),
            ("allow", None),
            ("colour", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, KNOWN), name, "{word}");
        }
        assert_eq!(nearest("listen", &[]), None);
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        for (source, line, words) in [
            ("\nlisten =", 2, ""),
            ("listen = \"a\"\nlisten = \"b\"", 2, "duplicate"),
            ("\n\nlisen = \"a\"", 3, "listen"),
            ("listen = { a = 1 }", 1, "whole number"),
            ("listen = 1.5", 1, "whole number"),
            ("limits = 1", 1, "table"),
            ("[limits]\ngreting-time = 1", 2, "greeting-time"),
            ("[limits]\ngreeting-time = \"1\"", 2, "number"),
            ("[limits]\ngreeting-time = -1", 2, "number"),
            ("[grant]\nname = \"a\"", 1, "table"),
            ("[[grant]]\nname = \"a\"", 1, "secret"),
            ("[[grant]]\nname = \"a\"\nsecret = \"short\"", 3, "16"),
            ("[[grant]]\nnam = \"a\"", 2, "name"),
        ] {
            let fault = File::parse("x.toml", source, KNOWN)
                .unwrap_err()
                .to_string();
            assert!(fault.starts_with(&format!("x.toml:{line}: ")), "{fault}");
            assert!(fault.contains(words) && !fault.contains('«'), "{fault}");
        }
    }
}
