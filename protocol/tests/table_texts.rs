//! Every row of the protocol's tables has its texts, and every such text has its row.

use std::collections::BTreeSet;

use ehlo_protocol::code::{CODES, senses};
use ehlo_protocol::enhanced::{ENHANCED, LAST_SUBJECT};
use ehlo_protocol::extension::EXTENSIONS;
use ehlo_protocol::parameter::PARAMETERS;
use ehlo_protocol::verb::Verb;
use ehlo_texts::{Language, Texts};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The names of the texts that the tables ask for, attributes included.
fn wanted() -> BTreeSet<String> {
    let mut wanted = BTreeSet::new();
    let mut want = |name: String, variants: &[&str]| {
        wanted.extend(variants.iter().map(|variant| format!("{name}.{variant}")));
        wanted.insert(name);
    };
    for verb in Verb::ALL {
        want(
            format!("verb-{}", verb.name().to_ascii_lowercase()),
            &["more", "mistakes"],
        );
    }
    for kind in PARAMETERS {
        want(
            format!("parameter-{}", kind.name.to_ascii_lowercase()),
            &["value"],
        );
    }
    for kind in EXTENSIONS {
        want(
            format!("keyword-{}", kind.keyword.to_ascii_lowercase()),
            &["more"],
        );
    }
    for known in CODES {
        want(format!("code-{}", known.code), &["meaning", "advice"]);
        for sense in senses(known.code) {
            let name = format!("code-{}-{}", known.code, sense.name());
            want(name, &["title", "advice"]);
        }
    }
    for class in 2..=5 {
        want(format!("code-class-{class}"), &["meaning", "advice"]);
    }
    for category in 0..=5 {
        want(format!("code-category-{category}"), &[]);
    }
    for class in [2, 4, 5] {
        want(format!("enhanced-class-{class}"), &["advice"]);
    }
    for subject in 0..=LAST_SUBJECT {
        want(format!("enhanced-{subject}"), &["advice"]);
    }
    for kind in ENHANCED {
        want(
            format!("enhanced-{}-{}", kind.subject, kind.detail),
            &["advice"],
        );
    }
    wanted
}

/// The names of the texts of a file, attributes included. The files of this crate keep each text on one line.
fn written(source: &str) -> BTreeSet<String> {
    let mut written = BTreeSet::new();
    let mut message = "";
    for line in source.lines() {
        let Some((name, _)) = line.split_once(" =") else {
            continue;
        };
        match name.trim_start().strip_prefix('.') {
            Some(variant) => assert!(
                written.insert(format!("{message}.{variant}")),
                "{message}.{variant} twice"
            ),
            None if line.starts_with('#') => {}
            None => {
                message = name;
                assert!(written.insert(name.to_owned()), "{name} twice");
            }
        }
    }
    written
}

#[test]
fn every_row_has_its_texts_and_every_text_its_row() {
    let wanted = wanted();
    for language in Language::ALL {
        let files = language
            .files()
            .iter()
            .filter(|(name, _)| matches!(*name, "commands.ftl" | "replies.ftl"));
        let written: BTreeSet<String> = files.flat_map(|(_, source)| written(source)).collect();
        assert_eq!(
            wanted.difference(&written).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "without a text"
        );
        assert_eq!(
            written.difference(&wanted).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "without a row"
        );
        let texts = Texts::new(*language);
        for name in &wanted {
            assert!(texts.has(name), "{name} cannot be read");
        }
    }
}

#[test]
fn texts_are_sentences_that_end_and_titles_that_do_not() {
    let texts = Texts::new(Language::English);
    for name in wanted() {
        let text = texts.text(&name);
        // What a code means by what it answers is a sentence below the title that the code has.
        let is_sense = CODES
            .iter()
            .any(|known| name.starts_with(&format!("code-{}-", known.code)));
        let title = name.ends_with(".title")
            || !name.contains('.')
                && !is_sense
                && (name.starts_with("code-") || name.starts_with("enhanced-"));
        assert_eq!(text.ends_with('.'), !title, "{name}: {text}");
        assert!(
            !text.contains('!') && !text.contains("  "),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_code_is_said_in_a_few_words() {
    let texts = Texts::new(Language::English);
    for known in CODES {
        let name = format!("code-{}", known.code);
        let by_sense = senses(known.code)
            .iter()
            .map(|sense| format!("{name}-{}.title", sense.name()));
        for title in [name.clone()].into_iter().chain(by_sense) {
            let words = texts.text(&title).split(' ').count();
            assert!((1..=5).contains(&words), "{title}: {words} words");
        }
    }
}
