//! Articles as Markdown.

use std::fmt::Write as _;

use ehlo_protocol::code;
use ehlo_protocol::reference::Reference;

use crate::catalogue::text;
use crate::explain::{Article, Fact, Topic};

/// The comment that begins each page.
pub(super) fn mark() -> String {
    format!("<!-- {} -->\n", text("program-reference-mark"))
}

/// The page of contents.
pub(super) fn contents<'a>(pages: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let mut page = head(&text("program-reference"));
    let _ = writeln!(page, "{}\n", escape(&text("program-reference.lead")));
    for (title, name) in pages {
        let _ = writeln!(page, "- [{}]({name})", escape(title));
    }
    page
}

/// A page about some topics, each under its own heading.
pub(super) fn page(title: &str, topics: &[Topic]) -> String {
    let mut page = head(title);
    for topic in topics {
        article(&topic.article(), &mut page);
    }
    page
}

/// The mark and the title.
pub(super) fn head(title: &str) -> String {
    format!("{}\n# {}\n\n", mark(), escape(title))
}

fn article(article: &Article, page: &mut String) {
    let _ = writeln!(page, "## {}\n", article.topic.name());
    let _ = writeln!(page, "**{}**\n", escape(&article.sentence));
    for paragraph in &article.paragraphs {
        let _ = writeln!(page, "{}\n", escape(paragraph));
    }
    for (label, example) in &article.examples {
        let _ = writeln!(
            page,
            "{}:\n\n```text\n{}\n```\n",
            escape(label),
            example.trim_end()
        );
    }
    for (label, told) in &article.facts {
        let _ = writeln!(page, "- {}: {}", escape(label), fact(told));
    }
    let references: Vec<String> = article
        .references
        .iter()
        .map(|told| reference(*told))
        .collect();
    if !references.is_empty() {
        let _ = writeln!(
            page,
            "- {}: {}",
            escape(&text("program-explain-see")),
            references.join(", ")
        );
    }
    page.push('\n');
}

fn fact(fact: &Fact) -> String {
    match fact {
        Fact::Words(words) => escape(words),
        Fact::Wire(wire) => format!("`{wire}`"),
        Fact::Topics(topics) => {
            let links: Vec<String> = topics.iter().map(|topic| link(*topic)).collect();
            links.join(", ")
        }
    }
}

/// A link to a topic; its name alone where no page tells of it.
fn link(topic: Topic) -> String {
    let name = topic.name();
    match topic {
        Topic::Code(number) if code::find(number).is_none() => name,
        _ => format!("[{name}]({}#{})", page_of(topic), anchor(&name)),
    }
}

fn reference(reference: Reference) -> String {
    let name = escape(&reference.to_string());
    reference
        .url()
        .map_or_else(|| name.clone(), |url| format!("[{name}]({url})"))
}

/// The page that tells of a topic.
pub(super) fn page_of(topic: Topic) -> String {
    match topic {
        Topic::Rule(rule) => format!("rules-{}.md", rule.family.name()),
        Topic::Verb(_) => "verbs.md".to_owned(),
        Topic::Parameter(_) => "parameters.md".to_owned(),
        Topic::Keyword(_) => "keywords.md".to_owned(),
        Topic::Code(_) => "codes.md".to_owned(),
        Topic::Enhanced(_) => "enhanced-codes.md".to_owned(),
        // The codes that refusals come with; their words are found with `ehlo explain`.
        Topic::Phase(_) => "phases.md".to_owned(),
        Topic::SignIn(_) => "codes.md".to_owned(),
    }
}

/// The anchor that a heading gets, as GitHub and most others make it.
fn anchor(heading: &str) -> String {
    let small = heading.to_lowercase();
    let kept = small
        .chars()
        .filter(|letter| letter.is_alphanumeric() || "-_ ".contains(*letter));
    kept.map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

/// A text in which nothing is a mark of Markdown.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if "\\`*_<>[]#|&".contains(letter) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_and_headings_have_anchors() {
        assert_eq!(
            escape("MAIL FROM:<ann@example.org> *"),
            "MAIL FROM:\\<ann@example.org\\> \\*"
        );
        assert_eq!(anchor("X-LINK2STATE"), "x-link2state");
        assert_eq!(anchor("5.7.8"), "578");
    }
}
