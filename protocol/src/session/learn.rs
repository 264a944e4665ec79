//! What a session learns from a reply.

use super::{Hello, MAX_PENDING, Pending, Session, Transaction};
use crate::command::{Arguments, Command};
use crate::extension::Capabilities;
use crate::phase::Step;
use crate::reply::{Reply, ReplyLine};
use crate::verb::Verb;

impl Session {
    pub(super) fn end_transaction(&mut self) {
        self.transaction = None;
        self.no_chunk_follows();
    }

    /// Nothing of a message has begun, unless with chunks that were written behind the command that is answered here.
    pub(super) fn no_chunk_follows(&mut self) {
        let chunk_written = self
            .pending
            .iter()
            .any(|pending| matches!(pending.step, Step::Chunk | Step::LastChunk));
        if !chunk_written {
            self.forget_content();
            self.chunk_left = 0;
        }
    }

    pub(super) fn forget_content(&mut self) {
        self.content = Vec::new();
        self.content_octets = 0;
        self.chunk_start = 0;
        self.last_chunk = false;
    }

    pub(super) fn learn(&mut self, pending: &Pending, reply: &Reply, succeeded: bool) {
        let command = Command::read(&pending.line);
        match pending.step {
            Step::Hello if !succeeded => self.ehlo_refused |= command.verb == Verb::Ehlo,
            Step::Hello => {
                self.end_transaction();
                let name = match command.arguments {
                    Arguments::Hello { name, .. } => command.of(name).to_vec(),
                    _ => Vec::new(),
                };
                let announces = command.verb != Verb::Helo;
                self.capabilities = announces.then(|| {
                    Capabilities::from_lines(reply.lines.iter().skip(1).map(ReplyLine::text))
                });
                self.hello = Some(Hello {
                    verb: command.verb,
                    name,
                });
            }
            Step::Mail => {
                self.mails += 1;
                if succeeded {
                    self.end_transaction();
                    self.ended_by_chunk = false;
                    self.transaction = Some(Transaction::new(pending.line.clone()));
                }
            }
            Step::Recipient => self.learn_recipient(&command, succeeded),
            Step::Data => {
                self.forget_content();
                if !reply.code().is_some_and(|code| (300..400).contains(&code)) {
                    self.refused = Some(Step::Data);
                }
            }
            Step::Chunk if succeeded => {
                let transaction = self.transaction.get_or_insert_default();
                transaction.chunks += 1;
                if let Arguments::Chunk {
                    octets: Some(octets),
                    ..
                } = command.arguments
                {
                    transaction.chunk_octets = transaction.chunk_octets.saturating_add(octets);
                }
            }
            Step::LastChunk if succeeded => {
                self.end_transaction();
                self.ended_by_chunk = true;
                self.mail_taken = true;
            }
            Step::EndOfData => {
                self.end_transaction();
                self.mail_taken |= succeeded;
            }
            Step::Reset if succeeded => self.end_transaction(),
            Step::Auth => {
                if let Arguments::Auth { mechanism, initial } = command.arguments {
                    self.mechanism = Some(command.of(mechanism).to_ascii_uppercase());
                    self.responses = usize::from(initial.is_some());
                }
                self.authenticated |= succeeded;
                if reply.code().is_some_and(|code| code >= 400) {
                    self.refused = Some(Step::Auth);
                }
            }
            Step::AuthResponse => {
                self.authenticated |= succeeded;
                self.responses += 1;
            }
            Step::Turn | Step::Aside if succeeded => {
                self.reversed |= matches!(command.verb, Verb::Atrn | Verb::Turn);
            }
            Step::Restart if succeeded => {
                self.end_transaction();
                self.hello = None;
                self.capabilities = None;
            }
            _ => {}
        }
    }

    fn learn_recipient(&mut self, command: &Command<'_>, succeeded: bool) {
        let domain = command
            .envelope()
            .and_then(|envelope| envelope.path)
            .and_then(|path| path.mailbox)
            .and_then(|mailbox| mailbox.domain)
            .map(|domain| command.of(domain).to_ascii_lowercase());
        if let Some(domain) = domain
            && !self.recipient_domains.contains(&domain)
            && self.recipient_domains.len() < MAX_PENDING
        {
            self.recipient_domains.push(domain);
        }
        self.transaction
            .get_or_insert_default()
            .name(command.line.to_vec(), succeeded);
    }
}
