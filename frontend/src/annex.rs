//! What of the page is loaded when it is first needed: five annexes, wasm of their own beside the page's.
//!
//! ```text
//!   src/main.rs: where the build cuts --load--> annex-sign-in-….wasm --bring_sign_in()--> its functions, in a place here
//!                                                                        components: annex::sign_in() gives them, or nothing yet
//! ```
//!
//! What is in an annex is reached through these functions alone. Whoever names it elsewhere puts it into the page again;
//! the build's limits of size notice. Without the cut, as in tests, an annex is part of the program and comes all the same.

use std::cell::Cell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use ehlo_protocol::check::{self, ContentCheck};
use ehlo_protocol::client::{self, Stuffing};
use ehlo_protocol::diagnostic::{Diagnostic, Profile};
use ehlo_protocol::rules::{Packing, Stage};
use ehlo_protocol::server::SignIn;
use ehlo_protocol::session::Session;
use ehlo_protocol::sign_in::Said;
use ehlo_protocol::transcript::Entry;
use ehlo_protocol::tunnel::Policy;
use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use yew::Html;

use crate::components::{
    certificate, log_read, log_reader, mail_view, message_editor, message_parts,
    sign_in as builder, stop,
};
use crate::link::bridge::Tunnel;
use crate::link::driver::{self, Driver};
use crate::link::secure::Secure;
use crate::link::{self, frames};
use crate::state::{Conversation, Peer, State, StoredMail};
use crate::tls::report::Report;

/// How long the page is left alone with what its first conversation needs, in milliseconds.
const AHEAD_MS: u32 = 1_500;

/// One of the annexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Annex {
    /// The tunnel to a bridge, and what a bridge says of itself.
    Bridge,
    /// The reader of logs that somebody else wrote down.
    Log,
    /// The message editor, the rules about messages and the view of a mail.
    Message,
    /// The builder of a sign-in, and both sides of SASL behind it.
    SignIn,
    /// TLS over a link, the certificate view and the stop before a certificate.
    Tls,
}

/// How an annex is loaded; gives whether it has come. One that has not can be asked for again.
pub type Load = fn(Annex) -> Pin<Box<dyn Future<Output = bool>>>;

/// What the bridge annex brings.
#[derive(Clone, Copy)]
pub(crate) struct BridgeAnnex {
    pub(crate) policy: fn(&str) -> Option<Policy>,
    pub(crate) mails: fn(&str) -> Option<Vec<StoredMail>>,
    pub(crate) open: fn(&str, &Peer, Option<String>, link::Listener) -> Option<Tunnel>,
}

