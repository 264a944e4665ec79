//! SMTP as pure values: bytes in, values out. No clock, no socket, no randomness, no async.

pub mod tunnel;
