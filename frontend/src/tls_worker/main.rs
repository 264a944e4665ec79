//! The worker's program: it ends TLS, between the octets of the wire and those of the conversation.

mod certificate;
mod judge;
mod session;
mod worker;

fn main() {
    worker::start();
}
