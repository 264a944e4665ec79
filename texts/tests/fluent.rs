//! The texts as this crate reads them, and as Fluent's own library does: no difference.

use std::collections::{BTreeMap, BTreeSet};

use ehlo_texts::{Language, Texts, Value};
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use fluent_syntax::ast::{
    Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey,
};
use unic_langid::LanguageIdentifier;

/// The values that a pattern names, with the keys it chooses by.
type Named<'text> = BTreeMap<&'text str, BTreeSet<&'text str>>;

#[test]
fn every_text_reads_as_in_fluent() {
    for &language in Language::ALL {
        let texts = Texts::new(language);
        let sources = language.files().iter().map(|(_, source)| *source);
        let compared = compare(&texts, language, sources);
        assert!(compared > 1_000, "only {compared} texts were compared");
    }
}

#[test]
fn what_no_text_needs_today_reads_as_in_fluent() {
    let source = "\
# A comment = no text

plain = Words
    .variant=Words of its own
empty =
    .only = a variant
below =
    Begins below,
    goes on
    # and = keeps its signs.
signs = a \"quoted\" word, 2 > 1, [brackets], * and =
literal = { \"{\" }{\"[x]\"} and { \"}\" }
spaces = {\" \"}x{ \"\" }
missing = { $nobody } and { $nobody ->
    [one] never
   *[other] always
}
nested = { $count ->
    [0] none { $kind ->
       *[a] \"alpha\"
    }
    [one] one { $kind }
    [word] a word
   *[other] { $count }{ $kind ->
        [b] beta
       *[c] gamma
    }, the end
}
";
    let texts = Texts::read(Language::English, [source.to_owned()]);
    assert_eq!(compare(&texts, Language::English, [source]), 9);
}

#[test]
fn numbers_choose_the_plural_of_their_language() {
    let source = "counted = { $count ->
    [zero] zero
    [one] one
    [two] two
    [few] few
    [many] many
   *[other] other
}
";
    for &language in Language::ALL {
        let bundle = bundle(language, [source]);
        for number in (0..2_000).chain([10_000, 999_999, 1_000_000, 1_000_001]) {
            let said = in_fluent(&bundle, "counted", None, &[("count", number.into())]);
            assert_eq!(language.plural(number), said, "{number} in {language:?}");
        }
    }
}

#[test]
fn what_is_broken_is_seen_and_not_fatal() {
    let source = "open = { $count ->
    [one
half = { \"x
names = { NUMBER($count) } { -brand } {}
= nothing
}
    .lost = what
";
    let texts = Texts::read(Language::English, [source.to_owned()]);
    let count = [("count", Value::Number(1))];
    assert_eq!(texts.text_with("open", &count), "");
    assert_eq!(texts.text_with("half", &count), "x");
    let names = texts.text_with("names", &count);
    assert!(names.contains("{NUMBER($count)} {-brand} {}"), "{names}");
    assert_eq!(texts.text("no-such-name"), "«no-such-name»");
}

/// Fills every text of the sources in both ways, and says how many there are.
fn compare<'text>(
    texts: &Texts,
    language: Language,
    sources: impl IntoIterator<Item = &'text str> + Clone,
) -> usize {
    let bundle = bundle(language, sources.clone());
    let mut compared = 0;
    for source in sources {
        let resource = fluent_syntax::parser::parse(source)
            .unwrap_or_else(|(_, faults)| panic!("{faults:?} in\n{source}"));
        for entry in &resource.body {
            let message = match entry {
                Entry::Message(message) => message,
                Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => continue,
                Entry::Term(_) | Entry::Junk { .. } => panic!("not read here: {entry:?}"),
            };
            let name = message.id.name;
            assert_eq!(texts.has(name), message.value.is_some(), "{name}");
            let own = message.value.iter().map(|pattern| (None, pattern));
            let variants = message.attributes.iter();
            let variants = variants.map(|variant| (Some(variant.id.name), &variant.value));
            for (variant, pattern) in own.chain(variants) {
                let full_name = match variant {
                    Some(variant) => format!("{name}.{variant}"),
                    None => name.to_owned(),
                };
                for values in every_choice(pattern) {
                    assert_eq!(
                        texts.find(&full_name, &values),
                        Some(in_fluent(&bundle, name, variant, &values)),
                        "{full_name} with {values:?}"
                    );
                }
                compared += 1;
            }
        }
    }
    compared
}

fn bundle<'text>(
    language: Language,
    sources: impl IntoIterator<Item = &'text str>,
) -> FluentBundle<FluentResource> {
    let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new(vec![identifier]);
    // The isolation marks are invisible characters inside what people copy.
    bundle.set_use_isolating(false);
    for source in sources {
        let resource = FluentResource::try_new(source.to_owned())
            .unwrap_or_else(|(_, faults)| panic!("{faults:?} in\n{source}"));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|faults| panic!("{faults:?}"));
    }
    bundle
}

fn in_fluent(
    bundle: &FluentBundle<FluentResource>,
    name: &str,
    variant: Option<&str>,
    values: &[(&str, Value)],
) -> String {
    let message = bundle.get_message(name);
    let pattern = message.and_then(|message| match variant {
        Some(variant) => Some(message.get_attribute(variant)?.value()),
        None => message.value(),
    });
    let pattern = pattern.unwrap_or_else(|| panic!("Fluent has no {name} {variant:?}"));
    let mut arguments = FluentArgs::new();
    for (name, value) in values {
        let value = match value {
            Value::Text(text) => FluentValue::from(text.as_str()),
            Value::Number(number) => FluentValue::from(*number),
        };
        arguments.set(*name, value);
    }
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&arguments), &mut faults);
    text.into_owned()
}

/// The values that bring out all that a pattern can say: for each name every key that it chooses by, a word that is no
/// key, numbers, and nothing at all.
fn every_choice<'text>(pattern: &Pattern<&'text str>) -> Vec<Vec<(&'text str, Value)>> {
    let mut named = Named::new();
    names(pattern, &mut named);
    let mut choices = vec![Vec::new()];
    for (name, keys) in named {
        let words = keys.into_iter().chain(["no key"]).map(Value::from);
        let numbers = [0_u64, 1, 2, 5, 21, 1_000_000].map(Value::from);
        let values: Vec<_> = words.chain(numbers).map(Some).chain([None]).collect();
        choices = choices
            .into_iter()
            .flat_map(|choice: Vec<(&str, Value)>| {
                values.iter().map(move |value| {
                    let given = value.clone().map(|value| (name, value));
                    choice.iter().cloned().chain(given).collect()
                })
            })
            .collect();
    }
    choices
}

fn names<'text>(pattern: &Pattern<&'text str>, named: &mut Named<'text>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else {
            continue;
        };
        let (value, variants) = match expression {
            Expression::Inline(value) => (value, &[][..]),
            Expression::Select { selector, variants } => (selector, variants.as_slice()),
        };
        let keys = match value {
            InlineExpression::VariableReference { id } => named.entry(id.name).or_default(),
            InlineExpression::StringLiteral { .. } => continue,
            other => panic!("not read here: {other:?}"),
        };
        keys.extend(variants.iter().map(|variant| match variant.key {
            VariantKey::Identifier { name } => name,
            VariantKey::NumberLiteral { value } => value,
        }));
        for variant in variants {
            names(&variant.value, named);
        }
    }
}
