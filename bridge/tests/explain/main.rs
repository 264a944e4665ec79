//! `ehlo explain`, as a person starts it.

#![allow(clippy::expect_used, reason = "a test fails by panicking")]

use std::process::{Command, Output};

use ehlo_bridge::explain::{Fact, Topic};
use ehlo_protocol::rules;
use serde_json::Value;

fn explain(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ehlo"))
        .arg("explain")
        .args(words)
        .output()
        .expect("ehlo starts")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The first line of each article.
fn titles(words: &[&str]) -> Vec<String> {
    let output = explain(&[&["--json"], words].concat());
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let topics = document["topics"].as_array().expect("an array");
    topics
        .iter()
        .map(|topic| format!("{} {}", topic["kind"], topic["name"]).replace('"', ""))
        .collect()
}

#[test]
fn a_word_is_explained_in_each_of_its_meanings() {
    for (words, expected) in [
        (&["550"][..], &["code 550"][..]),
        (&["5.7.8"], &["enhanced-code 5.7.8"]),
        (
            &["550-5.7.1 Relaying denied"],
            &["code 550", "enhanced-code 5.7.1"],
        ),
        (&["550", "5.1.1"], &["code 550", "enhanced-code 5.1.1"]),
        (&["unknown-verb"], &["rule unknown-verb"]),
        (&["c001"], &["rule unknown-verb"]),
        (&["rcpt"], &["verb RCPT"]),
        (&["MAIL", "FROM:"], &["verb MAIL"]),
        (&["SIZE=1000"], &["parameter SIZE", "keyword SIZE"]),
        (&["AUTH"], &["verb AUTH", "parameter AUTH", "keyword AUTH"]),
        (&["greeted"], &["phase greeted"]),
        (
            &["534-5.7.9 Application-specific password required"],
            &[
                "code 534",
                "enhanced-code 5.7.9",
                "sign-in google-app-password",
            ],
        ),
        (
            &["535 Authentication Credentials Invalid"],
            &["code 535", "sign-in amazon-ses"],
        ),
        (&["sendgrid"], &["sign-in sendgrid"]),
    ] {
        assert_eq!(titles(words), expected, "{words:?}");
        assert_eq!(explain(words).status.code(), Some(0), "{words:?}");
    }
}

#[test]
fn codes_that_nobody_defined_are_explained_by_their_parts() {
    let code = said(&explain(&["299"]));
    assert!(code.contains("No standard defines this code."), "{code}");
    let detail = said(&explain(&["5.7.99"]));
    assert!(detail.contains("About security or policy"), "{detail}");
    let subject = said(&explain(&["5.42.1"]));
    assert!(subject.contains("Failed for good"), "{subject}");
}

#[test]
fn an_unknown_word_gets_the_nearest_names_and_exit_code_2() {
    for (word, nearest) in [
        ("HELLO", "EHLO"),
        ("unstufed-dot", "unstuffed-dot"),
        ("dot", "unstuffed-dot"),
        ("STARTLS", "STARTTLS"),
    ] {
        let output = explain(&[word]);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(complaint.contains(nearest), "{complaint}");
        assert_eq!(output.status.code(), Some(2), "{word}");
    }
    for word in ["999", "42", "1.2.3", "qqqq", "", "é", "日本"] {
        let output = explain(&[word]);
        assert_eq!(output.status.code(), Some(2), "{word}");
        assert!(output.stdout.is_empty(), "{word}");
    }
    let mixed = explain(&["550", "qqqq"]);
    assert!(said(&mixed).starts_with("550"));
    assert_eq!(mixed.status.code(), Some(2));
}

#[test]
fn nothing_is_left_out_of_any_article() {
    for topic in Topic::all() {
        let article = topic.article();
        let name = topic.name();
        let facts = article.facts.iter().map(|(label, fact)| match fact {
            Fact::Words(text) | Fact::Wire(text) => format!("{label} {text}"),
            Fact::Topics(topics) => format!("{label} {}", topics.len()),
        });
        let texts = [article.kind.clone(), article.sentence.clone()];
        for text in texts
            .into_iter()
            .chain(article.paragraphs.clone())
            .chain(facts)
        {
            assert!(!text.contains('«') && !text.is_empty(), "{name}: {text:?}");
        }
        assert!(!Topic::find(&name).is_empty(), "{name} is not found");
    }
}

#[test]
fn all_rules_are_listed_for_people_and_for_programs() {
    let listed = said(&explain(&["--all"]));
    let output = explain(&["--all", "--json"]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let entries = document["rules"].as_array().expect("an array");
    assert_eq!(entries.len(), rules::all().count());
    for (rule, entry) in rules::all().zip(entries) {
        assert!(listed.contains(rule.name), "{}", rule.name);
        assert_eq!(entry["name"], rule.name);
        assert_eq!(entry["spec"], rule.spec);
        assert_eq!(entry["family"], rule.family.name());
        assert_eq!(entry["severity"], rule.strict.name());
        assert!(
            entry["section"].is_string() && (entry["rfc"].is_number() || entry["rfc"].is_null())
        );
        for text in ["message", "why", "instead"] {
            let text = entry["texts"][text].as_str().expect("a text");
            assert!(
                !text.is_empty() && !text.contains('«'),
                "{}: {text}",
                rule.name
            );
        }
    }
}
