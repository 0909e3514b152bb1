//! The messages of a market, as text.

use core::fmt::Write;
use exalloc::{ExString, ExVec, SystemAllocator};

/// So many prices there are, in ticks from 0.
pub const PRICES: u32 = 2048;

/// Orders that are known at a time, at most.
pub const OPEN_ORDERS: usize = 4096;

/// A seeded generator of numbers (splitmix64, Steele, Lea and Flood 2014).
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// The same numbers for the same seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        // The bounds are far below the numbers, so the bias doesn't show.
        (z ^ (z >> 31)) % bound
    }
}

/// Messages, one after another.
#[derive(Debug)]
pub struct Feed {
    text: ExString<SystemAllocator>,
    ends: ExVec<usize, SystemAllocator>,
}

impl Feed {
    /// So many messages from a seed.
    ///
    /// Six of ten insert near a price that wanders, three cancel an order, and one in ten sweeps
    /// the other side with a large quantity, which makes many fills.
    ///
    /// # Panics
    ///
    /// If there is no memory for them.
    #[must_use]
    pub fn new(messages: usize, seed: u64) -> Self {
        let mut random = Random::new(seed);
        let mut text = ExString::with_capacity(messages * 48, SystemAllocator);
        let mut ends = ExVec::with_capacity(messages, SystemAllocator);
        let (mut middle, mut orders) = (u64::from(PRICES / 2), 0_u64);
        for _ in 0..messages {
            middle = (middle + random.below(3)).saturating_sub(1).clamp(200, 1800);
            let kind = random.below(10);
            let written = if kind < 3 && orders > 0 {
                // Of the orders of late; many are filled by now, which is answered too.
                let order = orders - 1 - random.below(orders.min(200));
                writeln!(text, "35=F|41={order}|60=20261121-09:30:00.000")
            } else {
                let (side, sign) = if random.below(2) == 0 { (1, -1) } else { (2, 1) };
                let sweep = kind == 9;
                let distance = i64::try_from(random.below(20)).unwrap_or(0) - 4;
                let distance = if sweep { -30 } else { distance };
                let price = i64::try_from(middle).unwrap_or(0) + sign * distance;
                let quantity =
                    if sweep { 2000 + random.below(3000) } else { 1 + random.below(300) };
                let order = orders;
                orders += 1;
                writeln!(
                    text,
                    "35=D|11={order}|54={side}|44={price}|38={quantity}|60=20261121-09:30:00.000"
                )
            };
            written.expect("there is memory for the feed");
            ends.push(text.len());
        }
        Self { text, ends }
    }

    /// The messages, without their line ends.
    pub fn messages(&self) -> impl Iterator<Item = &str> {
        let starts = core::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(self.ends.iter()).map(|(start, end)| self.text[start..*end].trim_end())
    }
}
