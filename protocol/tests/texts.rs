//! Every rule has its sentences in the catalogue, and they take the values that the rule gives.

use ehlo_protocol::diagnostic::Profile;
use ehlo_protocol::{notation, rules, server};
use ehlo_texts::{Language, Texts, Value};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn every_rule_has_its_sentences() {
    for language in Language::ALL {
        let texts = Texts::new(*language);
        for rule in rules::all() {
            for variant in ["", ".why", ".instead"] {
                let name = format!("rule-{}{variant}", rule.name);
                assert!(texts.has(&name), "{} has no text {name}", language.tag());
            }
        }
    }
}

#[test]
fn every_finding_of_the_examples_reads_without_a_gap() {
    let texts = Texts::new(Language::English);
    for rule in rules::all() {
        let record = notation::record(&rule.wrong.transcript(), Profile::Strict);
        for entry in record.transcript().entries() {
            for found in &entry.diagnostics {
                let values: Vec<(&str, Value)> = found
                    .values
                    .iter()
                    .map(|(name, value)| (*name, Value::from(value.as_str())))
                    .collect();
                let sentence = texts.text_with(&format!("rule-{}", found.rule), &values);
                assert!(
                    !sentence.contains('{') && !sentence.contains('«'),
                    "{}: {sentence}",
                    rule.name
                );
            }
        }
    }
}

#[test]
fn every_preset_and_every_problem_of_a_behaviour_has_its_sentence() {
    let texts = Texts::new(Language::English);
    for preset in server::PRESETS {
        assert!(
            texts.has(&format!("preset-{}", preset.name)),
            "{}",
            preset.name
        );
    }
    for kind in server::ProblemKind::ALL {
        assert!(texts.has(&format!("behaviour-{}", kind.name())), "{kind:?}");
    }
}
