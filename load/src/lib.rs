//! Load for bridges: a server that takes anything, clients, peers to compare with, and what is measured of them.
//!
//! Nothing here goes around a bridge's guard or limits: what is sent up are replies to a 354 or TLS records behind the
//! 220 to STARTTLS, and what comes down are TLS records.

pub mod bench;
pub mod client;
pub mod figure;
pub mod held;
pub mod measure;
pub mod metrics;
pub mod one_thread;
pub mod peer;
pub mod pinned;
pub mod process;
pub mod records;
pub mod relay;
pub mod report;
pub mod running;
pub mod samples;
pub mod sink;
pub mod soak;
pub mod training;
pub mod tunnel;
