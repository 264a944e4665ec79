//! One finding: what is wrong, why it matters, what to write instead, where it is written.

use std::cmp::Reverse;

use ehlo_protocol::diagnostic::{Diagnostic, Severity};
use ehlo_protocol::reference::Reference;
use ehlo_texts::Value;
use yew::prelude::*;

use super::icon::{icon, of_severity};
use super::paragraph::plain;
use crate::words::{find, text, text_with};

/// How much is said of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detail {
    /// The one line that stands alone.
    Line,
    /// All of it.
    Full,
}

/// The finding as a person reads it. `fix` stands behind it where there is one.
pub(super) fn finding(diagnostic: &Diagnostic, detail: Detail, fix: Html) -> Html {
    html! {
        <div class={classes!("finding", diagnostic.severity.name())}>
            <p class="finding-line">
                { icon(of_severity(diagnostic.severity)) }
                <span>
                    <strong class="severity">{ text(severity_name(diagnostic.severity)) }</strong>
                    { " " }{ message(diagnostic) }
                </span>
            </p>
            if detail == Detail::Full {
                { variant(diagnostic, "why") }
                { variant(diagnostic, "instead") }
                <p class="finding-where">
                    { reference(diagnostic.reference) }
                    <code class="rule">{ diagnostic.rule }</code>
                </p>
            }
            { fix }
        </div>
    }
}

/// The number of the gravest finding; of several, of that which stands first in the line.
pub(super) fn gravest(found: &[Diagnostic]) -> Option<usize> {
    gravest_of(found, |_| true)
}

/// The number of the finding whose fix the key applies: the gravest that has one.
pub(super) fn gravest_with_fix(found: &[Diagnostic]) -> Option<usize> {
    gravest_of(found, |found| found.fix.is_some())
}

fn gravest_of(found: &[Diagnostic], counts: impl Fn(&Diagnostic) -> bool) -> Option<usize> {
    let numbered = found.iter().enumerate().filter(|(_, found)| counts(found));
    let grave = numbered.max_by_key(|(number, found)| {
        (found.severity, Reverse(found.span.start), Reverse(*number))
    });
    grave.map(|(number, _)| number)
}

/// The one line of a finding.
pub(super) fn message(diagnostic: &Diagnostic) -> String {
    text_with(&["rule-", diagnostic.rule].concat(), &values(diagnostic))
}

/// A link to where it is written.
pub(super) fn reference(reference: Reference) -> Html {
    let shown = reference.to_string();
    match reference.url() {
        Some(url) => html! {
            <a class="reference" href={url} target="_blank" rel="noopener noreferrer">
                { shown }<span class="unseen">{ " " }{ text("page-new-tab") }</span>
            </a>
        },
        None => html! { <span class="reference">{ shown }</span> },
    }
}

/// The word for a severity.
pub(super) const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "page-error",
        Severity::Warning => "page-warning",
        Severity::Info => "page-info",
        Severity::Hint => "page-hint",
    }
}

fn variant(diagnostic: &Diagnostic, variant: &str) -> Html {
    let name = ["rule-", diagnostic.rule, ".", variant].concat();
    find(&name, &values(diagnostic))
        .map(plain)
        .unwrap_or_default()
}

fn values(diagnostic: &Diagnostic) -> Vec<(&str, Value)> {
    diagnostic
        .values
        .iter()
        .map(|(name, value)| (*name, Value::from(crate::visible::text(value.as_bytes()))))
        .collect()
}
