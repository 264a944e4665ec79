//! The words of the bridge, from the catalogue of texts.

use ehlo_protocol::diagnostic::{Diagnostic, ExpectedReply, Severity};
use ehlo_protocol::tunnel::Refusal;
use ehlo_texts::{Language, Texts, Value};

thread_local! {
    // The formatter keeps plural rules in a cell of its own, so each thread has one.
    static TEXTS: Texts = Texts::new(Language::English);
}

/// The text called `name`.
#[must_use]
pub fn text(name: &str) -> String {
    TEXTS.with(|texts| texts.text(name))
}

/// The text called `name` with values put into its places.
#[must_use]
pub fn text_with(name: &str, values: &[(&str, Value)]) -> String {
    TEXTS.with(|texts| texts.text_with(name, values))
}

/// The text called `name`, or nothing where there is none.
#[must_use]
pub fn find(name: &str) -> Option<String> {
    TEXTS.with(|texts| texts.find(name, &[]))
}

/// What happened and what to try next, in one paragraph.
#[must_use]
pub fn refusal(code: Refusal) -> String {
    let name = format!("refusal-{}", code.name());
    format!("{} {}", text(&name), text(&format!("{name}.next")))
}

/// What is said of a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentences {
    /// One line that stands alone.
    pub message: String,
    /// Why it matters.
    pub why: String,
    /// What to do instead.
    pub instead: String,
}

/// What is said of a finding.
#[must_use]
pub fn finding(diagnostic: &Diagnostic) -> Sentences {
    sentences(diagnostic.rule, &diagnostic.values)
}

/// What is said of a finding of a rule with these values.
#[must_use]
pub fn sentences(rule: &str, values: &[(&'static str, String)]) -> Sentences {
    let values: Vec<(&str, Value)> = values
        .iter()
        .map(|(name, value)| (*name, Value::from(shortened(value))))
        .collect();
    let sentence = |variant: &str| text_with(&format!("rule-{rule}{variant}"), &values);
    Sentences {
        message: sentence(""),
        why: sentence(".why"),
        instead: sentence(".instead"),
    }
}

/// Longest value in a sentence, in characters: the longest domain is shown whole.
const LONGEST_VALUE: usize = 255;

fn shortened(value: &str) -> String {
    match value.char_indices().nth(LONGEST_VALUE) {
        Some((end, _)) => format!("{}…", value.get(..end).unwrap_or_default()),
        None => value.to_owned(),
    }
}

/// How grave something is, in words.
#[must_use]
pub fn severity(severity: Severity) -> String {
    match severity {
        Severity::Error => text("program-severity-error"),
        Severity::Warning => text("program-severity-warning"),
        Severity::Info => text("program-severity-info"),
        Severity::Hint => text("program-severity-hint"),
    }
}

/// The line that a server answers with.
#[must_use]
pub fn reply(reply: ExpectedReply) -> String {
    let words = [&reply.code.to_string(), reply.enhanced, reply.text];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_without_end_does_not_make_a_sentence_without_end() {
        let values = [("verb", "é".repeat(10_000)), ("nearest", "none".to_owned())];
        let message = sentences("unknown-verb", &values).message;
        assert!(message.chars().count() < 2 * LONGEST_VALUE, "{message}");
        assert!(message.contains("é…"), "{message}");
    }

    #[test]
    fn every_refusal_has_a_sentence_and_a_next_step() {
        for code in Refusal::ALL {
            let name = format!("refusal-{}", code.name());
            for name in [name.clone(), format!("{name}.next")] {
                let sentence = find(&name);
                assert!(
                    sentence.as_deref().is_some_and(|text| text.ends_with('.')),
                    "{name}: {sentence:?}"
                );
            }
        }
    }
}
