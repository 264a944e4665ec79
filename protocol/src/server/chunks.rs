//! BDAT: counted chunks instead of a final dot (RFC 3030 §2).

use super::message::TOO_LARGE;
use super::{Reading, Server};
use crate::command::{Arguments, Command};
use crate::diagnostic::ExpectedReply;
use crate::phase::Step;

/// A chunk whose octets are to come.
#[derive(Debug)]
pub(super) struct Chunk {
    left: u64,
    last: bool,
    refusal: Option<ExpectedReply>,
}

impl Server {
    /// BDAT was said. Its octets are read and dropped even where it is refused, else they would be taken for commands.
    pub(super) fn begin_chunk(&mut self, command: &Command<'_>, refusal: Option<ExpectedReply>) {
        let Arguments::Chunk {
            octets: Some(octets),
            last,
            ..
        } = command.arguments
        else {
            self.session.chunk_left = 0;
            self.refuse_and_count(refusal.unwrap_or(BAD_SIZE));
            return;
        };
        if refusal.is_some_and(|refusal| refusal.code == 502) {
            // A server that does not know BDAT does not know of its octets.
            self.session.chunk_left = 0;
            self.refuse_and_count(refusal.unwrap_or(BAD_SIZE));
            return;
        }
        self.reading = Reading::Chunk(Chunk {
            left: octets,
            last,
            refusal,
        });
    }

    /// Reads octets of the chunk. Gives whether it has come whole.
    pub(super) fn read_chunk(&mut self, mut chunk: Chunk, now_ms: u64) -> bool {
        let mut bytes = self.input.take_rest();
        let take = usize::try_from(chunk.left)
            .unwrap_or(usize::MAX)
            .min(bytes.len());
        let rest = bytes.split_off(take);
        self.input.push(&rest);
        chunk.left -= take as u64;
        let limit = usize::try_from(self.behaviour.settings.max_message).unwrap_or(usize::MAX);
        if chunk.refusal.is_none() && self.chunks.len() + bytes.len() > limit {
            chunk.refusal = Some(TOO_LARGE);
            self.chunks = Vec::new();
        }
        if chunk.refusal.is_none() {
            self.chunks.extend_from_slice(&bytes);
        }
        if chunk.left > 0 {
            self.reading = Reading::Chunk(chunk);
            return false;
        }
        self.session.chunk_left = 0;
        self.finish_chunk(&chunk, now_ms);
        true
    }

    fn finish_chunk(&mut self, chunk: &Chunk, now_ms: u64) {
        if let Some(refusal) = chunk.refusal {
            self.refuse_and_count(refusal);
        } else if chunk.last {
            let message = std::mem::take(&mut self.chunks);
            let refusal = self.verdict_on(&message);
            self.finish_message(Step::LastChunk, refusal, message, now_ms);
        } else if !self.misbehaves(Step::Chunk, b"") {
            self.done("2.0.0", "Chunk taken");
        }
    }
}

const BAD_SIZE: ExpectedReply = ExpectedReply {
    code: 501,
    enhanced: "5.5.4",
    text: "BDAT needs a number of octets",
};
