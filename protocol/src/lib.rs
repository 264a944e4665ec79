//! SMTP as pure values: bytes in, values out. No clock, no socket, no randomness, no async.

pub mod address;
pub mod check;
pub mod client;
pub mod code;
pub mod command;
pub mod complete;
pub mod data;
pub mod diagnostic;
pub mod enhanced;
pub mod extension;
pub mod line;
pub mod notation;
pub mod parameter;
pub mod phase;
pub mod record;
pub mod reference;
pub mod reply;
pub mod rules;
pub mod script;
pub mod server;
pub mod session;
pub mod span;
pub mod standing;
pub mod transcript;
pub mod tunnel;
pub mod verb;
