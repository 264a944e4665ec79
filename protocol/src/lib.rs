//! SMTP as pure values: bytes in, values out. No clock, no socket, no randomness, no async.

pub mod data;
pub mod extension;
pub mod parameter;
pub mod reference;
pub mod span;
pub mod standing;
pub mod tunnel;
pub mod verb;
