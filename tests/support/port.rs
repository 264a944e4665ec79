//! Ports on loopback.

use std::net::{Ipv4Addr, TcpListener};

/// A listener on 127.0.0.1, and the port that it was given.
pub fn listen() -> (TcpListener, u16) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
    let address = listener
        .local_addr()
        .expect("a bound listener has an address");
    (listener, address.port())
}

/// A port nobody listens on at the moment. For programs that cannot take port 0 themselves: the caller tries again
/// with another one when the port was taken in between.
pub fn free() -> u16 {
    let (_, port) = listen();
    port
}
