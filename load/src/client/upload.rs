//! Records cut into frames beforehand, so that a client does nothing but write them.

use super::masks::Masks;
use super::websocket::{BINARY, push_frame};
use crate::records;

/// About how much is prepared.
const BLOCK: usize = 256 * 1024;

/// Octets to be sent over and over.
#[derive(Debug)]
pub struct Upload {
    block: Vec<u8>,
    octets: usize,
}

impl Upload {
    /// TLS records in frames of `frame` octets, or as they are.
    #[must_use]
    pub fn records(frame: usize, framed: bool) -> Self {
        // A multiple of the frame, so that a block is whole records and whole frames.
        let size = frame * (records::USUAL / frame).max(1);
        Self::of(&records::stream(size, BLOCK), frame, framed)
    }

    /// About so many octets of TLS records, in frames of a record each or as they are.
    #[must_use]
    pub fn of_size(octets: u64, framed: bool) -> Self {
        let room = usize::try_from(octets).unwrap_or(BLOCK);
        Self::of(
            &records::stream(records::USUAL, room),
            records::USUAL,
            framed,
        )
    }

    /// Lines of a message, in frames of `frame` octets, or as they are.
    #[must_use]
    pub fn lines(frame: usize, framed: bool) -> Self {
        let line = [[b'x'; 78].as_slice(), b"\r\n"].concat();
        Self::of(&line.repeat(BLOCK / line.len()), frame, framed)
    }

    fn of(octets: &[u8], frame: usize, framed: bool) -> Self {
        let block = if framed {
            let mut masks = Masks::new();
            let mut block = Vec::new();
            for payload in octets.chunks(frame) {
                push_frame(&mut block, BINARY, masks.mask(), payload);
            }
            block
        } else {
            octets.to_vec()
        };
        Self {
            block,
            octets: octets.len(),
        }
    }

    /// How many times it must be sent for `octets`, at least once, and never more than asked for.
    #[must_use]
    pub const fn times(&self, octets: u64) -> u64 {
        let times = octets / self.octets as u64;
        if times == 0 { 1 } else { times }
    }

    /// Octets that arrive when it is sent once.
    #[must_use]
    pub const fn octets(&self) -> u64 {
        self.octets as u64
    }

    /// What is written.
    #[must_use]
    pub fn block(&self) -> &[u8] {
        &self.block
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_whole_records_and_whole_frames() {
        for frame in [1400, 16_384] {
            let upload = Upload::records(frame, true);
            let octets = usize::try_from(upload.octets()).unwrap();
            assert_eq!(octets % frame, 0);
            assert_eq!(octets % (frame * (16_384 / frame)), 0);
            // Two octets, two of length, four of mask.
            assert_eq!(upload.block().len(), octets + octets / frame * 8);
            assert_eq!(Upload::records(frame, false).block().len(), octets);
        }
        assert_eq!(Upload::records(16_384, true).times(0), 1);
    }
}
