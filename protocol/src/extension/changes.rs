//! What differs between two announcements of one server: before and after TLS, before and after AUTH.

use super::capabilities::{Capabilities, Capability};

/// The differences between two lists of capabilities, each in the order of its list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Changes {
    /// Only in the later list.
    pub added: Vec<Capability>,
    /// Only in the earlier list.
    pub removed: Vec<Capability>,
    /// In both, with other parameters: as it was, as it is.
    pub changed: Vec<(Capability, Capability)>,
}

impl Changes {
    /// Whether both lists say the same, in whatever order and case.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

impl Capabilities {
    /// Compares an earlier announcement with a later one.
    #[must_use]
    pub fn compare(before: &Self, after: &Self) -> Changes {
        let mut changes = Changes::default();
        let mut matched = vec![false; before.len()];
        for later in after {
            let earlier = before.iter().zip(&mut matched).find(|(earlier, matched)| {
                !**matched
                    && earlier.is(&later.keyword)
                    && earlier.old_spelling == later.old_spelling
            });
            let Some((earlier, matched)) = earlier else {
                changes.added.push(later.clone());
                continue;
            };
            *matched = true;
            if earlier.parameters != later.parameters {
                changes.changed.push((earlier.clone(), later.clone()));
            }
        }
        let gone = before
            .iter()
            .zip(&matched)
            .filter(|(_, matched)| !**matched);
        changes.removed = gone.map(|(earlier, _)| earlier.clone()).collect();
        changes
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn announced(text: &str) -> Capabilities {
        Capabilities::from_lines(text.split('|').map(str::as_bytes))
    }

    #[test]
    fn tells_what_tls_changed() {
        let before = announced("SIZE 1000|STARTTLS|8BITMIME|AUTH=LOGIN");
        let after = announced("8BITMIME|size 2000|AUTH PLAIN LOGIN|AUTH=LOGIN|REQUIRETLS");
        let changes = Capabilities::compare(&before, &after);
        let keywords = |list: &[Capability]| {
            list.iter()
                .map(|one| one.keyword.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(keywords(&changes.added), ["AUTH", "REQUIRETLS"]);
        assert_eq!(keywords(&changes.removed), ["STARTTLS"]);
        assert_eq!(changes.changed.len(), 1);
        assert_eq!(
            (&changes.changed[0].0.raw[..], &changes.changed[0].1.raw[..]),
            (&b"SIZE 1000"[..], &b"size 2000"[..])
        );
    }

    #[test]
    fn order_and_case_are_no_change() {
        let changes = Capabilities::compare(
            &announced("DSN|size 5|FOO|FOO"),
            &announced("FOO|foo|SIZE 5|dsn"),
        );
        assert!(changes.is_empty(), "{changes:?}");
    }
}
