//! What the simulation and the sandbox accepted.

use std::rc::Rc;

use super::server::Choice;

/// Mails kept of the simulation; the oldest goes first.
pub(crate) const MAX_MAILS: usize = 200;

/// Which mail: whose, and its number there.
pub(crate) type MailKey = (Choice, u64);

/// A mail and its envelope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StoredMail {
    /// Who accepted it.
    pub(crate) choice: Choice,
    /// Counts up from 1 within a run of who accepted it.
    pub(crate) id: u64,
    /// The name that the client gave.
    pub(crate) hello: String,
    /// The reverse-path without its brackets; empty for `<>`.
    pub(crate) reverse_path: String,
    /// The accepted forward-paths without their brackets, in order.
    pub(crate) recipients: Vec<String>,
    /// When, in milliseconds since 1970.
    pub(crate) accepted_ms: u64,
    /// The value of its `Subject:` field; empty where it has none.
    pub(crate) subject: Vec<u8>,
    /// The octets, with the trace header on top.
    pub(crate) raw: Vec<u8>,
}

impl StoredMail {
    /// Which mail it is.
    pub(crate) const fn key(&self) -> MailKey {
        (self.choice, self.id)
    }
}

/// Every mail that was accepted, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Inbox {
    /// The mails.
    pub(crate) mails: Rc<Vec<Rc<StoredMail>>>,
    /// The mail on show.
    pub(crate) open: Option<MailKey>,
    /// The mails that were on show before.
    pub(crate) read: Rc<Vec<MailKey>>,
}

impl Inbox {
    /// The mail on show.
    pub(crate) fn shown(&self) -> Option<&Rc<StoredMail>> {
        let key = self.open?;
        self.mails.iter().find(|mail| mail.key() == key)
    }

    /// Whether a mail has been on show.
    pub(crate) fn is_read(&self, key: MailKey) -> bool {
        self.read.contains(&key)
    }

    /// Adds a mail of the simulation.
    pub(crate) fn add(&mut self, mail: StoredMail) {
        let mails = Rc::make_mut(&mut self.mails);
        mails.insert(0, Rc::new(mail));
        mails.truncate(MAX_MAILS);
    }

    /// Puts what the bridge told in place of what it told before.
    pub(crate) fn replace_sandbox(&mut self, fetched: Vec<StoredMail>) {
        let mut mails: Vec<Rc<StoredMail>> = self
            .mails
            .iter()
            .filter(|mail| mail.choice != Choice::Sandbox)
            .cloned()
            .collect();
        for mail in fetched {
            let newer =
                |own: &Rc<StoredMail>| (own.accepted_ms, own.id) >= (mail.accepted_ms, mail.id);
            mails.insert(mails.partition_point(newer), Rc::new(mail));
        }
        self.mails = Rc::new(mails);
    }

    /// Shows a mail, or none.
    pub(crate) fn open(&mut self, key: Option<MailKey>) {
        self.open = key;
        if let Some(key) = key
            && !self.read.contains(&key)
        {
            Rc::make_mut(&mut self.read).push(key);
        }
    }
}
