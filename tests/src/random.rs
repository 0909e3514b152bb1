//! Random numbers, the same ones in every run.

/// Marsaglia's xorshift, with the shifts 13, 7 and 17.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Default for Random {
    /// Begins where Marsaglia's paper does.
    fn default() -> Self {
        Self(88_172_645_463_325_252)
    }
}

impl Random {
    /// The next number, which isn't zero.
    #[expect(clippy::should_implement_trait, reason = "there is no end, so no `Option`")]
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `bound`, which isn't zero.
    ///
    /// # Panics
    ///
    /// If it is.
    pub fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next() % bound as u64).expect("below a `usize`")
    }
}
