//! The bridge: serves the page, tunnels to SMTP servers, runs the sandbox.
//!
//! What may happen is decided in [`policy`], which is pure. How much may happen stands in [`limits`]. What passes is
//! watched by [`guard`]. The rest carries bytes: [`dial`] opens a connection, [`relay`] moves bytes, [`session`] is one
//! tunnel from its first frame to its last, [`web`] answers HTTP, [`sandbox`] is a mail server of its own with an
//! [`inbox`], [`serve`] starts and stops it all. What they share is a [`bridge`].

pub mod arguments;
pub mod bridge;
pub mod catalogue;
mod certificate;
pub mod check;
pub mod clock;
pub mod configuration;
mod connections;
pub mod descriptors;
pub mod dial;
pub mod explain;
pub mod guard;
pub mod inbox;
pub mod ledger;
pub mod limits;
pub mod link;
pub mod log_format;
pub mod loopback;
pub mod metrics;
pub mod network;
pub mod page;
mod parting;
pub mod policy;
pub mod profile;
pub mod prose;
pub mod proxy;
pub mod quotas;
pub mod reference;
pub mod relay;
pub mod sandbox;
pub mod serve;
pub mod session;
pub mod sessions;
pub mod settings;
pub mod stop;
mod stranger;
pub mod summary;
pub mod token;
pub mod web;
pub mod websocket;
