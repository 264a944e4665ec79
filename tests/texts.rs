//! The catalogue of texts and the code that asks for it: nothing missing, nothing left over.

use std::collections::{BTreeMap, BTreeSet};

use e2e::repository;
use e2e::source::{self, Literal};
use ehlo_protocol::auth::{Exchange, ExchangeFault, PartKind};
use ehlo_protocol::code::{CODES, Sense, senses};
use ehlo_protocol::enhanced::{self, ENHANCED};
use ehlo_protocol::extension::EXTENSIONS;
use ehlo_protocol::parameter::PARAMETERS;
use ehlo_protocol::phase::Phase;
use ehlo_protocol::rules;
use ehlo_protocol::server::{PRESETS, ProblemKind};
use ehlo_protocol::sign_in::REFUSALS;
use ehlo_protocol::tunnel::Refusal;
use ehlo_protocol::verb::Verb;
use ehlo_texts::Language;
use fluent_syntax::ast::Entry;
use fluent_syntax::parser;

/// What the names of texts begin with (CONTRIBUTING.md).
const PREFIXES: &[&str] = &[
    "page-",
    "program-",
    "rule-",
    "verb-",
    "parameter-",
    "keyword-",
    "code-",
    "enhanced-",
    "phase-",
    "refusal-",
    "sign-in-",
    "preset-",
    "behaviour-",
];

/// The functions that look a text up.
const LOOK_UPS: &[&str] = &["text", "text_with", "find", "has"];

/// The rooms whose code shows texts.
const ROOMS: &[&str] = &["protocol/src/", "frontend/src/", "bridge/src/"];

/// Texts that belong to the values of a table in the code, and are looked up by the value's name.
struct Family {
    prefix: &'static str,
    members: BTreeSet<String>,
}

