//! TLS, ended in the tab: in a worker, so that the page stays quick and does not load it before it is needed.
//!
//! ```text
//!   page                                                     worker (src/tls_worker/main.rs)
//!   link::driver::tls --Order::Wire(ciphertext), Say(..)---> session: rustls
//!                     <-Event::Heard(plaintext), Wire(..)--    |  judge: chain, name, fingerprint, each by itself
//!                                                              |  certificate: X.509 as labelled rows
//! ```
//!
//! Here is what both sides say to each other. Nothing here names rustls or ring: `ring` exports functions to its C code,
//! which no linker can leave out, so the page must not even see it.

pub mod failure;
pub mod message;
pub mod parcel;
pub mod report;
pub mod verdict;
