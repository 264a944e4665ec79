//! The guard: watches what passes and may end the session; it never changes a byte.
//!
//! ```text
//!   begins with TLS                  Records ........ TLS records only, both ways, to the end
//!   in clear         Greeting ---->  Open ........... bytes pass
//!                    (nothing from the page passes)
//! ```
//!
//! It reads no clock and no socket: [`crate::relay`] feeds it and keeps its times.

mod greeting;
mod records;

use bytes::Bytes;
use ehlo_protocol::tunnel::Refusal;

use crate::limits::Limits;
use greeting::Greeting;
use records::{Records, Side};

/// Watches one session.
#[derive(Debug)]
pub struct Guard {
    watch: Watch,
}

#[derive(Debug)]
enum Watch {
    /// The server has yet to greet.
    Greeting(Greeting),
    /// TLS from the first byte.
    Records {
        /// What the page sends.
        page: Records,
        /// What the server sends.
        server: Records,
    },
    /// The server has greeted: bytes pass.
    Open,
}

impl Guard {
    /// The guard of a session that begins in clear, or with TLS.
    #[must_use]
    pub const fn new(begins_with_tls: bool, limits: &Limits) -> Self {
        let watch = if begins_with_tls {
            Watch::Records {
                page: Records::new(Side::Page),
                server: Records::new(Side::Server),
            }
        } else {
            Watch::Greeting(Greeting::new(
                limits.greeting_line(),
                limits.greeting_lines(),
                limits.greeting_bytes(),
            ))
        };
        Self { watch }
    }

    /// Whether what the page says must wait.
    #[must_use]
    pub const fn holds_page(&self) -> bool {
        matches!(self.watch, Watch::Greeting(_))
    }

    /// Whether the server owes its first word: a greeting, or on port 465 its answer to the page's first record.
    #[must_use]
    pub const fn awaits_server(&self) -> bool {
        match &self.watch {
            Watch::Greeting(_) => true,
            Watch::Records { page, server } => page.begun() && !server.begun(),
            Watch::Open => false,
        }
    }

    /// Takes bytes from the server and gives those that may pass now.
    ///
    /// # Errors
    /// Where they are not what an SMTP server says.
    pub fn from_server(&mut self, bytes: Bytes) -> Result<Bytes, Refusal> {
        match &mut self.watch {
            Watch::Greeting(greeting) => {
                let passed = greeting.take(&bytes)?;
                if greeting.is_complete() {
                    self.watch = Watch::Open;
                }
                Ok(passed)
            }
            Watch::Records { server, .. } => server.take(&bytes).map(|()| bytes),
            Watch::Open => Ok(bytes),
        }
    }

    /// The server has ended: gives what of an unfinished greeting may pass.
    #[must_use]
    pub fn server_ended(&mut self) -> Bytes {
        match &mut self.watch {
            Watch::Greeting(greeting) => greeting.rest(),
            Watch::Records { .. } | Watch::Open => Bytes::new(),
        }
    }

    /// Looks at bytes from the page.
    ///
    /// # Errors
    /// Where they are not what this session may carry.
    pub fn from_page(&mut self, bytes: &Bytes) -> Result<(), Refusal> {
        match &mut self.watch {
            Watch::Records { page, .. } => page.take(bytes),
            // Kept back by the relay until the greeting is there.
            Watch::Greeting(_) | Watch::Open => Ok(()),
        }
    }
}
