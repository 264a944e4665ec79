//! The guard: watches what passes and may end the session; it never changes a byte.
//!
//! ```text
//!   begins with TLS                  Records ........ TLS records only, both ways, to the end
//!   in clear         Greeting ---->  Clear .......... lines, replies, messages; sizes, and what the profile allows
//!                    (nothing from    |
//!                     the page        | 220 to STARTTLS
//!                     passes)         v
//!                                    Records
//! ```
//!
//! It reads no clock and no socket: [`crate::relay`] feeds it and keeps its times.

mod care;
mod commands;
mod follower;
mod greeting;
mod records;
mod replies;

use bytes::Bytes;
use ehlo_protocol::tunnel::Refusal;

use crate::limits::Limits;
use commands::Commands;
use greeting::Greeting;
use records::{Records, Side};
use replies::Replies;

pub use care::Care;

/// Watches one session.
#[derive(Debug)]
pub struct Guard {
    watch: Watch,
    /// Octets of application data that the page may send under TLS.
    application_data: usize,
}

#[derive(Debug)]
enum Watch {
    /// The server has yet to greet.
    Greeting(Greeting, Clear),
    /// Both sides speak in clear.
    Clear(Clear),
    /// TLS.
    Records {
        /// What the page sends.
        page: Records,
        /// What the server sends.
        server: Records,
    },
    /// The server spoke on in clear behind its 220 to STARTTLS: the page sees it, and nothing more passes.
    Spoilt,
}

#[derive(Debug)]
struct Clear {
    commands: Commands,
    replies: Replies,
}

impl Guard {
    /// The guard of a session that begins in clear, or with TLS.
    #[must_use]
    pub fn new(begins_with_tls: bool, limits: &Limits, care: Care) -> Self {
        let application_data = limits.application_data();
        let watch = if begins_with_tls {
            Watch::records(application_data)
        } else {
            Watch::Greeting(
                Greeting::new(
                    limits.greeting_line(),
                    limits.greeting_lines(),
                    limits.greeting_bytes(),
                ),
                Clear {
                    commands: Commands::new(care, limits),
                    replies: Replies::new(limits),
                },
            )
        };
        Self {
            watch,
            application_data,
        }
    }

    /// Whether what the page says must wait for the server.
    #[must_use]
    pub fn holds_page(&self) -> bool {
        match &self.watch {
            Watch::Greeting(..) => true,
            Watch::Clear(clear) => clear.commands.holds(),
            Watch::Records { .. } | Watch::Spoilt => false,
        }
    }

    /// Whether the server owes its first word: a greeting, or its answer to the page's first record.
    #[must_use]
    pub const fn awaits_server(&self) -> bool {
        match &self.watch {
            Watch::Greeting(..) => true,
            Watch::Records { page, server } => page.begun() && !server.begun(),
            Watch::Clear(_) | Watch::Spoilt => false,
        }
    }

    /// Takes bytes from the server and gives those that may pass now.
    ///
    /// # Errors
    /// Where they are not what an SMTP server says.
    pub fn from_server(&mut self, bytes: Bytes) -> Result<Bytes, Refusal> {
        match &mut self.watch {
            Watch::Greeting(greeting, clear) => {
                let (passed, taken) = greeting.take(&bytes)?;
                clear.commands.hear(&passed);
                if !greeting.is_complete() {
                    return Ok(passed);
                }
                let rest = bytes.slice(taken..);
                if let Watch::Greeting(_, clear) = std::mem::replace(&mut self.watch, Watch::Spoilt)
                {
                    self.watch = Watch::Clear(clear);
                }
                if rest.is_empty() {
                    return Ok(passed);
                }
                let more = self.from_server(rest)?;
                Ok([passed, more].concat().into())
            }
            Watch::Clear(clear) => {
                if let Some(end) = clear.hear(&bytes)? {
                    self.watch = if end == bytes.len() && clear.commands.take_partial().is_empty() {
                        Watch::records(self.application_data)
                    } else {
                        Watch::Spoilt
                    };
                }
                Ok(bytes)
            }
            Watch::Records { server, .. } => server.take(&bytes).map(|()| bytes),
            Watch::Spoilt => Err(Refusal::TlsExpected),
        }
    }

    /// The server has ended: gives what of an unfinished greeting may pass.
    #[must_use]
    pub fn server_ended(&mut self) -> Bytes {
        match &mut self.watch {
            Watch::Greeting(greeting, _) => greeting.rest(),
            Watch::Clear(_) | Watch::Records { .. } | Watch::Spoilt => Bytes::new(),
        }
    }

    /// Takes bytes from the page and gives those that may pass now. What stays in `bytes` must wait: see
    /// [`Self::holds_page`].
    ///
    /// # Errors
    /// Where they are not what this session may carry.
    pub fn from_page(&mut self, bytes: &mut Bytes) -> Result<Bytes, Refusal> {
        match &mut self.watch {
            Watch::Greeting(..) => Ok(Bytes::new()),
            Watch::Clear(clear) => clear.commands.take(bytes),
            Watch::Records { page, .. } => {
                page.take(bytes)?;
                Ok(std::mem::take(bytes))
            }
            Watch::Spoilt => Err(Refusal::TlsExpected),
        }
    }

    /// The page has ended: gives what of an unfinished line may pass.
    #[must_use]
    pub fn page_ended(&mut self) -> Bytes {
        match &mut self.watch {
            Watch::Clear(clear) => clear.commands.rest(),
            Watch::Greeting(..) | Watch::Records { .. } | Watch::Spoilt => Bytes::new(),
        }
    }
}

impl Watch {
    const fn records(application_data: usize) -> Self {
        Self::Records {
            page: Records::new(Side::Page, application_data),
            server: Records::new(Side::Server, usize::MAX),
        }
    }
}

impl Clear {
    /// Hears what the server says. Where TLS begins, gives how many octets came before it.
    fn hear(&mut self, bytes: &[u8]) -> Result<Option<usize>, Refusal> {
        let mut taken = 0;
        loop {
            let rest = bytes.get(taken..).unwrap_or_default();
            let whole = self.replies.take(rest)?;
            let end = whole.map_or(rest.len(), |whole| whole.taken);
            self.commands.hear(rest.get(..end).unwrap_or_default());
            taken += end;
            let Some(whole) = whole else { return Ok(None) };
            if self.commands.reply(whole.code) {
                return Ok(Some(taken));
            }
        }
    }
}
