//! What the page knows: one value, changed by a pure reducer.
//!
//! Nothing here touches the browser, so all of it is tested natively. The running client is not here but in
//! [`crate::link::Driver`]; the reducer only records what it told.

pub(crate) mod action;
pub(crate) mod composer;
pub(crate) mod conversation;
pub(crate) mod ending;
pub(crate) mod inbox;
pub(crate) mod message;
pub(crate) mod reach;
pub(crate) mod security;
pub(crate) mod server;

use std::rc::Rc;

use yew::Reducible;

pub(crate) use self::action::Action;
pub(crate) use self::composer::{Composer, LineAction};
pub(crate) use self::conversation::{Conversation, Talk};
pub(crate) use self::ending::Ending;
pub(crate) use self::inbox::{Inbox, StoredMail};
pub(crate) use self::message::{Message, MessageAction};
pub(crate) use self::reach::Reach;
pub(crate) use self::server::{Choice, Peer, Target};

/// Everything the page knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct State {
    /// Which kind of server is chosen; not yet the one talked to.
    pub(crate) choice: Choice,
    /// Host and port of the user's own server, as typed.
    pub(crate) target: Target,
    /// Whether a bridge serves this page, and what it allows.
    pub(crate) reach: Reach,
    /// The session on show, open or ended.
    pub(crate) conversation: Conversation,
    /// The sessions before it, oldest first.
    pub(crate) earlier: Rc<Vec<Conversation>>,
    /// Number of the entry whose explanation is shown; nothing for the last reply.
    pub(crate) selected: Option<usize>,
    /// The command line.
    pub(crate) composer: Composer,
    /// The message editor.
    pub(crate) message: Message,
    /// Whether the builder of a sign-in is open. What is filled in there is not here.
    pub(crate) sign_in: bool,
    /// What was accepted.
    pub(crate) inbox: Inbox,
    /// Whether TLS begins with the first octet at the sandbox.
    pub(crate) sandbox_tls: bool,
    /// What stands in the field of the reader of logs at first, where it is open.
    pub(crate) log: Option<Rc<str>>,
    /// Whether the certificate is on show.
    pub(crate) certificate: bool,
    /// Counts the parts of the page that were waited for and have come.
    pub(crate) arrived: u32,
    /// The side region that is open, on a narrow screen.
    pub(crate) sheet: Option<Sheet>,
}

/// A side region, as the narrow layout opens them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Where the session stands and what the server offers.
    Session,
    /// What can be said, the findings and the explanations.
    Help,
    /// The accepted mails.
    Inbox,
}

/// Sessions kept to look back at; the oldest goes first.
pub(crate) const MAX_EARLIER: usize = 20;

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.apply(action);
        if next == *self { self } else { Rc::new(next) }
    }
}

impl State {
    /// Whether the next octets are message.
    pub(crate) fn is_in_data(&self) -> bool {
        self.conversation.talk == Talk::Open && self.conversation.session.expects_content()
    }

    /// Whether this server offered TLS to this page before and, in clear, does not now. Somebody between may have taken it
    /// out of the reply (RFC 3207 §6).
    pub(crate) fn tls_is_gone(&self) -> bool {
        let now = &self.conversation;
        let in_clear = now.talk == Talk::Open && !now.session.tls;
        let gone = now.session.announces("STARTTLS") == Some(false);
        let same = |before: &&Conversation| before.peer.is_same_place(&now.peer);
        in_clear && gone && self.earlier.iter().filter(same).any(Conversation::had_tls)
    }

    fn apply(&mut self, action: Action) {
        match action {
            Action::Choose(choice) => self.choice = choice,
            Action::Host(host) => self.target.host = host,
            Action::Port(port) => self.target.port = port,
            // What is said of an annex keeps its place while the page asks again.
            Action::Reached(Reach::Looking) if self.reach == Reach::Unspoken => {}
            Action::Reached(reach) => self.reach = reach,
            Action::Connecting { peer, at_ms } => self.start(Conversation::new(peer, at_ms)),
            Action::Opened(address) => {
                self.conversation.talk = Talk::Open;
                self.conversation.address = address;
            }
            Action::Secure(security) => self.conversation.security = security,
            Action::ShowCertificate(shown) => self.certificate = shown,
            Action::TlsFromStart(tls) if self.choice == Choice::Sandbox => self.sandbox_tls = tls,
            Action::TlsFromStart(tls) => self.target.port = Target::port_of(tls).to_owned(),
            Action::Said(said) => {
                let was_in_data = self.is_in_data();
                self.conversation.said(said);
                if !was_in_data
                    && self.is_in_data()
                    && let Some(text) = self.composer.take_message()
                {
                    self.message.replace(text);
                }
            }
            Action::Ended(ending) => {
                self.conversation.talk = Talk::Ended(ending);
                self.forget_secrets();
            }
            Action::Line(action) => {
                // What was said next is of more interest than what was looked at before.
                if matches!(action, LineAction::Sent { .. }) {
                    self.selected = None;
                }
                match &action {
                    LineAction::Insert(text) if self.composer.is_begun(text) => {}
                    LineAction::Insert(_) | LineAction::Linked(_) | LineAction::BringBack => {
                        self.leave_line();
                    }
                    _ => {}
                }
                self.composer.apply(action);
            }
            Action::Message(action) => {
                if action == MessageAction::Sent {
                    self.selected = None;
                }
                self.message.apply(action);
            }
            Action::SignIn(open) => self.sign_in = open,
            Action::ReadLog(log) => self.log = log.map(Into::into),
            Action::LogRead(conversation, first) => {
                self.start(*conversation);
                self.selected = first;
            }
            Action::Select(number) => self.selected = number,
            Action::Accepted(mail) => self.inbox.add(mail),
            Action::Fetched(mails) => self.inbox.replace_sandbox(mails),
            Action::OpenMail(key) => self.inbox.open(key),
            Action::Arrived => self.arrived += 1,
            Action::Sheet(sheet) => {
                if self.sheet == Some(Sheet::Help) && sheet != Some(Sheet::Help) {
                    self.selected = None;
                }
                self.sheet = sheet;
            }
        }
    }

    fn start(&mut self, conversation: Conversation) {
        self.forget_secrets();
        let before = std::mem::replace(&mut self.conversation, conversation);
        if !before.transcript.is_empty() {
            let earlier = Rc::make_mut(&mut self.earlier);
            earlier.push(before);
            if earlier.len() > MAX_EARLIER {
                earlier.remove(0);
            }
        }
        self.selected = None;
        self.certificate = false;
        // A draft was meant for the envelope of its session; it is kept, and the next message begins anew.
        self.message.replace(String::new());
    }

    /// What was typed and not sent goes with its session, where it may be a secret.
    fn forget_secrets(&mut self) {
        self.sign_in = false;
        self.composer.asks = false;
        if self.holds_secret() {
            self.composer.apply(LineAction::Insert(String::new()));
        }
    }

    /// Another line takes the place of what is typed, which the arrow keys bring back, if it is no secret.
    fn leave_line(&mut self) {
        if self.holds_secret() {
            self.composer.apply(LineAction::Insert(String::new()));
        }
        self.composer.remember();
    }

    fn holds_secret(&self) -> bool {
        let line = self.composer.line.as_bytes();
        self.conversation.session.secret_part(line).is_some()
    }
}

#[cfg(test)]
mod tests;
