//! `ehlo reference`: everything that can be explained, as pages of Markdown.
//!
//! The pages of `docs/reference` are written by this and by nobody else; a test holds them against it.

use std::fs;
use std::path::Path;

use anyhow::Context;
use ehlo_protocol::rules::{self, Family};

use crate::catalogue::{text, text_with};
use crate::explain::Topic;

mod markdown;
mod phases;

/// A page of Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The name of its file.
    pub name: String,
    /// What is on it.
    pub text: String,
}

/// Every page: the contents, the rules by family, then commands, parameters, keywords, codes, enhanced codes and phases.
#[must_use]
pub fn pages() -> Vec<Page> {
    let mut families: Vec<Family> = rules::all().map(|rule| rule.family).collect();
    families.sort_unstable();
    families.dedup();
    let of_rules = families.into_iter().map(|family| {
        let topics = Topic::all()
            .filter(|topic| matches!(topic, Topic::Rule(rule) if rule.family == family));
        let about = text_with(
            "program-reference-rules",
            &[("family", crate::explain::family(family).into())],
        );
        (about, topics.collect::<Vec<_>>())
    });
    let of = |title: &str, is_one: fn(&Topic) -> bool| {
        (text(title), Topic::all().filter(is_one).collect::<Vec<_>>())
    };
    let others = [
        of("program-reference-verbs", |topic| {
            matches!(topic, Topic::Verb(_))
        }),
        of("program-reference-parameters", |topic| {
            matches!(topic, Topic::Parameter(_))
        }),
        of("program-reference-keywords", |topic| {
            matches!(topic, Topic::Keyword(_))
        }),
        of("program-reference-codes", |topic| {
            matches!(topic, Topic::Code(_))
        }),
        of("program-reference-enhanced", |topic| {
            matches!(topic, Topic::Enhanced(_))
        }),
    ];
    let mut pages: Vec<(String, Page)> = of_rules
        .chain(others)
        .filter_map(|(title, topics)| {
            let name = markdown::page_of(*topics.first()?);
            let text = markdown::page(&title, &topics);
            Some((title, Page { name, text }))
        })
        .collect();
    let name = "phases.md".to_owned();
    let text = phases::page();
    pages.push((self::text("program-reference-phases"), Page { name, text }));
    let contents = markdown::contents(
        pages
            .iter()
            .map(|(title, page)| (title.as_str(), page.name.as_str())),
    );
    let contents = Page {
        name: "README.md".to_owned(),
        text: contents,
    };
    std::iter::once(contents)
        .chain(pages.into_iter().map(|(_, page)| page))
        .collect()
}

/// Writes every page into a folder, which is made where it is not there. Pages of an earlier run that no longer exist are
/// removed; what else is in the folder stays.
///
/// # Errors
/// Where the folder cannot be written to.
pub fn write(folder: &Path) -> anyhow::Result<()> {
    let cannot = || {
        text_with(
            "program-reference-cannot-write",
            &[("folder", folder.display().to_string().into())],
        )
    };
    fs::create_dir_all(folder).with_context(cannot)?;
    let pages = pages();
    for entry in fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        let is_kept = pages.iter().any(|page| path.ends_with(&page.name));
        let is_ours =
            || fs::read_to_string(&path).is_ok_and(|text| text.starts_with(&markdown::mark()));
        if !is_kept && is_ours() {
            fs::remove_file(&path).with_context(cannot)?;
        }
    }
    for page in pages {
        fs::write(folder.join(&page.name), page.text).with_context(cannot)?;
    }
    Ok(())
}
