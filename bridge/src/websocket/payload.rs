//! The octets of a read without their heads and masks, one after the other, however many frames they came in.

/// A buffer for them, used again and again.
#[derive(Debug)]
pub struct Payload {
    buffer: Vec<u8>,
    filled: usize,
}

impl Payload {
    /// An empty one with room for so many octets.
    #[must_use]
    pub fn with_room(octets: usize) -> Self {
        Self {
            buffer: vec![0; octets],
            filled: 0,
        }
    }

    /// What is in it.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        self.buffer.get(..self.filled).unwrap_or_default()
    }

    pub(super) const fn clear(&mut self) {
        self.filled = 0;
    }

    /// Adds masked octets in clear. There must be room for them.
    pub(super) fn add(&mut self, masked: &[u8], mask: [u8; 4]) {
        if let Some(place) = self.buffer.get_mut(self.filled..self.filled + masked.len()) {
            unmask(masked, place, mask);
            self.filled += masked.len();
        }
    }
}

/// Octets that are unmasked in one stride.
const STRIDE: usize = 64;

/// Takes the mask away, on the way from one place to another of the same length.
///
/// Strides have a length that the compiler knows: it makes a few wide operations of each, also where a profile tells it
/// that most of what comes is short.
pub(super) fn unmask(masked: &[u8], clear: &mut [u8], mask: [u8; 4]) {
    let [a, b, c, d] = mask;
    let word = u64::from_ne_bytes([a, b, c, d, a, b, c, d]);
    let (from, from_rest) = masked.as_chunks::<STRIDE>();
    let (to, to_rest) = clear.as_chunks_mut::<STRIDE>();
    for (from, to) in from.iter().zip(to) {
        unmask_words(from.as_chunks().0, to.as_chunks_mut().0, word);
    }
    let (from, from_rest) = from_rest.as_chunks();
    let (to, to_rest) = to_rest.as_chunks_mut();
    unmask_words(from, to, word);
    for ((from, to), mask) in from_rest.iter().zip(to_rest).zip(mask.iter().cycle()) {
        *to = from ^ mask;
    }
}

#[inline(always)]
fn unmask_words(masked: &[[u8; 8]], clear: &mut [[u8; 8]], word: u64) {
    for (from, to) in masked.iter().zip(clear) {
        *to = (u64::from_ne_bytes(*from) ^ word).to_ne_bytes();
    }
}

/// The mask as it stands for what follows `taken` octets.
pub(super) const fn turned(mask: [u8; 4], taken: usize) -> [u8; 4] {
    let mut mask = mask;
    mask.rotate_left(taken % 4);
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mask_comes_off_whatever_the_length_and_the_cut() {
        let mask = [0x37, 0xfa, 0x21, 0x3d];
        // Longer than two strides and a word, and no multiple of anything.
        let clear: Vec<u8> = (0..150).collect();
        let masked: Vec<u8> = clear
            .iter()
            .zip(mask.iter().cycle())
            .map(|(byte, mask)| byte ^ mask)
            .collect();
        for length in 0..=clear.len() {
            for cut in 0..=length {
                let mut payload = Payload::with_room(clear.len());
                payload.add(&masked[..cut], mask);
                payload.add(&masked[cut..length], turned(mask, cut));
                assert_eq!(payload.octets(), &clear[..length], "{length} {cut}");
            }
        }
    }
}
