//! What is said about an enhanced code: the detail, or its subject, or at least its class.

use ehlo_protocol::enhanced::{self, EnhancedCode};
use ehlo_protocol::reference::Reference;

use super::{Article, Fact, Topic};
use crate::catalogue::text;

pub(super) fn article(code: EnhancedCode) -> Article {
    let known = enhanced::find(code.subject, code.detail);
    let names: Vec<String> = code.explanation_names().collect();
    let telling = names.first().cloned().unwrap_or_default();
    let mut article = Article::new(
        Topic::Enhanced(code),
        text("program-explain-enhanced"),
        text(&telling),
    );
    if known.is_none() {
        article
            .paragraphs
            .push(text("program-explain-undefined-detail"));
    }
    article.paragraphs.push(text(&format!("{telling}.advice")));
    // The less telling names are of the wider parts: the subject and the class.
    for name in names.iter().skip(1) {
        let label = if name.starts_with("enhanced-class-") {
            text("program-explain-class")
        } else {
            text("program-explain-subject")
        };
        article.fact(label, Fact::Words(text(name)));
    }
    let codes = known.map_or(&[][..], |kind| kind.codes).iter().copied();
    article.fact(
        text("program-explain-goes-with"),
        Fact::Topics(codes.map(Topic::Code).collect()),
    );
    article.references = vec![known.map_or(FORM, |kind| kind.reference)];
    article
}

/// Where the three numbers are defined.
const FORM: Reference = Reference::new(3463, "2");
