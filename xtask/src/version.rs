//! The version of a tool, as it prints it and as we want it.

use std::fmt;

/// `major.minor.patch`. A pre-release has no version here: we never want one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version {
    major: u32,
    minor: u32,
    patch: u32,
}

impl Version {
    /// The version with these three numbers.
    pub(crate) const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self {
            major,
            minor,
            patch,
        }
    }

    /// Reads `0.21.14`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut numbers = text.split('.').map(|number| number.parse().ok());
        let version = Self::new(numbers.next()??, numbers.next()??, numbers.next()??);
        numbers.next().is_none().then_some(version)
    }

    /// Reads the answer to `--version`: the tool's name, the version, and sometimes more.
    pub(crate) fn of_answer(answer: &str) -> Option<Self> {
        Self::parse(answer.split_whitespace().nth(1)?)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// Which versions of a tool will do. The version named is the one that gets installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// This one only.
    Exactly(Version),
    /// This one, or a later one whose first two numbers are the same.
    AtLeast(Version),
}

impl Wanted {
    /// The version to install.
    pub(crate) fn version(self) -> Version {
        match self {
            Self::Exactly(version) | Self::AtLeast(version) => version,
        }
    }

    /// Whether `found` will do.
    pub(crate) fn accepts(self, found: Version) -> bool {
        match self {
            Self::Exactly(version) => found == version,
            Self::AtLeast(version) => {
                (found.major, found.minor) == (version.major, version.minor)
                    && found.patch >= version.patch
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_real_tools_are_read() {
        for (answer, version) in [
            ("trunk 0.21.14\n", Some(Version::new(0, 21, 14))),
            (
                "wasm-bindgen 0.2.130 (27c7a4d06)",
                Some(Version::new(0, 2, 130)),
            ),
            ("trunk 0.22.0-beta.1", None),
            ("wasm-opt version 108", None),
            ("trunk", None),
            ("", None),
        ] {
            assert_eq!(Version::of_answer(answer), version, "{answer}");
        }
    }

    #[test]
    fn only_three_numbers_are_a_version() {
        for text in [
            "",
            "1",
            "1.2",
            "1.2.3.4",
            "1.2.x",
            "1..3",
            "-1.2.3",
            "1.2.99999999999",
        ] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
        assert_eq!(Version::parse("1.2.3").unwrap().to_string(), "1.2.3");
    }

    #[test]
    fn wanted_versions() {
        let version = Version::new(0, 21, 14);
        for (found, exactly, at_least) in [
            (Version::new(0, 21, 14), true, true),
            (Version::new(0, 21, 15), false, true),
            (Version::new(0, 21, 13), false, false),
            (Version::new(0, 22, 20), false, false),
            (Version::new(1, 21, 14), false, false),
        ] {
            assert_eq!(Wanted::Exactly(version).accepts(found), exactly, "{found}");
            assert_eq!(Wanted::AtLeast(version).accepts(found), at_least, "{found}");
        }
    }
}
