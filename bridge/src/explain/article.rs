//! What is said about one topic, whatever it is shown on.

use ehlo_protocol::reference::Reference;

use super::Topic;

/// What is said about one topic.
#[derive(Clone, Debug)]
pub struct Article {
    /// The topic.
    pub topic: Topic,
    /// What it is: a rule, a command ...
    pub kind: String,
    /// One line about it.
    pub sentence: String,
    /// More about it.
    pub paragraphs: Vec<String>,
    /// Facts, each with its label.
    pub facts: Vec<(String, Fact)>,
    /// Transcripts, each with its label.
    pub examples: Vec<(String, String)>,
    /// Where it is written.
    pub references: Vec<Reference>,
}

/// A fact about a topic.
#[derive(Clone, Debug)]
pub enum Fact {
    /// Said in words.
    Words(String),
    /// As it goes over the wire.
    Wire(String),
    /// Other topics.
    Topics(Vec<Topic>),
}

impl Article {
    /// An article that has nothing but its line.
    pub(super) const fn new(topic: Topic, kind: String, sentence: String) -> Self {
        Self {
            topic,
            kind,
            sentence,
            paragraphs: Vec::new(),
            facts: Vec::new(),
            examples: Vec::new(),
            references: Vec::new(),
        }
    }

    pub(super) fn fact(&mut self, label: String, fact: Fact) {
        let is_empty = match &fact {
            Fact::Words(text) | Fact::Wire(text) => text.is_empty(),
            Fact::Topics(topics) => topics.is_empty(),
        };
        if !is_empty {
            self.facts.push((label, fact));
        }
    }
}