#[test]
fn every_name_that_the_code_looks_up_has_a_text() {
    let catalogue = catalogue();
    let missing: Vec<_> = room_literals()
        .into_iter()
        .filter(|(_, literal)| {
            LOOK_UPS.contains(&literal.called.as_str()) && is_name(&literal.text)
        })
        .filter(|(_, literal)| !has(&catalogue, &literal.text))
        .map(|(path, literal)| format!("{path}: {}", literal.text))
        .collect();
    assert!(
        missing.is_empty(),
        "looked up, but not in the catalogue:\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_text_is_looked_up() {
    let literals: BTreeSet<String> = room_literals()
        .into_iter()
        .map(|(_, literal)| literal.text)
        .collect();
    let families = families();
    let in_family = |message: &str| {
        families.iter().any(|family| {
            message
                .strip_prefix(family.prefix)
                .is_some_and(|member| family.members.contains(member))
        })
    };
    // A variant is asked for as `page-host.hint`, or put behind a name: `format!("{name}.why")`.
    let variant_is_used = |variant: &str| {
        literals.iter().any(|text| {
            text.ends_with(&format!(".{variant}")) && text.contains('{')
                || text == variant
                || *text == format!(".{variant}")
        })
    };
    let mut unused = Vec::new();
    for (message, (has_value, variants)) in catalogue() {
        if has_value && !literals.contains(&message) && !in_family(&message) {
            unused.push(message.clone());
        }
        for variant in variants {
            let name = format!("{message}.{variant}");
            if !literals.contains(&name) && !variant_is_used(&variant) {
                unused.push(name);
            }
        }
    }
    assert!(
        unused.is_empty(),
        "in the catalogue, but never looked up:\n{}",
        unused.join("\n")
    );
}

#[test]
fn every_value_that_has_texts_has_all_of_them() {
    let catalogue = catalogue();
    let mut faults = Vec::new();
    for family in families() {
        // The larger families share their variants; what one member has, each must have.
        let variants: BTreeSet<&String> = family
            .members
            .iter()
            .filter_map(|member| catalogue.get(&format!("{}{member}", family.prefix)))
            .flat_map(|(_, variants)| variants)
            .collect();
        for member in &family.members {
            let name = format!("{}{member}", family.prefix);
            match catalogue.get(&name) {
                None => faults.push(format!("{name} is missing")),
                Some((has_value, own)) => {
                    if !has_value {
                        faults.push(format!("{name} has no text of its own"));
                    }
                    let lacking = variants.iter().filter(|&&variant| !own.contains(variant));
                    faults.extend(lacking.map(|variant| format!("{name}.{variant} is missing")));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_text_shouts_or_blames_or_ends_in_the_air() {
    let mut faults = Vec::new();
    for language in Language::ALL {
        for (file, source) in language.files() {
            let lines = source
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.starts_with('#'));
            for (number, line) in lines {
                if line.contains('!')
                    || line.ends_with(char::is_whitespace)
                    || line.contains("TODO")
                {
                    faults.push(format!("{}/{file}:{}: {line}", language.tag(), number + 1));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Every value whose name is part of the name of a text.
fn families() -> Vec<Family> {
    let family = |prefix, members: Vec<String>| Family {
        prefix,
        members: members.into_iter().collect(),
    };
    let lower = |name: &str| name.to_ascii_lowercase();
    let enhanced_codes = ENHANCED
        .iter()
        .map(|kind| format!("{}-{}", kind.subject, kind.detail))
        .chain((0..=enhanced::LAST_SUBJECT).map(|subject| subject.to_string()))
        .chain([2, 4, 5].map(|class| format!("class-{class}")));
    vec![
        family(
            "rule-",
            rules::FAMILIES
                .iter()
                .flat_map(|rules| *rules)
                .map(|rule| rule.name.to_owned())
                .collect(),
        ),
        family(
            "code-",
            CODES.iter().map(|kind| kind.code.to_string()).collect(),
        ),
        family(
            "code-",
            CODES
                .iter()
                .flat_map(|kind| {
                    senses(kind.code)
                        .iter()
                        .map(|sense| (kind.code, sense.name()))
                })
                .map(|(code, sense)| format!("{code}-{sense}"))
                .collect(),
        ),
        family(
            "program-explain-sense-",
            Sense::ALL
                .iter()
                .map(|sense| sense.name().to_owned())
                .collect(),
        ),
        family(
            "code-class-",
            [2, 3, 4, 5].map(|class| class.to_string()).into(),
        ),
        family(
            "code-category-",
            (0..=5).map(|category| category.to_string()).collect(),
        ),
        family("enhanced-", enhanced_codes.collect()),
        family(
            "verb-",
            Verb::ALL.iter().map(|verb| lower(verb.name())).collect(),
        ),
        family(
            "parameter-",
            PARAMETERS.iter().map(|kind| lower(kind.name)).collect(),
        ),
        family(
            "keyword-",
            EXTENSIONS.iter().map(|kind| lower(kind.keyword)).collect(),
        ),
        family(
            "phase-",
            Phase::ALL
                .iter()
                .map(|phase| phase.name().to_owned())
                .collect(),
        ),
        family(
            "refusal-",
            Refusal::ALL
                .iter()
                .map(|refusal| refusal.name().to_owned())
                .collect(),
        ),
        family(
            "preset-",
            PRESETS
                .iter()
                .map(|preset| preset.name.to_owned())
                .collect(),
        ),
        family(
            "behaviour-",
            ProblemKind::ALL
                .iter()
                .map(|kind| kind.name().to_owned())
                .collect(),
        ),
        family("program-limit-", limits()),
        family(
            "page-part-",
            PartKind::ALL
                .iter()
                .map(|kind| kind.name().to_owned())
                .collect(),
        ),
        family(
            "page-mechanism-",
            Exchange::MECHANISMS
                .iter()
                .map(|mechanism| lower(mechanism.name()))
                .collect(),
        ),
        family(
            "page-sign-in-fault-",
            ExchangeFault::ALL
                .iter()
                .map(|fault| fault.name().to_owned())
                .collect(),
        ),
        family(
            "sign-in-",
            REFUSALS
                .iter()
                .map(|refusal| refusal.name.to_owned())
                .collect(),
        ),
    ]
}

/// The names of the bridge's limits, from the table where they are defined.
fn limits() -> Vec<String> {
    let table = repository::file("bridge/src/limits.rs");
    let rows = source::without_tests(&table)
        .lines()
        .filter(|line| line.trim_start().starts_with(char::is_uppercase));
    let names: Vec<_> = rows
        .filter(|line| line.contains("=>"))
        .filter_map(|line| line.split('"').nth(1).map(str::to_owned))
        .chain(["bulk", "control-frame", "data-frame", "dial-delay"].map(str::to_owned))
        .collect();
    assert!(names.len() > 10, "the table of limits is not where it was");
    names
}

/// Every text: its name, whether it has words of its own, and the names of its variants.
fn catalogue() -> BTreeMap<String, (bool, Vec<String>)> {
    let mut catalogue = BTreeMap::new();
    for (file, source) in Language::English.files() {
        let resource =
            parser::parse(*source).unwrap_or_else(|(_, faults)| panic!("{file}: {faults:?}"));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let variants = message
                    .attributes
                    .iter()
                    .map(|variant| variant.id.name.to_owned())
                    .collect();
                let name = message.id.name.to_owned();
                let twice = catalogue.insert(name, (message.value.is_some(), variants));
                assert!(
                    twice.is_none(),
                    "{file}: {} stands in the catalogue twice",
                    message.id.name
                );
            }
        }
    }
    catalogue
}

fn has(catalogue: &BTreeMap<String, (bool, Vec<String>)>, name: &str) -> bool {
    match name.split_once('.') {
        Some((message, variant)) => catalogue
            .get(message)
            .is_some_and(|(_, variants)| variants.iter().any(|own| own == variant)),
        None => catalogue.get(name).is_some_and(|(has_value, _)| *has_value),
    }
}

/// Whether a literal has the shape of a text's name; a pattern such as `rule-{name}` has not.
fn is_name(text: &str) -> bool {
    PREFIXES.iter().any(|prefix| text.starts_with(prefix))
        && text
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || "-.".contains(letter))
}

/// Every literal of the rooms that show texts, with the path of its file.
fn room_literals() -> Vec<(String, Literal)> {
    let files = repository::files().into_iter();
    let rust = files.filter(|file| {
        file.path.ends_with(".rs") && ROOMS.iter().any(|room| file.path.starts_with(room))
    });
    rust.flat_map(|file| {
        let literals = source::literals(source::without_tests(&file.text));
        literals
            .into_iter()
            .map(move |literal| (file.path.clone(), literal))
    })
    .collect()
}
