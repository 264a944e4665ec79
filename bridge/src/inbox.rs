//! The mails that the sandbox accepted, in memory, the oldest going for the newest.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use base64::{Engine, engine::general_purpose::STANDARD};
use ehlo_protocol::server::AcceptedMail;
use ehlo_protocol::tunnel::Mail;

use crate::limits::Limits;

/// The mails that the sandbox accepted. Clones are the same inbox.
#[derive(Clone)]
pub struct Inbox {
    shelf: Arc<Mutex<Shelf>>,
    most_mails: usize,
    most_bytes: usize,
}

#[derive(Default)]
struct Shelf {
    mails: VecDeque<Mail>,
    /// Base64 on the shelf.
    bytes: usize,
    /// Counts on when mails go.
    accepted: u64,
}

impl Inbox {
    /// An empty inbox.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        Self {
            shelf: Arc::default(),
            most_mails: limits.inbox_mails(),
            most_bytes: limits.inbox_bytes(),
        }
    }

    /// Keeps a mail.
    pub fn keep(&self, mail: AcceptedMail) {
        let AcceptedMail {
            hello,
            reverse_path,
            recipients,
            raw,
            accepted_ms,
        } = mail;
        let raw_base64 = STANDARD.encode(raw);
        let mut shelf = self.shelf();
        shelf.accepted += 1;
        shelf.bytes += raw_base64.len();
        let id = shelf.accepted;
        shelf.mails.push_back(Mail {
            id,
            hello,
            reverse_path,
            recipients,
            accepted_ms,
            raw_base64,
        });
        while shelf.mails.len() > self.most_mails || shelf.bytes > self.most_bytes {
            let Some(oldest) = shelf.mails.pop_front() else {
                return;
            };
            shelf.bytes -= oldest.raw_base64.len();
        }
    }

    /// Every mail, the oldest first.
    #[must_use]
    pub fn mails(&self) -> Vec<Mail> {
        self.shelf().mails.iter().cloned().collect()
    }

    /// Throws every mail away.
    pub fn empty(&self) {
        let mut shelf = self.shelf();
        shelf.mails.clear();
        shelf.bytes = 0;
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::Profile;

    fn inbox(mails: u64, bytes: u64) -> Inbox {
        let mut limits = Limits::of(Profile::Local);
        limits.set("inbox-mails", mails).unwrap();
        limits.set("inbox-bytes", bytes).unwrap();
        Inbox::new(&limits)
    }

    fn mail(length: usize) -> AcceptedMail {
        AcceptedMail {
            hello: "me".into(),
            reverse_path: String::new(),
            recipients: vec!["a@b.example".into()],
            raw: vec![b'x'; length],
            accepted_ms: 0,
        }
    }

    fn ids(inbox: &Inbox) -> Vec<u64> {
        inbox.mails().iter().map(|mail| mail.id).collect()
    }

    #[test]
    fn the_oldest_goes_for_the_newest() {
        let inbox = inbox(2, 1024);
        (0..3).for_each(|_| inbox.keep(mail(9)));
        assert_eq!(ids(&inbox), [2, 3]);
        inbox.empty();
        assert_eq!(ids(&inbox), [0; 0]);
        inbox.keep(mail(9));
        assert_eq!(ids(&inbox), [4]);
    }

    #[test]
    fn bytes_are_counted_as_they_are_kept() {
        // 384 bytes are 512 in Base64.
        for (lengths, kept) in [
            (&[384, 384][..], &[1, 2][..]),
            (&[384, 384, 1], &[2, 3]),
            (&[384, 768], &[2]),
            (&[384, 769], &[]),
        ] {
            let inbox = inbox(100, 1024);
            for length in lengths {
                inbox.keep(mail(*length));
            }
            assert_eq!(ids(&inbox), kept, "{lengths:?}");
        }
    }

    #[test]
    fn a_mail_is_kept_octet_by_octet() {
        let inbox = inbox(1, 1024);
        inbox.keep(AcceptedMail {
            raw: vec![0, 255, b'\r', b'\n'],
            ..mail(0)
        });
        let raw = STANDARD.decode(&inbox.mails()[0].raw_base64).unwrap();
        assert_eq!(raw, [0, 255, b'\r', b'\n']);
    }
}
