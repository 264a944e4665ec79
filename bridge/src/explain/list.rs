//! Every rule on one line each.

use std::collections::BTreeMap;

use ehlo_protocol::rules::{self, Family};

use super::Topic;
use super::rule::family;

/// Every rule, by family.
pub(super) fn rules() -> String {
    let width = rules::all().map(|rule| rule.name.len()).max().unwrap_or(0);
    let mut families: BTreeMap<Family, Vec<String>> = BTreeMap::new();
    for rule in rules::all() {
        let line = Topic::Rule(rule).line(width);
        families.entry(rule.family).or_default().push(line);
    }
    let parts = families.into_iter().map(|(about, mut lines)| {
        lines.sort();
        format!("{}\n  {}\n", family(about), lines.join("\n  "))
    });
    parts.collect::<Vec<_>>().join("\n")
}
