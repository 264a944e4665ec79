//! What is said about a reply code: what the code means, or, of one that nobody defined, what its digits mean.

use ehlo_protocol::code::{self, Class, Step, expected, senses};
use ehlo_protocol::reference::Reference;
use ehlo_protocol::verb::Verb;

use super::{Article, Fact, Topic};
use crate::catalogue::text;

pub(super) fn article(number: u16) -> Article {
    let known = code::find(number);
    let class = format!("code-class-{}", code::class(number).map_or(5, Class::digit));
    let name = known.map_or_else(|| class.clone(), |known| format!("code-{}", known.code));
    let mut article = Article::new(
        Topic::Code(number),
        text("program-explain-code"),
        text(&name),
    );
    article.paragraphs = vec![
        text(&format!("{name}.meaning")),
        text(&format!("{name}.advice")),
    ];
    if known.is_none() {
        article
            .paragraphs
            .insert(0, text("program-explain-undefined-code"));
    }
    for sense in senses(number) {
        let here = format!("{name}-{}", sense.name());
        let title = text(&format!("{here}.title"));
        let words = [
            title,
            ". ".to_owned(),
            text(&here),
            " ".to_owned(),
            text(&format!("{here}.advice")),
        ]
        .concat();
        let label = text(&format!("program-explain-sense-{}", sense.name()));
        article.fact(label, Fact::Words(words));
    }
    let first = [text(&class), text(&format!("{class}.meaning"))].join(". ");
    article.fact(text("program-explain-first-digit"), Fact::Words(first));
    if let Some(category) = code::category(number) {
        let second = text(&format!("code-category-{category}"));
        article.fact(text("program-explain-second-digit"), Fact::Words(second));
    }
    let verbs = Verb::ALL
        .iter()
        .copied()
        .filter(|verb| answers(Step::Command(*verb), number));
    let verbs: Vec<Topic> = verbs.map(Topic::Verb).collect();
    if code::ANY.contains(&number) {
        let any = text("program-explain-answers.any");
        article.fact(text("program-explain-answers"), Fact::Words(any));
    } else {
        article.fact(text("program-explain-answers"), Fact::Topics(verbs));
    }
    let also = [
        (Step::Greeting, "program-explain-answers-greeting"),
        (Step::Message, "program-explain-answers-message"),
        (
            Step::Authentication,
            "program-explain-answers-authentication",
        ),
    ];
    let also = also.into_iter().filter(|(step, _)| answers(*step, number));
    let also: Vec<String> = also.map(|(_, name)| text(name)).collect();
    article.fact(
        text("program-explain-answers-also"),
        Fact::Words(also.join("; ")),
    );
    article.references = vec![known.map_or(DIGITS, |known| known.reference)];
    article
}

/// Whether a code is one of those that answer a step and no other.
fn answers(step: Step, number: u16) -> bool {
    let codes = expected(step);
    [codes.success, codes.intermediate, codes.error]
        .iter()
        .any(|codes| codes.contains(&number))
}

/// Where the digits are defined.
const DIGITS: Reference = Reference::new(5321, "4.2.1");
