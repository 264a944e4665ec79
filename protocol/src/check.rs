//! All rules run over one line, reply, message or end, given the session before it.

use crate::command::Command;
use crate::data::DataDecoder;
use crate::diagnostic::{Diagnostic, Profile};
use crate::line::Line;
use crate::message::Message;
use crate::phase::{Phase, Step};
use crate::reply::Reply;
use crate::rules::bdat::octets_after_chunk;
use crate::rules::{
    self, Check, ChunkContext, CloseContext, CommandContext, ContentContext, Family, Findings,
    Packing, ReplyContext, Stage, TlsContext, framing, sequence,
};
use crate::session::Session;
use crate::span::Span;
use crate::tls::{self, TlsVersion};
use crate::transcript::Blame;

/// How the octets of messages are checked: [`content`], or what stands in for it in a program that loads it later.
pub type ContentCheck = fn(&Session, &[u8], Packing, Stage, Profile) -> Vec<Diagnostic>;

/// Checks a client line. Inside the AUTH exchange it is read as a response, in the data phase it is not a command at
/// all: check the message with [`content`]. Of a line with octets that belong in no command, no arguments are judged.
#[must_use]
pub fn line(session: &Session, line: &Line, profile: Profile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if session.expects_content() || session.reversed {
        return found;
    }
    let command = Command::read(&line.bytes);
    let ahead = session.look_ahead();
    let phase = ahead.phase;
    let context = CommandContext {
        command: &command,
        ending: line.ending,
        dropped: line.dropped,
        session,
        phase,
        ahead,
        profile,
    };
    let in_exchange = phase == Phase::Authenticating;
    let run = |check: Check, findings: &mut Findings<'_>| match check {
        Check::Line(check) => check(&context, findings),
        Check::Command(check) if !in_exchange => check(&context, findings),
        Check::Response(check) if in_exchange => check(&context, findings),
        _ => {}
    };
    if let Some(families) = families_of_stray(session, &command, in_exchange) {
        let rules = rules::spoken().filter(|rule| families.contains(&rule.family));
        rules::run(rules, profile, &mut found, run);
        return found;
    }
    let octets = framing::OCTETS.iter().copied();
    // DATA was said and 354 is still to come: nobody knows yet whether this is read as a command.
    let may_be_content = phase == Phase::Data;
    if !may_be_content {
        rules::run(octets.clone(), profile, &mut found, run);
    }
    let unreadable = !found.is_empty();
    let rest = rules::spoken().skip(octets.len()).filter(|rule| {
        let by_place = matches!(rule.family, Family::Sequence | Family::Pipelining);
        let by_line = rule.family == Family::Framing;
        by_place || (by_line && !may_be_content) || !(unreadable || may_be_content)
    });
    rules::run(rest, profile, &mut found, run);
    if command.step() == Step::Hello {
        // No enhanced code stands in an answer to EHLO (RFC 2034 §4).
        for reply in found.iter_mut().filter_map(|found| found.expected.as_mut()) {
            reply.enhanced = "";
        }
    }
    found
}

/// The families of rules about a line that is no command, whatever it looks like: the beginning of TLS, what was to follow
/// a DATA or AUTH that was refused, what is left of a chunk. One rule says so, and no other judges it.
fn families_of_stray(
    session: &Session,
    command: &Command<'_>,
    in_exchange: bool,
) -> Option<&'static [Family]> {
    if tls::is_record(command.line) && !session.tls {
        return Some(&[Family::Tls]);
    }
    if in_exchange {
        return None;
    }
    if sequence::is_body_after_refusal(session, command) {
        return Some(&[Family::Sequence]);
    }
    if session.says_secret_outside_exchange(command) {
        return Some(&[Family::Auth]);
    }
    octets_after_chunk::is_overflow(session, command).then_some(&[Family::Bdat])
}

/// Checks message octets as on the wire, without the final dot. Of a draft nothing is said about how the line that is
/// being written reads as a part of a message: it is not there yet.
#[must_use]
pub fn content(
    session: &Session,
    content: &[u8],
    packing: Packing,
    stage: Stage,
    profile: Profile,
) -> Vec<Diagnostic> {
    let mut decoder = match packing {
        Packing::Stuffed => DataDecoder::new(0),
        Packing::Chunks | Packing::Unpacked => DataDecoder::of_chunks(0),
    };
    decoder.push(content);
    decoder.finish();
    let mut found = Vec::new();
    let message = Message::read(content, packing == Packing::Stuffed);
    let transaction = session.transaction_ahead();
    let context = ContentContext {
        content,
        packing,
        stage,
        decoder: &decoder,
        message: &message,
        transaction: transaction.as_ref(),
        session,
    };
    rules::run(rules::all(), profile, &mut found, |check, findings| {
        if let Check::Content(check) = check {
            check(&context, findings);
        }
    });
    if stage == Stage::Draft {
        let written = memchr::memrchr(b'\n', content).map_or(0, |end| end + 1);
        let open = Span::new(written, content.len());
        found.retain(|finding| {
            let about_text =
                rules::find(finding.rule).is_some_and(|rule| rule.family == Family::Message);
            !about_text || open.is_empty() || finding.span.range().end <= written
        });
    }
    found
}

/// Checks a chunk that came in whole; with the last one, the message by `content`.
#[must_use]
pub fn chunk(session: &Session, content: ContentCheck, profile: Profile) -> Vec<Diagnostic> {
    let mut found = if session.last_chunk {
        content(
            session,
            &session.content,
            Packing::Chunks,
            Stage::Ended,
            profile,
        )
    } else {
        Vec::new()
    };
    let start = usize::try_from(session.chunk_start).unwrap_or(usize::MAX);
    let context = ChunkContext {
        content: &session.content,
        start: start.min(session.content.len()),
        session,
    };
    rules::run(rules::spoken(), profile, &mut found, |check, findings| {
        if let Check::Chunk(check) = check {
            check(&context, findings);
        }
    });
    found
}

/// Checks a TLS handshake before the session has learnt of it.
#[must_use]
pub fn handshake(
    session: &Session,
    version: Option<TlsVersion>,
    profile: Profile,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let context = TlsContext { version, session };
    rules::run(rules::spoken(), profile, &mut found, |check, findings| {
        if let Check::Tls(check) = check {
            check(&context, findings);
        }
    });
    found
}

/// Checks a reply before the session has learnt from it.
#[must_use]
pub fn reply(session: &Session, reply: &Reply, profile: Profile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let answers = if session.phase == Phase::Connected {
        None
    } else {
        session.pending.front()
    };
    let context = ReplyContext {
        reply,
        answers,
        session,
    };
    rules::run(rules::spoken(), profile, &mut found, |check, findings| {
        if let Check::Reply(check) = check {
            check(&context, findings);
        }
    });
    found
}

/// Checks the end of a connection.
#[must_use]
pub fn close(session: &Session, blame: Blame, profile: Profile) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let context = CloseContext { blame, session };
    rules::run(rules::spoken(), profile, &mut found, |check, findings| {
        if let Check::Close(check) = check {
            check(&context, findings);
        }
    });
    found
}
