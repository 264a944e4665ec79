//! The client without its socket: bytes in, bytes out, everything on record.
//!
//! There are three kinds of method: what happened outside (`connected`, `receive`, `tls_established`, `closed`), what the
//! user wants said (`send_line`, `send_content`, `end_data`, `send_exactly`), and what must go out ([`Client::poll_output`],
//! until it gives nothing). Time comes in as milliseconds of the caller's choice.

use std::fmt;

use crate::check::{self, ContentCheck};
use crate::diagnostic::{Diagnostic, Profile};
use crate::line::Line;
use crate::phase::Phase;
use crate::record::Record;
use crate::reply::{ReplyLine, ReplyReader};
use crate::rules::{Packing, Stage};
use crate::session::{Mode, Session};
use crate::tls::TlsVersion;
use crate::transcript::{Blame, Transcript};

pub use typed::chunk_of;
use typed::{typed_span, wire_form};

mod typed;

/// Whether dots at the beginning of lines are doubled for the user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Stuffing {
    /// A dot is put before each line that begins with one (RFC 5321 §4.5.2), and line ends become CR LF.
    #[default]
    Apply,
    /// What was typed goes out as it is; only line ends become CR LF.
    AsTyped,
}

/// A client in one session after the other.
#[derive(Clone)]
pub struct Client {
    record: Record,
    replies: ReplyReader,
    output: Vec<u8>,
}

impl Client {
    /// A client that has no connection yet.
    #[must_use]
    pub fn new(mode: Mode, profile: Profile) -> Self {
        Self::checked_by(mode, profile, check::content)
    }

    /// The same, its messages checked in this way once they are sent.
    #[must_use]
    pub fn checked_by(mode: Mode, profile: Profile, content: ContentCheck) -> Self {
        Self {
            record: Record::checked_by(mode, profile, content),
            replies: ReplyReader::default(),
            output: Vec::new(),
        }
    }

    /// What is known of the session.
    #[must_use]
    pub const fn session(&self) -> &Session {
        self.record.session()
    }

    /// What was said.
    #[must_use]
    pub const fn transcript(&self) -> &Transcript {
        self.record.transcript()
    }

    /// The lines of a reply that has not ended yet, secrets masked.
    #[must_use]
    pub fn partial_reply(&self) -> Vec<ReplyLine> {
        let mut lines = self.replies.partial().to_vec();
        self.record.echoes().mask_lines(&mut lines);
        lines
    }

    /// The connection is open.
    pub fn connected(&mut self, at_ms: u64) {
        self.replies = ReplyReader::default();
        self.output.clear();
        self.record.connected(at_ms);
    }

    /// Bytes came from the server. What stands behind a `220` to STARTTLS is not read: see [`Client::take_early`].
    pub fn receive(&mut self, bytes: &[u8], at_ms: u64) {
        self.replies.push(bytes);
        while self.session().phase != Phase::StartingTls
            && let Some(reply) = self.replies.next()
        {
            self.record.reply(reply, at_ms);
        }
    }

    /// What came in clear behind the `220` to STARTTLS. A server has nothing to say there: whoever lies between could
    /// have put it in, to have it taken for a reply under TLS (RFC 3207 §4.2).
    pub fn take_early(&mut self) -> Vec<u8> {
        self.replies.take_rest()
    }

    /// TLS is on from the first octet, before the server has greeted.
    pub fn tls_from_the_start(&mut self, version: Option<TlsVersion>, at_ms: u64) {
        self.record.tls_from_the_start_with(version, at_ms);
    }

    /// The TLS handshake is done.
    pub fn tls_established(&mut self, at_ms: u64) {
        self.record.tls_established(None, at_ms);
    }

    /// The TLS handshake is done, with this version.
    pub fn tls_established_with(&mut self, version: TlsVersion, at_ms: u64) {
        self.record.tls_established(Some(version), at_ms);
    }

    /// The connection is gone. What had come of a reply is kept.
    pub fn closed(&mut self, blame: Blame, at_ms: u64) {
        if let Some(reply) = self.replies.finish() {
            self.record.reply(reply, at_ms);
        }
        self.output.clear();
        self.record.closed(blame, at_ms);
    }

    /// Says a line; CR LF is added.
    pub fn send_line(&mut self, line: &[u8], at_ms: u64) {
        self.send_exactly(&[line, b"\r\n"].concat(), at_ms);
    }

    /// Says bytes as they are, endings and all.
    pub fn send_exactly(&mut self, bytes: &[u8], at_ms: u64) {
        self.output.extend_from_slice(bytes);
        self.record.client_bytes(bytes, at_ms);
    }

    /// Says a message, or a part of one that ends with a whole line.
    pub fn send_content(&mut self, text: &[u8], stuffing: Stuffing, at_ms: u64) {
        let wire = wire_form(text, stuffing).0;
        self.send_exactly(&wire, at_ms);
    }

    /// Says a chunk, or a part of one: the octets of [`chunk_of`].
    pub fn send_chunk(&mut self, text: &[u8], at_ms: u64) {
        self.send_exactly(&chunk_of(text), at_ms);
    }

    /// Ends the message with the line of a single dot.
    pub fn end_data(&mut self, at_ms: u64) {
        self.send_exactly(b".\r\n", at_ms);
    }

