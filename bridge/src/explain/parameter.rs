//! What is said about a parameter.

use ehlo_protocol::extension;
use ehlo_protocol::parameter::{On, ParameterKind};
use ehlo_protocol::verb::Verb;

use super::{Article, Fact, Topic};
use crate::catalogue::{text, text_with};

pub(super) fn article(kind: &'static ParameterKind) -> Article {
    let name = format!("parameter-{}", kind.name.to_ascii_lowercase());
    let mut article = Article::new(
        Topic::Parameter(kind),
        text("program-explain-parameter"),
        text(&name),
    );
    article.fact(text("program-explain-syntax"), Fact::Wire(kind.syntax()));
    article.fact(
        text("program-explain-value"),
        Fact::Words(text(&format!("{name}.value"))),
    );
    let verb = match kind.on {
        On::Mail => Verb::Mail,
        On::Rcpt => Verb::Rcpt,
    };
    article.fact(
        text("program-explain-on"),
        Fact::Topics(vec![Topic::Verb(verb)]),
    );
    let needs = extension::find(kind.extension).map(Topic::Keyword);
    article.fact(
        text("program-explain-needs"),
        Fact::Topics(needs.into_iter().collect()),
    );
    if kind.growth > 0 {
        let octets = ("octets", usize::from(kind.growth).into());
        let growth = text_with("program-explain-growth.by", &[octets]);
        article.fact(text("program-explain-growth"), Fact::Words(growth));
    }
    article.references = vec![kind.reference];
    article
}
