//! What is said about a rule.

use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::notation;
use ehlo_protocol::rules::{Family, Rule};

use super::{Article, Fact, Topic};
use crate::catalogue::{self, Sentences, severity, text, text_with};

pub(super) fn article(rule: &'static Rule) -> Article {
    let Sentences {
        message,
        why,
        instead,
    } = sentences(rule);
    let mut article = Article::new(Topic::Rule(rule), text("program-explain-rule"), message);
    article.paragraphs = vec![why, instead];
    article.fact(
        text("program-explain-family"),
        Fact::Words(family(rule.family)),
    );
    let (strict, practice) = (severity(rule.strict), severity(rule.practice));
    let severities = if strict == practice {
        strict
    } else {
        let both = [("strict", strict.into()), ("practice", practice.into())];
        text_with("program-explain-severities", &both)
    };
    article.fact(text("program-explain-severity"), Fact::Words(severities));
    if let Some(reply) = rule.reply {
        article.fact(
            text("program-explain-answer"),
            Fact::Wire(catalogue::reply(reply)),
        );
    }
    article.examples = vec![
        (text("program-explain-wrong"), shortened(rule.wrong.text)),
        (text("program-explain-right"), shortened(rule.right.text)),
    ];
    article.references = rule.references.to_vec();
    article
}

/// An example, the middle of very long lines left out.
fn shortened(example: &str) -> String {
    let lines = example.lines().map(|line| {
        let letters: Vec<char> = line.chars().collect();
        let start = letters.get(..KEPT_START);
        let end = letters
            .len()
            .checked_sub(KEPT_END)
            .and_then(|end| letters.get(end..));
        match (start, end) {
            (Some(start), Some(end)) if letters.len() > LONGEST_LINE => {
                start.iter().chain(&['…']).chain(end).collect()
            }
            _ => line.to_owned(),
        }
    });
    lines.collect::<Vec<String>>().join("\n") + "\n"
}

/// Longest line of an example that is shown whole: nearly all are.
const LONGEST_LINE: usize = 120;

/// What is shown of the start of a longer one.
const KEPT_START: usize = 70;

/// What is shown of its end.
const KEPT_END: usize = 20;

/// The sentences of a rule, with the values of its own example.
pub(super) fn sentences(rule: &Rule) -> Sentences {
    let record = notation::record(&rule.wrong.transcript(), Profile::Strict);
    let entries = record.transcript().entries();
    let mut found = entries.iter().flat_map(|entry| &entry.diagnostics);
    let values = found
        .find(|found| found.rule == rule.name)
        .map(|found| found.values.clone());
    catalogue::sentences(rule.name, &values.unwrap_or_default())
}

/// What the rules of a family are about.
pub(crate) fn family(family: Family) -> String {
    match family {
        Family::Framing => text("program-family-framing"),
        Family::Commands => text("program-family-commands"),
        Family::Addresses => text("program-family-addresses"),
        Family::Parameters => text("program-family-parameters"),
        Family::Negotiation => text("program-family-negotiation"),
        Family::Sequence => text("program-family-sequence"),
        Family::Auth => text("program-family-auth"),
        Family::Tls => text("program-family-tls"),
        Family::Data => text("program-family-data"),
        Family::Bdat => text("program-family-bdat"),
        Family::Pipelining => text("program-family-pipelining"),
        Family::Replies => text("program-family-replies"),
        Family::Message => text("program-family-message"),
    }
}
