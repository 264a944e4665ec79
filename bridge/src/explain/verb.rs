//! What is said about a verb.

use ehlo_protocol::code::{Expected, Step, expected};
use ehlo_protocol::extension;
use ehlo_protocol::parameter::{On, PARAMETERS};
use ehlo_protocol::standing::Standing;
use ehlo_protocol::verb::Verb;

use super::{Article, Fact, Topic};
use crate::catalogue::text;

pub(super) fn article(verb: Verb) -> Article {
    let name = format!("verb-{}", verb.name().to_ascii_lowercase());
    let mut article = Article::new(Topic::Verb(verb), text("program-explain-verb"), text(&name));
    article.paragraphs = vec![
        text(&format!("{name}.more")),
        text(&format!("{name}.mistakes")),
    ];
    article.fact(
        text("program-explain-syntax"),
        Fact::Wire(verb.syntax().to_owned()),
    );
    article.fact(
        text("program-explain-standing"),
        Fact::Words(standing(verb.standing())),
    );
    let needs = verb
        .extension()
        .and_then(extension::find)
        .map(Topic::Keyword);
    article.fact(
        text("program-explain-needs"),
        Fact::Topics(needs.into_iter().collect()),
    );
    let on = match verb {
        Verb::Mail => Some(On::Mail),
        Verb::Rcpt => Some(On::Rcpt),
        _ => None,
    };
    let parameters = PARAMETERS.iter().filter(|kind| Some(kind.on) == on);
    article.fact(
        text("program-explain-parameters"),
        Fact::Topics(parameters.map(Topic::Parameter).collect()),
    );
    let Expected {
        success,
        intermediate,
        error,
    } = expected(Step::Command(verb));
    for (label, codes) in [
        (text("program-explain-success"), success),
        (text("program-explain-intermediate"), intermediate),
        (text("program-explain-failure"), error),
    ] {
        let codes = codes.iter().copied().map(Topic::Code);
        article.fact(label, Fact::Topics(codes.collect()));
    }
    article.references = vec![verb.reference()];
    article
}

/// How well established something is.
pub(super) fn standing(standing: Standing) -> String {
    match standing {
        Standing::Standard => text("program-standing-standard"),
        Standing::Extension => text("program-standing-extension"),
        Standing::Obsolete => text("program-standing-obsolete"),
        Standing::Vendor => text("program-standing-vendor"),
        Standing::Unknown => text("program-standing-unknown"),
    }
}
