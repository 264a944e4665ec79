//! Where a statement of this crate can be looked up.

use std::fmt;

/// A place in a standard, or in a vendor's document.
///
/// The number is a field and not part of a name, so that a new edition of a standard is an edit of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Reference {
    /// The number of the RFC; 0 where no RFC says it: practice, or a vendor's document.
    pub rfc: u16,
    /// The section as the RFC numbers it (`4.1.1.2`, `F.6`; empty for the whole), or the vendor's document.
    pub section: &'static str,
}

impl Reference {
    /// Section `section` of RFC `rfc`.
    #[must_use]
    pub const fn new(rfc: u16, section: &'static str) -> Self {
        Self { rfc, section }
    }

    /// What deployed servers do, or what a vendor's document says; `source` names it.
    #[must_use]
    pub const fn practice(source: &'static str) -> Self {
        Self {
            rfc: 0,
            section: source,
        }
    }

    /// The address of the section in the RFC Editor's HTML edition; nothing for practice.
    ///
    /// `§3(5)`, the fifth item of a list, links to section 3: list items have no anchors.
    #[must_use]
    pub fn url(self) -> Option<String> {
        if self.rfc == 0 {
            return None;
        }
        let anchor = self.section.split('(').next().unwrap_or_default();
        let kind = if self.is_appendix() {
            "appendix"
        } else {
            "section"
        };
        Some(if anchor.is_empty() {
            format!("https://www.rfc-editor.org/rfc/rfc{}", self.rfc)
        } else {
            format!(
                "https://www.rfc-editor.org/rfc/rfc{}#{kind}-{anchor}",
                self.rfc
            )
        })
    }

    fn is_appendix(self) -> bool {
        self.section
            .starts_with(|first: char| first.is_ascii_uppercase())
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.rfc, self.section) {
            (0, "") => out.write_str("practice"),
            (0, source) => out.write_str(source),
            (rfc, "") => write!(out, "RFC {rfc}"),
            (rfc, section) if self.is_appendix() => write!(out, "RFC {rfc} appendix {section}"),
            (rfc, section) => write!(out, "RFC {rfc} §{section}"),
        }
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn is_shown_and_linked_as_the_rfc_editor_does() {
        let cases = [
            (
                Reference::new(5321, "4.1.1.2"),
                "RFC 5321 §4.1.1.2",
                Some("https://www.rfc-editor.org/rfc/rfc5321#section-4.1.1.2"),
            ),
            (
                Reference::new(5321, "F.6"),
                "RFC 5321 appendix F.6",
                Some("https://www.rfc-editor.org/rfc/rfc5321#appendix-F.6"),
            ),
            (
                Reference::new(1870, "3(5)"),
                "RFC 1870 §3(5)",
                Some("https://www.rfc-editor.org/rfc/rfc1870#section-3"),
            ),
            (
                Reference::new(7505, ""),
                "RFC 7505",
                Some("https://www.rfc-editor.org/rfc/rfc7505"),
            ),
            (
                Reference::practice("Postfix XCLIENT_README"),
                "Postfix XCLIENT_README",
                None,
            ),
            (Reference::practice(""), "practice", None),
        ];
        for (reference, shown, url) in cases {
            assert_eq!(reference.to_string(), shown);
            assert_eq!(reference.url().as_deref(), url, "{shown}");
        }
    }
}