/// What the log annex brings.
#[derive(Clone, Copy)]
pub(crate) struct LogAnnex {
    pub(crate) reader: fn(Rc<str>) -> Html,
    /// What stands under a log that was read.
    pub(crate) read: fn(&State, &'static str) -> Html,
    /// Whether a text is the log of a session, and not only lines to say in one.
    pub(crate) is_log: fn(&str) -> bool,
}

/// What the message annex brings.
#[derive(Clone, Copy)]
pub(crate) struct MessageAnnex {
    pub(crate) editor: fn(message_editor::Props) -> Html,
    pub(crate) mail: fn(Option<Rc<StoredMail>>) -> Html,
    /// What the rules say of a message that is being written.
    pub(crate) check_draft: fn(&Session, &[u8], Stuffing, Profile) -> Vec<Diagnostic>,
    /// What they say of one that is sent.
    pub(crate) check: ContentCheck,
}

/// What the sign-in annex brings.
#[derive(Clone, Copy)]
pub(crate) struct SignInAnnex {
    pub(crate) builder: fn(Conversation) -> Html,
    /// Reads an entry as a message of the exchange.
    pub(crate) said: fn(&[Arc<Entry>], usize) -> Option<Said>,
    /// Draws one, part by part.
    pub(crate) parts: fn(&Said, bool) -> Html,
    /// AUTH of the simulated server.
    pub(crate) server: SignIn,
}

/// What the TLS annex brings.
#[derive(Clone, Copy)]
pub(crate) struct TlsAnnex {
    pub(crate) certificate: fn(Option<Rc<Report>>, bool) -> Html,
    pub(crate) stop: fn(stop::Props) -> Html,
    pub(crate) worker: fn(&Driver) -> Option<Secure>,
}

thread_local! {
    static LOAD: Cell<Option<Load>> = const { Cell::new(None) };
    static BRIDGE: Cell<Option<BridgeAnnex>> = const { Cell::new(None) };
    static LOG: Cell<Option<LogAnnex>> = const { Cell::new(None) };
    static MESSAGE: Cell<Option<MessageAnnex>> = const { Cell::new(None) };
    static SIGN_IN: Cell<Option<SignInAnnex>> = const { Cell::new(None) };
    static TLS: Cell<Option<TlsAnnex>> = const { Cell::new(None) };
}

/// Puts the functions of the bridge annex where the page looks for them. The annex itself calls this.
pub fn bring_bridge() {
    BRIDGE.set(Some(BridgeAnnex {
        policy: frames::policy,
        mails: frames::stored_mails,
        open: |address, peer, token, listener| Tunnel::open(address, peer, token, listener).ok(),
    }));
}

/// Puts the functions of the log annex where the page looks for them. The annex itself calls this.
pub fn bring_log() {
    LOG.set(Some(LogAnnex {
        reader: log_reader::view,
        read: log_read::view,
        is_log: log_reader::is_log,
    }));
}

/// Puts the functions of the message annex where the page looks for them. The annex itself calls this.
pub fn bring_message() {
    MESSAGE.set(Some(MessageAnnex {
        editor: message_editor::view,
        mail: mail_view::view,
        check_draft: client::check_content,
        check: check::content,
    }));
}

/// Puts the functions of the sign-in annex where the page looks for them. The annex itself calls this.
pub fn bring_sign_in() {
    SIGN_IN.set(Some(SignInAnnex {
        builder: builder::view,
        said: Said::read,
        parts: message_parts::message_parts,
        server: SignIn::HERE,
    }));
}

/// Puts the functions of the TLS annex where the page looks for them. The annex itself calls this.
pub fn bring_tls() {
    TLS.set(Some(TlsAnnex {
        certificate: certificate::view,
        stop: stop::view,
        worker: driver::tls::worker,
    }));
}

/// The bridge annex, once it has come.
pub(crate) fn bridge() -> Option<BridgeAnnex> {
    BRIDGE.get()
}

/// The log annex, once it has come.
pub(crate) fn log() -> Option<LogAnnex> {
    LOG.get()
}

/// The message annex, once it has come.
pub(crate) fn message() -> Option<MessageAnnex> {
    MESSAGE.get()
}

/// What the rules say of a message. Without its annex there is no editor to write one in.
pub(crate) fn check_content(
    session: &Session,
    content: &[u8],
    packing: Packing,
    stage: Stage,
    profile: Profile,
) -> Vec<Diagnostic> {
    message()
        .map(|here| (here.check)(session, content, packing, stage, profile))
        .unwrap_or_default()
}

/// An entry as a message of the exchange that signs in.
pub(crate) fn said(entries: &[Arc<Entry>], number: usize) -> Option<Said> {
    (sign_in()?.said)(entries, number)
}

/// Such a message, part by part. It was read by the annex, so the annex is there.
pub(crate) fn message_parts(said: &Said, reveal: bool) -> Html {
    sign_in()
        .map(|here| (here.parts)(said, reveal))
        .unwrap_or_default()
}

/// The sign-in annex, once it has come.
pub(crate) fn sign_in() -> Option<SignInAnnex> {
    SIGN_IN.get()
}

/// The TLS annex, once it has come.
pub(crate) fn tls() -> Option<TlsAnnex> {
    TLS.get()
}

/// Annexes are loaded this way from now on.
pub fn load_with(load: Load) {
    LOAD.set(Some(load));
}

/// Loads an annex that is not there yet; gives whether it is there then.
pub(crate) async fn need(annex: Annex) -> bool {
    match LOAD.get() {
        _ if annex.is_here() => true,
        Some(load) => load(annex).await && annex.is_here(),
        None => false,
    }
}

/// Loads an annex that will be needed soon. Where that fails, whoever needs it will see.
pub(crate) fn foresee(annex: Annex) {
    if !annex.is_here() {
        spawn_local(async move {
            need(annex).await;
        });
    }
}

/// Loads in peace what a visit may need, some time after the page has begun: then it works on if its server goes away.
pub(crate) fn load_ahead() {
    Timeout::new(AHEAD_MS, || {
        spawn_local(async {
            // One after the other, as nobody waits for them.
            need(Annex::Message).await;
            need(Annex::SignIn).await;
            need(Annex::Log).await;
        });
    })
    .forget();
}

impl Annex {
    /// Whether it has come.
    pub(crate) fn is_here(self) -> bool {
        match self {
            Self::Bridge => bridge().is_some(),
            Self::Log => log().is_some(),
            Self::Message => message().is_some(),
            Self::SignIn => sign_in().is_some(),
            Self::Tls => tls().is_some(),
        }
    }
}
