//! SMTP as pure values: bytes in, values out. No clock, no socket, no randomness, no async.

pub mod extension;
pub mod reference;
pub mod span;
pub mod standing;
pub mod tunnel;
pub mod verb;
