//! Every sentence a person reads, looked up by name.
//!
//! One folder a language (`texts/en/*.ftl`), in [Fluent](https://projectfluent.org), which knows the plural rules of
//! each language and keeps a text and its variants (a finding, why it matters, what to type instead) under one name.
//! Code asks for `text("verb-mail.more")`; a translator edits the files and nothing else.
//!
//! A program carries the texts with it (feature `embedded`). The page fetches those of its language beside its wasm:
//! they are half as large as the rest of it, and nobody reads two languages at once.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

mod files;

/// A language whose texts are on board.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, the language every text exists in.
    English,
}

impl Language {
    /// Every language on board.
    pub const ALL: &'static [Self] = &[Self::English];

    /// The BCP 47 tag, as used in `lang` attributes.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    /// The files of the language that the page needs, by name.
    #[must_use]
    pub const fn page_files(self) -> &'static [&'static str] {
        match self {
            Self::English => files::ENGLISH_PAGE,
        }
    }

    /// A number that changes with any text of the language: it keeps old files out of new pages.
    #[must_use]
    pub const fn stamp(self) -> u64 {
        match self {
            Self::English => files::ENGLISH_STAMP,
        }
    }

    /// The files of the language, as `(file name, content)`.
    #[cfg(feature = "embedded")]
    #[must_use]
    pub const fn files(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::English => files::ENGLISH,
        }
    }
}

/// A value put into a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Text, shown as it is.
    Text(String),
    /// A number, which may select a plural form.
    Number(f64),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Value {
    // Counts shown to a person stay far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    fn from(number: usize) -> Self {
        Self::Number(number as f64)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

/// The texts of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
    language: Language,
}

impl Texts {
    /// The texts of a language that the program carries with it.
    #[cfg(feature = "embedded")]
    #[must_use]
    pub fn new(language: Language) -> Self {
        let sources = language.files().iter();
        Self::read(language, sources.map(|(_, source)| (*source).to_owned()))
    }

    /// Reads the texts of a language from the contents of its files. A faulty entry is left out: the tests of this
    /// crate find it.
    #[must_use]
    pub fn read(language: Language, sources: impl IntoIterator<Item = String>) -> Self {
        let identifier: LanguageIdentifier = language.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![identifier]);
        // The isolation marks are invisible characters inside what people copy.
        bundle.set_use_isolating(false);
        for source in sources {
            let resource = match FluentResource::try_new(source) {
                Ok(resource) | Err((resource, _)) => resource,
            };
            bundle.add_resource_overriding(resource);
        }
        Self { bundle, language }
    }

    /// The language of these texts.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The text called `name`: `page-send` or, for a variant, `rule-nested-mail.why`.
    ///
    /// A name without a text gives the name in angle quotes, so that a gap is seen and not fatal.
    #[must_use]
    pub fn text(&self, name: &str) -> String {
        self.text_with(name, &[])
    }

    /// The text called `name` with values put into its places.
    #[must_use]
    pub fn text_with(&self, name: &str, values: &[(&str, Value)]) -> String {
        self.find(name, values)
            .unwrap_or_else(|| format!("«{name}»"))
    }

    /// The text called `name`, or nothing where there is none.
    #[must_use]
    pub fn find(&self, name: &str, values: &[(&str, Value)]) -> Option<String> {
        let (message, variant) = match name.split_once('.') {
            Some((message, variant)) => (message, Some(variant)),
            None => (name, None),
        };
        let message = self.bundle.get_message(message)?;
        let pattern = match variant {
            Some(variant) => message.get_attribute(variant)?.value(),
            None => message.value()?,
        };
        let mut arguments = FluentArgs::new();
        for (key, value) in values {
            let value = match value {
                Value::Text(text) => FluentValue::String(Cow::Borrowed(text.as_str())),
                Value::Number(number) => FluentValue::from(*number),
            };
            arguments.set(*key, value);
        }
        let mut faults = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&arguments), &mut faults);
        Some(text.into_owned())
    }

    /// Whether there is a text called `name`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.find(name, &[]).is_some()
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_valid_fluent() {
        for language in Language::ALL {
            for (name, source) in language.files() {
                if let Err((_, faults)) = FluentResource::try_new((*source).to_owned()) {
                    panic!("{}/{name}: {faults:?}", language.tag());
                }
            }
        }
    }

    #[test]
    fn a_missing_name_is_seen_and_not_fatal() {
        assert_eq!(
            Texts::new(Language::English).text("no-such-name"),
            "«no-such-name»"
        );
    }
}
