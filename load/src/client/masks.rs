//! Masks of frames: unpredictable enough for a test, and costing nothing.

/// Gives masks.
#[derive(Debug)]
pub(super) struct Masks(u64);

impl Masks {
    pub(super) fn new() -> Self {
        Self(getrandom::u64().unwrap_or(1) | 1)
    }

    /// Eight octets.
    pub(super) const fn word(&mut self) -> [u8; 8] {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.to_le_bytes()
    }

    /// The next mask.
    pub(super) const fn mask(&mut self) -> [u8; 4] {
        let [a, b, c, d, ..] = self.word();
        [a, b, c, d]
    }
}
