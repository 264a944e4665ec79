//! The bridge, tried from outside: its policy by tables, its relay through an eight-byte pipe, its tunnel with a real
//! WebSocket client against servers that misbehave, and the program itself.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod addresses;
mod configuration;
mod conformance;
mod endurance;
mod faults;
mod front;
mod guard;
mod hosts;
mod inbox;
mod limits;
mod mapping;
#[cfg(target_os = "linux")]
mod memory;
mod name_server;
mod operation;
mod origins;
mod profiles;
mod program;
mod refusals;
mod relay;
mod resolver;
mod sandbox;
mod sandbox_tls;
mod silences;
mod smuggling;
mod stop;
mod support;
mod tls;
mod toxics;
mod tunnel;
mod upgrades;
mod web;