    /// Bytes for the wire.
    pub fn poll_output(&mut self) -> Option<Vec<u8>> {
        (!self.output.is_empty()).then(|| std::mem::take(&mut self.output))
    }

    /// What the rules say of a line before it is sent.
    #[must_use]
    pub fn check(&self, line: &[u8]) -> Vec<Diagnostic> {
        check_line(self.session(), line, self.record.profile())
    }

    /// What the rules say of a message that is being written, with the spans in the text as typed.
    #[must_use]
    pub fn check_content(&self, text: &[u8], stuffing: Stuffing) -> Vec<Diagnostic> {
        check_content(self.session(), text, stuffing, self.record.profile())
    }

    /// What the rules say of a message if it is sent as it is, with the spans in the text as typed.
    #[must_use]
    pub fn check_message(&self, text: &[u8], stuffing: Stuffing) -> Vec<Diagnostic> {
        check_message(self.session(), text, stuffing, self.record.profile())
    }
}

/// What is to go out may be a secret, so only its length is shown.
impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Client")
            .field("record", &self.record)
            .field("replies", &self.replies)
            .field("output_octets", &self.output.len())
            .finish()
    }
}

/// What the rules say of a line before it is sent.
#[must_use]
pub fn check_line(session: &Session, line: &[u8], profile: Profile) -> Vec<Diagnostic> {
    check::line(session, &Line::new(line), profile)
}

/// What the rules say of a message that is being written, with the spans in the text as typed. What is missing at its end
/// may come yet.
#[must_use]
pub fn check_content(
    session: &Session,
    text: &[u8],
    stuffing: Stuffing,
    profile: Profile,
) -> Vec<Diagnostic> {
    check_typed(session, text, stuffing, Stage::Draft, profile)
}

/// What the rules say of a message if it is sent as it is, with the spans in the text as typed.
#[must_use]
pub fn check_message(
    session: &Session,
    text: &[u8],
    stuffing: Stuffing,
    profile: Profile,
) -> Vec<Diagnostic> {
    check_typed(session, text, stuffing, Stage::Ended, profile)
}

fn check_typed(
    session: &Session,
    text: &[u8],
    stuffing: Stuffing,
    stage: Stage,
    profile: Profile,
) -> Vec<Diagnostic> {
    let in_chunk = session.chunk_left > 0;
    if in_chunk && !session.content.is_empty() {
        // What is typed begins in the middle of the message: it is judged as a whole, once it is said.
        return Vec::new();
    }
    let (stuffing, packing) = if in_chunk {
        (Stuffing::AsTyped, Packing::Chunks)
    } else {
        (stuffing, Packing::Stuffed)
    };
    let (mut wire, lines) = wire_form(text, stuffing);
    if stage == Stage::Draft && !text.ends_with(b"\n") {
        // The line end that sending will add is not typed yet.
        wire.truncate(wire.len().saturating_sub(2));
    }
    let mut found = check::content(session, &wire, packing, stage, profile);
    for diagnostic in &mut found {
        diagnostic.span = typed_span(&lines, diagnostic.span);
        diagnostic.related = diagnostic.related.map(|span| typed_span(&lines, span));
        if let Some(fix) = &mut diagnostic.fix {
            fix.span = typed_span(&lines, fix.span);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;
    use crate::span::Span;

    #[test]
    fn a_draft_is_not_told_what_it_may_have_yet() {
        let transcript = crate::rules::example::Start::Data.transcript();
        let record = crate::notation::record(&transcript, Profile::Strict);
        let rules = |text: &str| {
            let found = check_content(
                record.session(),
                text.as_bytes(),
                Stuffing::Apply,
                Profile::Strict,
            );
            found.iter().map(|one| one.rule).collect::<Vec<_>>()
        };
        let header = "From: ann@example.org\nTo: bob@example.com\n\
                      Date: Mon, 23 Nov 2026 10:00:00 +0000\nMessage-ID: <1@client.example.org>\n";
        let message = format!("{header}Subject: Hello\n\nHello Bob\n.\n");
        for (end, _) in message.char_indices() {
            assert_eq!(rules(&message[..end]), [""; 0], "{}", &message[..end]);
        }
        assert_eq!(rules("Hello\n"), ["missing-blank-line"]);
        assert_eq!(
            rules("From: ann@example.org\n\n"),
            ["message-without-date", "message-without-id"]
        );
        assert_eq!(rules("Date: tomorrow\n"), ["bad-date"]);
        let sent = check_message(record.session(), b"", Stuffing::Apply, Profile::Strict);
        assert_eq!(sent.len(), 1);
    }

    #[test]
    fn places_on_the_wire_are_found_in_the_typed_text() {
        let text = b"a\n.b\nc";
        let (wire, lines) = wire_form(text, Stuffing::Apply);
        assert_eq!(wire, b"a\r\n..b\r\nc\r\n");
        for (wire, typed) in [(0, 0), (3, 2), (4, 2), (5, 3), (8, 5), (99, 6)] {
            assert_eq!(
                typed_span(&lines, Span::new(wire, wire)).range().start,
                typed,
                "{wire}"
            );
        }
    }
}
