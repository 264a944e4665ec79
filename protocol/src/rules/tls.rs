//! TLS.

use super::Rule;

pub mod outdated_tls;
pub mod plaintext_after_starttls;
pub mod requiretls_without_tls;
pub mod starttls_announced_under_tls;
pub mod starttls_in_transaction;
pub mod starttls_under_tls;
pub mod starttls_with_argument;
pub mod tls_record_in_clear;

/// The rules of this family, in the order in which they refuse.
pub const RULES: &[&Rule] = &[
    &tls_record_in_clear::RULE,
    &plaintext_after_starttls::RULE,
    &starttls_under_tls::RULE,
    &starttls_in_transaction::RULE,
    &starttls_with_argument::RULE,
    &requiretls_without_tls::RULE,
    &outdated_tls::RULE,
    &starttls_announced_under_tls::RULE,
];
