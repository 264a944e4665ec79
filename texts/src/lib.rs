//! Every sentence a person reads, looked up by name.
//!
//! One folder a language (`texts/en/*.ftl`), in [Fluent](https://projectfluent.org), which chooses by the plural rules of
//! each language and keeps a text and its variants (a finding, why it matters, what to type instead) under one name.
//! Code asks for `text("verb-mail.more")`; a translator edits the files and nothing else.
//!
//! What of Fluent the texts use is read here, in a twentieth of the size of Fluent's own library: the page carries it.
//! The tests fill every text with both and compare, so a text that needs more of Fluent fails them.
//!
//! A program carries the texts with it (feature `embedded`). The page fetches those of its language beside its wasm:
//! they are half as large as the rest of it, and nobody reads two languages at once.

use std::collections::HashMap;

mod files;
mod pattern;
mod source;

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

    /// The plural category of a number, by the rules of Unicode's CLDR.
    #[must_use]
    pub const fn plural(self, number: u64) -> &'static str {
        match (self, number) {
            (Self::English, 1) => "one",
            (Self::English, _) => "other",
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
    /// A count, which may select a plural form.
    Number(u64),
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

impl From<u64> for Value {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Self::Number(number as u64)
    }
}

/// The texts of one language.
pub struct Texts {
    language: Language,
    patterns: HashMap<String, String>,
}

impl Texts {
    /// The texts of a language that the program carries with it.
    #[cfg(feature = "embedded")]
    #[must_use]
    pub fn new(language: Language) -> Self {
        let sources = language.files().iter();
        Self::read(language, sources.map(|(_, source)| (*source).to_owned()))
    }

    /// Reads the texts of a language from the contents of its files.
    #[must_use]
    pub fn read(language: Language, sources: impl IntoIterator<Item = String>) -> Self {
        let mut patterns = HashMap::new();
        for source in sources {
            source::add(&source, &mut patterns);
        }
        Self { language, patterns }
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
        let pattern = self.patterns.get(name)?;
        Some(pattern::filled(pattern, self.language, values))
    }

    /// Whether there is a text called `name`.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.patterns.contains_key(name)
    }
}
