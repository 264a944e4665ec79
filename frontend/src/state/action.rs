//! Everything that can happen to the page.

use super::Sheet;
use super::composer::LineAction;
use super::conversation::{Conversation, Said};
use super::ending::Ending;
use super::inbox::{MailKey, StoredMail};
use super::message::MessageAction;
use super::reach::Reach;
use super::security::Security;
use super::server::{Choice, Peer};

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Action {
    /// A kind of server was chosen.
    Choose(Choice),
    /// The host was typed.
    Host(String),
    /// The port was typed.
    Port(String),
    /// A bridge answered, or none did.
    Reached(Reach),
    /// A connection is being opened.
    Connecting {
        /// To whom.
        peer: Peer,
        /// Since when, by the page's clock.
        at_ms: u64,
    },
    /// It is open, at this address where the bridge told one.
    Opened(Option<String>),
    /// TLS has come a step further.
    Secure(Security),
    /// The certificate view was opened or closed.
    ShowCertificate(bool),
    /// TLS is to begin with the first octet, or not.
    TlsFromStart(bool),
    /// Something was said, by either side.
    Said(Said),
    /// The session is over.
    Ended(Ending),
    /// The command line changed.
    Line(LineAction),
    /// The message editor changed.
    Message(MessageAction),
    /// The reader of logs was opened, with this in its field, or closed.
    ReadLog(Option<String>),
    /// A log was read, and this entry of it is where to begin.
    LogRead(Box<Conversation>, Option<usize>),
    /// An entry of the transcript was chosen to be explained, or none.
    Select(Option<usize>),
    /// The simulation accepted a mail.
    Accepted(StoredMail),
    /// These are the mails of the sandbox.
    Fetched(Vec<StoredMail>),
    /// A mail is to be shown, or none.
    OpenMail(Option<MailKey>),
    /// The builder of a sign-in was opened or closed.
    SignIn(bool),
    /// A part of the page that was waited for has been loaded.
    Arrived,
    /// A side region was opened or closed, on a narrow screen.
    Sheet(Option<Sheet>),
}
