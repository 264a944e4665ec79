//! An article on a terminal.

use super::{Article, Fact, Topic};
use crate::catalogue::text;
use crate::prose::wrap;

/// Columns of a paragraph.
const WIDTH: usize = 80;

/// Columns in front of a fact, with its label.
const LABEL_WIDTH: usize = 14;

/// The article as plain text, with a line break at its end.
pub(super) fn tell(article: &Article) -> String {
    let name = article.topic.name();
    let mut lines = vec![format!("{name} ({})", article.kind)];
    lines.extend(wrap(&article.sentence, WIDTH));
    for paragraph in &article.paragraphs {
        lines.push(String::new());
        lines.extend(wrap(paragraph, WIDTH));
    }
    for (label, example) in &article.examples {
        lines.push(String::new());
        lines.push(format!("{label}:"));
        lines.extend(example.lines().map(|line| format!("  {line}")));
    }
    let facts = article
        .facts
        .iter()
        .map(|(label, fact)| (label.clone(), words(fact)));
    let references: Vec<String> = article.references.iter().map(ToString::to_string).collect();
    let see = (text("program-explain-see"), references.join(", "));
    let mut facts: Vec<(String, String)> = facts.chain([see]).collect();
    facts.retain(|(_, words)| !words.is_empty());
    if !facts.is_empty() {
        lines.push(String::new());
    }
    for (label, words) in facts {
        let mut label = label.as_str();
        for line in wrap(&words, WIDTH - LABEL_WIDTH) {
            lines.push(format!("{label:LABEL_WIDTH$}{line}"));
            label = "";
        }
    }
    lines.join("\n") + "\n"
}

/// A fact in words.
pub(super) fn words(fact: &Fact) -> String {
    match fact {
        Fact::Words(text) | Fact::Wire(text) => text.clone(),
        Fact::Topics(topics) => {
            let names: Vec<String> = topics.iter().map(|topic| topic.name()).collect();
            names.join(", ")
        }
    }
}

/// The addresses of what an article cites.
pub(super) fn urls(article: &Article) -> Vec<String> {
    article
        .references
        .iter()
        .filter_map(|reference| reference.url())
        .collect()
}

impl Topic {
    /// The line about a topic in a list.
    pub(super) fn line(self, width: usize) -> String {
        format!("{:width$}  {}", self.name(), self.article().sentence)
    }
}
