//! What is said about a refused sign-in: what the server means by it, and what to do next.

use ehlo_protocol::sign_in::SignInRefusal;

use super::{Article, Topic};
use crate::catalogue::text;

pub(super) fn article(refusal: &'static SignInRefusal) -> Article {
    let name = format!("sign-in-{}", refusal.name);
    let mut article = Article::new(
        Topic::SignIn(refusal),
        text("program-explain-sign-in"),
        text(&name),
    );
    article.paragraphs = vec![
        text(&format!("{name}.meaning")),
        text(&format!("{name}.advice")),
    ];
    article
}
