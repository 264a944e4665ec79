//! Where every session of a thread reads into, so that an idle session holds no buffer.

use std::cell::Cell;

use super::envelope::{Envelope, Kind};
use super::payload::Payload;

/// What comes in one read, and what it is without masks.
pub struct Scratch {
    /// Before what is read there is room for the head of a frame.
    read: Vec<u8>,
    payload: Payload,
}

thread_local! {
    static SCRATCH: Cell<Option<Box<Scratch>>> = const { Cell::new(None) };
}

impl Scratch {
    /// Lends the buffers of this thread, with room for reads of `most` octets. What they held is only ever overwritten
    /// or read by its own session.
    pub fn lend<T>(most: usize, act: impl FnOnce(&mut Self) -> T) -> T {
        let mut scratch = SCRATCH
            .take()
            .filter(|scratch| scratch.read.len() >= HEAD + most)
            .unwrap_or_else(|| {
                Box::new(Self {
                    read: vec![0; HEAD + most],
                    payload: Payload::with_room(most),
                })
            });
        let result = act(&mut scratch);
        SCRATCH.set(Some(scratch));
        result
    }

    /// Where to read at most so many octets.
    pub(crate) fn place(&mut self, most: usize) -> &mut [u8] {
        let (_, place) = self.read.split_at_mut(HEAD);
        let most = most.min(place.len());
        place.split_at_mut(most).0
    }

    /// The first `count` octets that were read.
    pub(crate) fn came(&self, count: usize) -> &[u8] {
        self.read.get(HEAD..HEAD + count).unwrap_or_default()
    }

    /// The same, and where to put them without masks.
    pub(super) fn masked(&mut self, count: usize) -> (&[u8], &mut Payload) {
        let came = self.read.get(HEAD..HEAD + count).unwrap_or_default();
        self.payload.clear();
        (came, &mut self.payload)
    }

    /// What was read, without masks.
    pub(super) fn clear(&self) -> &[u8] {
        self.payload.octets()
    }

    /// The octets from `start` to `end` of what was read as one frame. Its head takes the place before them.
    pub(crate) fn frame(&mut self, start: usize, end: usize) -> &[u8] {
        let (before, payload) = self.read.split_at_mut(HEAD + start);
        let length = end.saturating_sub(start).min(payload.len());
        let head = before.last_chunk_mut().map(|place| {
            let unused = Envelope::write(Kind::Binary, length, place);
            place.len() - unused
        });
        let first = HEAD + start - head.unwrap_or(0);
        self.read
            .get(first..HEAD + start + length)
            .unwrap_or_default()
    }
}

const HEAD: usize = Envelope::LONGEST_FROM_BRIDGE;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_becomes_a_frame_where_it_stands() {
        Scratch::lend(70_000, |scratch| {
            scratch.place(70_000).fill(b'x');
            for (start, end, head) in [
                (0, 0, &[0x82, 0][..]),
                (0, 5, &[0x82, 5]),
                (3, 5, &[0x82, 2]),
                (1, 127, &[0x82, 126, 0, 126]),
                (0, 65_536, &[0x82, 127, 0, 0, 0, 0, 0, 1, 0, 0]),
            ] {
                let frame = scratch.frame(start, end).to_vec();
                assert_eq!(&frame[..head.len()], head);
                assert_eq!(frame[head.len()..], vec![b'x'; end - start]);
                scratch.place(70_000).fill(b'x');
            }
        });
    }

    #[test]
    fn the_same_buffers_are_lent_again_unless_they_are_too_small() {
        let place = |most| {
            Scratch::lend(most, |scratch| {
                let (_, payload) = scratch.masked(most);
                payload.add(&vec![0; most], [0; 4]);
                scratch.place(most).as_ptr()
            })
        };
        let first = place(1000);
        assert_eq!(place(1000), first);
        assert_eq!(place(10), first);
        assert_eq!(
            Scratch::lend(2000, |scratch| scratch.place(2000).len()),
            2000
        );
    }
}
