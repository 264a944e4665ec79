//! A grant: what an operator gave to somebody so that they may reach servers of their choice.

use crate::token::Token;

/// A name for logs and counters, and the secret by which its holder is known.
#[derive(Clone)]
pub struct Grant {
    /// The name.
    pub name: String,
    /// The secret.
    pub secret: Token,
}

impl std::fmt::Debug for Grant {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Grant")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
