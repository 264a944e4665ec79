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

use ehlo_protocol::tunnel::Refusal;

use crate::limits::Limits;
use commands::Commands;
use greeting::Greeting;
use records::{Records, Side};
use replies::Replies;

pub use care::Care;

/// What of some octets may pass now.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Passed<'a> {
    /// Octets that were kept from before, and what makes them whole. They go first.
    pub kept: Vec<u8>,
    /// Those of the given octets that pass as they stand.
    pub now: &'a [u8],
    /// Those that must wait. They are given again.
    pub rest: &'a [u8],
}

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

    /// Takes octets from the server and gives those that may pass now: none must wait, and those that pass as they stand
    /// are the last ones.
    ///
    /// # Errors
    /// Where they are not what an SMTP server says.
    pub fn from_server<'a>(&mut self, octets: &'a [u8]) -> Result<Passed<'a>, Refusal> {
        match &mut self.watch {
            Watch::Greeting(greeting, clear) => {
                let (kept, taken) = greeting.take(octets)?;
                clear.commands.hear(&kept);
                if !greeting.is_complete() {
                    return Ok(Passed {
                        kept,
                        ..Passed::default()
                    });
                }
                if let Watch::Greeting(_, clear) = std::mem::replace(&mut self.watch, Watch::Spoilt)
                {
                    self.watch = Watch::Clear(clear);
                }
                match octets.split_at(taken).1 {
                    [] => Ok(Passed {
                        kept,
                        ..Passed::default()
                    }),
                    rest => Ok(Passed {
                        kept,
                        ..self.from_server(rest)?
                    }),
                }
            }
            Watch::Clear(clear) => {
                if let Some(end) = clear.hear(octets)? {
                    self.watch = if end == octets.len() && clear.commands.take_partial().is_empty()
                    {
                        Watch::records(self.application_data)
                    } else {
                        Watch::Spoilt
                    };
                }
                Ok(Passed::all(octets))
            }
            Watch::Records { server, .. } => server.take(octets).map(|()| Passed::all(octets)),
            Watch::Spoilt => Err(Refusal::TlsExpected),
        }
    }

    /// The server has ended: gives what of an unfinished greeting may pass.
    #[must_use]
    pub fn server_ended(&mut self) -> Vec<u8> {
        match &mut self.watch {
            Watch::Greeting(greeting, _) => greeting.rest(),
            Watch::Clear(_) | Watch::Records { .. } | Watch::Spoilt => Vec::new(),
        }
    }

    /// Takes octets from the page and gives those that may pass now. Those that must wait, see [`Self::holds_page`], are
    /// to be given again.
    ///
    /// # Errors
    /// Where they are not what this session may carry. What stood before that has passed.
    pub fn from_page<'a>(&mut self, octets: &'a [u8]) -> Result<Passed<'a>, Refusal> {
        match &mut self.watch {
            Watch::Greeting(..) => Ok(Passed {
                rest: octets,
                ..Passed::default()
            }),
            Watch::Clear(clear) => clear.commands.take(octets),
            Watch::Records { page, .. } => page.take(octets).map(|()| Passed::all(octets)),
            Watch::Spoilt => Err(Refusal::TlsExpected),
        }
    }

    /// The page has ended: gives what of an unfinished line may pass.
    #[must_use]
    pub fn page_ended(&mut self) -> Vec<u8> {
        match &mut self.watch {
            Watch::Clear(clear) => clear.commands.rest(),
            Watch::Greeting(..) | Watch::Records { .. } | Watch::Spoilt => Vec::new(),
        }
    }
}

impl<'a> Passed<'a> {
    /// All of it, as it stands.
    fn all(now: &'a [u8]) -> Self {
        Self {
            now,
            ..Self::default()
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
