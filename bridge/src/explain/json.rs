//! Explanations for programs.

use ehlo_protocol::rules::Rule;
use serde::Serialize;

use super::rule::sentences;
use super::terminal::{urls, words};
use super::{Article, Topic};

/// `{"rules":[...]}`: every rule.
pub(super) fn rules(rules: impl Iterator<Item = &'static Rule>) -> serde_json::Result<String> {
    let rules: Vec<RuleEntry> = rules.map(RuleEntry::new).collect();
    serde_json::to_string(&RuleList { rules }).map(|text| text + "\n")
}

/// `{"topics":[...]}`: what was asked for.
pub(super) fn articles(articles: &[Article]) -> serde_json::Result<String> {
    let topics: Vec<TopicEntry> = articles.iter().map(TopicEntry::new).collect();
    serde_json::to_string(&TopicList { topics }).map(|text| text + "\n")
}

#[derive(Serialize)]
struct RuleList {
    rules: Vec<RuleEntry>,
}

#[derive(Serialize)]
struct RuleEntry {
    name: &'static str,
    family: &'static str,
    /// Its letter and number in the specification sheet.
    spec: &'static str,
    /// By the letter of the RFCs.
    severity: &'static str,
    /// By what servers in use accept.
    severity_in_practice: &'static str,
    /// Nothing where no RFC says it.
    rfc: Option<u16>,
    section: &'static str,
    texts: RuleTexts,
}

/// The sentences, with the values of the rule's own example.
#[derive(Serialize)]
struct RuleTexts {
    message: String,
    why: String,
    instead: String,
}

impl RuleEntry {
    fn new(rule: &'static Rule) -> Self {
        let reference = rule.references.first();
        let sentences = sentences(rule);
        Self {
            name: rule.name,
            family: rule.family.name(),
            spec: rule.spec,
            severity: rule.strict.name(),
            severity_in_practice: rule.practice.name(),
            rfc: reference
                .map(|reference| reference.rfc)
                .filter(|rfc| *rfc != 0),
            section: reference.map_or("", |reference| reference.section),
            texts: RuleTexts {
                message: sentences.message,
                why: sentences.why,
                instead: sentences.instead,
            },
        }
    }
}

#[derive(Serialize)]
struct TopicList {
    topics: Vec<TopicEntry>,
}

#[derive(Serialize)]
struct TopicEntry {
    kind: &'static str,
    name: String,
    sentence: String,
    paragraphs: Vec<String>,
    facts: Vec<FactEntry>,
    examples: Vec<FactEntry>,
    references: Vec<String>,
    urls: Vec<String>,
}

#[derive(Serialize)]
struct FactEntry {
    label: String,
    text: String,
}

impl TopicEntry {
    fn new(article: &Article) -> Self {
        let kind = match article.topic {
            Topic::Rule(_) => "rule",
            Topic::Verb(_) => "verb",
            Topic::Parameter(_) => "parameter",
            Topic::Keyword(_) => "keyword",
            Topic::Code(_) => "code",
            Topic::Enhanced(_) => "enhanced-code",
            Topic::Phase(_) => "phase",
            Topic::SignIn(_) => "sign-in",
        };
        let entry = |label: &String, text: String| FactEntry {
            label: label.clone(),
            text,
        };
        Self {
            kind,
            name: article.topic.name(),
            sentence: article.sentence.clone(),
            paragraphs: article.paragraphs.clone(),
            facts: article
                .facts
                .iter()
                .map(|(label, fact)| entry(label, words(fact)))
                .collect(),
            examples: article
                .examples
                .iter()
                .map(|(label, text)| entry(label, text.clone()))
                .collect(),
            references: article.references.iter().map(ToString::to_string).collect(),
            urls: urls(article),
        }
    }
}
