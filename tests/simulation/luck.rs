//! Luck that a seed repeats.

/// Numbers by [SplitMix64](https://doi.org/10.1145/2714064.2660195).
#[derive(Clone, Debug)]
pub struct Luck(u64);

impl Luck {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Uniform over all of `u32`.
    pub fn word(&mut self) -> u32 {
        (self.next() >> 32) as u32
    }

    /// From `least` to `most`, both included.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.next() % (most - least + 1)
    }

    /// A place in a list of that length.
    pub fn place(&mut self, length: usize) -> usize {
        self.between(0, length as u64 - 1) as usize
    }

    /// True that often in a hundred.
    pub fn percent(&mut self, share: u64) -> bool {
        self.between(0, 99) < share
    }

    /// Mostly short, up to `most` now and then: as waits in computers are.
    pub fn delay(&mut self, most: u64) -> u64 {
        let reach = most >> self.between(0, 6);
        self.between(0, reach)
    }
}
