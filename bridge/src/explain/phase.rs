//! What is said about a phase.

use ehlo_protocol::phase::Phase;

use super::{Article, Topic};
use crate::catalogue::text;

pub(super) fn article(phase: Phase) -> Article {
    let name = format!("phase-{}", phase.name());
    let mut article = Article::new(
        Topic::Phase(phase),
        text("program-explain-phase"),
        text(&name),
    );
    article.paragraphs = vec![text(&format!("{name}.meaning"))];
    article
}
