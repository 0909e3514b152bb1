//! Programs of mixed operations.

use super::Tally;
use super::blocks::{SIZES, layout};
use super::books::{Books, MAX_LIVE};
use exalloc_core::Allocator;

/// Numbers without a pattern, the same in every run.
struct Numbers(u32);

impl Numbers {
    /// A number below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        // Knuth's generator of period 2^32; the high bits are the good ones.
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as usize % bound
    }

    /// A size of up to a few pages: half are at most 65 bytes.
    fn size(&mut self) -> usize {
        let bound = if self.below(2) == 0 { 16 } else { SIZES.len() };
        SIZES[self.below(bound)]
    }
}

/// Runs `steps` operations, the `n`-th program of many.
pub(super) fn run(books: &mut Books<'_>, n: usize, steps: usize) {
    let mut numbers = Numbers(n as u32);
    let small = books.small();
    for _ in 0..steps {
        let chosen = numbers.below(MAX_LIVE);
        let (operation, size) = (numbers.below(20), numbers.size());
        let align = 1 << if numbers.below(8) == 0 { numbers.below(13) } else { numbers.below(5) };
        match (operation, books.nth(chosen)) {
            (0..7, _) | (_, None) if books.live() < MAX_LIVE => {
                _ = books.alloc_or(layout(size, align), small)
            }
            (7..9, _) if books.live() < MAX_LIVE => _ = books.alloc_zeroed(layout(size, align)),
            (9..12, Some(slot)) => _ = books.resize_in_place(slot, size),
            (12..15, Some(slot)) => _ = books.remap(slot, size),
            (_, Some(slot)) => books.dealloc(slot),
            (_, None) => {}
        }
    }
}

/// Programs of all operations in no particular order, with many blocks live.
///
/// # Panics
///
/// As [`sizes_and_alignments`](super::sizes_and_alignments()).
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, testing::conformance};
///
/// let memory = InlineBump::<65536>::new();
/// assert!(conformance::mixed(&&memory).served > 0);
/// ```
pub fn mixed(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    for n in 0..8 {
        run(&mut books, n, 100);
        books.clear();
    }
    books.finish()
}
