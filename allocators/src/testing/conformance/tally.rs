//! What a check got to see.

use core::fmt;

/// What an allocator answered during a check: how much of the contract the check got to see.
///
/// An allocator may refuse anything, so a check that passes may have seen no block grow at all.
/// Who knows that theirs can do better asserts it:
///
/// ```
/// use core::mem::MaybeUninit;
/// use exalloc::{BumpAllocator, testing::conformance};
///
/// let mut memory = [MaybeUninit::uninit(); 16 << 10];
/// let tally = conformance::resize_in_place(&BumpAllocator::new(&mut memory));
/// assert!(tally.grown_in_place > 0 && tally.moved == 0);
/// ```
///
/// Its text is a line for a test's output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tally {
    /// Requests for new blocks that were served.
    pub served: usize,
    /// Those of them that `alloc_zeroed` served; an allocator that always refuses it shows a zero.
    pub zeroed: usize,
    /// Requests that were refused: for new blocks, and for new sizes.
    pub refused: usize,
    /// Blocks that became larger where they were.
    pub grown_in_place: usize,
    /// Blocks that became smaller where they were.
    pub shrunk_in_place: usize,
    /// Blocks that `remap` moved.
    pub moved: usize,
    /// How often memory was used up, given back, and had again.
    pub recovered: usize,
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "served {}, zeroed {}, refused {}, grown in place {}, shrunk in place {}, moved {}, recovered {}",
            self.served,
            self.zeroed,
            self.refused,
            self.grown_in_place,
            self.shrunk_in_place,
            self.moved,
            self.recovered
        )
    }
}
