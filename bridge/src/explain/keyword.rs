//! What is said about a keyword of the EHLO reply.

use ehlo_protocol::extension::{self, ExtensionKind, Submission};
use ehlo_protocol::parameter;

use super::verb::standing;
use super::{Article, Fact, Topic};
use crate::catalogue::{text, text_with};

pub(super) fn article(kind: &'static ExtensionKind) -> Article {
    let name = format!("keyword-{}", kind.keyword.to_ascii_lowercase());
    let mut article = Article::new(
        Topic::Keyword(kind),
        text("program-explain-keyword"),
        text(&name),
    );
    article.paragraphs = vec![text(&format!("{name}.more"))];
    let syntax = [kind.keyword, kind.argument].join(" ");
    article.fact(
        text("program-explain-syntax"),
        Fact::Wire(syntax.trim_end().to_owned()),
    );
    article.fact(
        text("program-explain-standing"),
        Fact::Words(standing(kind.standing)),
    );
    let verbs = kind.verbs.iter().copied().map(Topic::Verb);
    article.fact(text("program-explain-adds"), Fact::Topics(verbs.collect()));
    let parameters = kind.parameters.iter().filter_map(parameter::find_any);
    article.fact(
        text("program-explain-parameters"),
        Fact::Topics(parameters.map(Topic::Parameter).collect()),
    );
    let needs = kind.requires.iter().filter_map(extension::find);
    article.fact(
        text("program-explain-needs"),
        Fact::Topics(needs.map(Topic::Keyword).collect()),
    );
    for (growth, name) in [
        (kind.growth_mail, "program-explain-growth.mail"),
        (kind.growth_rcpt, "program-explain-growth.rcpt"),
    ] {
        if growth > 0 {
            let octets = ("octets", usize::from(growth).into());
            let words = text_with(name, &[octets]);
            article.fact(text("program-explain-growth"), Fact::Words(words));
        }
    }
    article.fact(
        text("program-explain-submission"),
        Fact::Words(submission(kind.submission)),
    );
    article.references = vec![kind.reference];
    article
}

fn submission(submission: Submission) -> String {
    match submission {
        Submission::Required => text("program-submission-required"),
        Submission::Recommended => text("program-submission-recommended"),
        Submission::Allowed => text("program-submission-allowed"),
        Submission::Forbidden => text("program-submission-forbidden"),
        Submission::Only => text("program-submission-only"),
        Submission::Unstated => String::new(),
    }
}
