//! What the end-to-end tests share: real programs started and stopped, a real browser, and servers that misbehave.
//!
//! A failing helper panics with a sentence: in a test, the panic is the report.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic here is a failing test, with its cause"
)]

pub mod account;
pub mod browser;
pub mod certificate;
pub mod child;
pub mod clock;
pub mod console;
pub mod dovecot;
pub mod files;
pub mod http;
pub mod looks;
pub mod maildir;
pub mod nginx;
pub mod page;
pub mod port;
pub mod postfix;
pub mod program;
pub mod recorder;
pub mod records;
pub mod repository;
pub mod resources;
pub mod screenshot;
pub mod secure;
pub mod server;
pub mod sign_in;
pub mod source;
pub mod talk;
pub mod texts;
pub mod tls_client;
pub mod tls_server;
pub mod tunnel;
pub mod wait;
pub mod webdriver;
