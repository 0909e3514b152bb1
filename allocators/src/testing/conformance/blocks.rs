//! Checks of new blocks.

use super::Tally;
use super::books::{Books, MAX_LIVE};
use core::alloc::Layout;
use exalloc_core::Allocator;

/// Bytes in a page, as far as the checks go.
pub(super) const PAGE: usize = 4096;

/// From one byte to several pages, and around the sizes at which allocators change their ways.
pub(super) const SIZES: [usize; 32] = [
    1,
    2,
    3,
    7,
    8,
    9,
    15,
    16,
    17,
    24,
    31,
    33,
    48,
    63,
    64,
    65,
    100,
    127,
    128,
    129,
    255,
    256,
    257,
    500,
    1000,
    1024,
    2049,
    PAGE - 1,
    PAGE,
    PAGE + 1,
    2 * PAGE + 1,
    4 * PAGE,
];

/// A size; those of the list below it, from the nearest down; those above it, from the nearest up.
pub(super) fn nearest(size: usize) -> impl Iterator<Item = usize> {
    let below = SIZES.into_iter().rev().filter(move |&other| other < size);
    [size].into_iter().chain(below).chain(SIZES.into_iter().filter(move |&other| other > size))
}

/// One byte to a page.
pub(super) fn aligns() -> impl Iterator<Item = usize> + Clone {
    (0..=PAGE.trailing_zeros()).map(|shift| 1 << shift)
}

/// All sizes at each of these alignments.
pub(super) fn layouts<const N: usize>(aligns: [usize; N]) -> impl Iterator<Item = Layout> {
    aligns.into_iter().flat_map(|align| SIZES.into_iter().map(move |size| layout(size, align)))
}

/// The layout of a size that isn't absurd.
pub(super) fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).expect("a few pages are no absurd size")
}

/// Alignments above a page: two pages, since many get one for nothing; 64 KiB, the pages of other
/// platforms; 1 MiB. And one that address spaces of 64 bits have and nobody serves; with 32, it
/// would be a part of them that somebody may serve, and touch.
///
/// Addresses of 16 bits have the first of these only.
fn large_aligns() -> impl Iterator<Item = usize> {
    let absurd = (usize::BITS >= 64).then_some(usize::BITS - 2);
    let shifts = [PAGE.trailing_zeros() + 1, 16, 20].into_iter().chain(absurd);
    shifts.filter_map(|shift| 1_usize.checked_shl(shift))
}

/// Sizes from one byte to several pages, each at alignments from one byte to a page, and some at
/// larger ones up to 1 MiB: blocks are aligned by their address (rule 4), exist, and keep what is
/// written to them.
///
/// # Panics
///
/// If the allocator breaks a rule of the contract, with its number and what was seen; and if it
/// refuses every request.
///
/// # Examples
///
/// ```
/// use core::mem::MaybeUninit;
/// use exalloc::{BumpAllocator, testing::conformance};
///
/// let mut memory = [MaybeUninit::uninit(); 64 << 10];
/// let tally = conformance::sizes_and_alignments(&BumpAllocator::new(&mut memory));
/// assert!(tally.served > 300);
/// ```
pub fn sizes_and_alignments(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    for align in aligns() {
        for size in SIZES {
            // A byte before it, so that the block isn't aligned by chance.
            let uneven = books.alloc(layout(1, 1));
            let block = books.alloc(layout(size, align));
            for slot in block.into_iter().chain(uneven) {
                books.dealloc(slot);
            }
        }
    }
    for align in large_aligns() {
        for size in [1, PAGE] {
            // Two at a time: the second one isn't aligned by chance because the first one is.
            let blocks = [(); 2].map(|()| books.alloc(layout(size, align)));
            for slot in blocks.into_iter().rev().flatten() {
                books.dealloc(slot);
            }
        }
    }
    books.finish()
}

/// Many blocks at a time, given back in another order than they came in: none overlaps another
/// (rule 4), and none changes but by its owner.
///
/// # Panics
///
/// As [`sizes_and_alignments`].
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, testing::conformance};
///
/// let memory = InlineBump::<4096>::new();
/// assert!(conformance::no_overlap(&&memory).served > 0);
/// ```
pub fn no_overlap(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    let small = books.small();
    for round in 0..4 {
        for (n, align) in (0..).zip(aligns().cycle().take(3 * MAX_LIVE)) {
            if books.live() >= MAX_LIVE {
                break;
            }
            books.alloc_or(layout(SIZES[n % 26], align.min(16 << (2 * round))), small);
        }
        // Every second one, from the oldest on; their places are taken again in the next round.
        for n in 0..books.live() / 2 {
            if let Some(slot) = books.nth(n) {
                books.dealloc(slot);
            }
        }
    }
    books.finish()
}

/// Fresh memory and memory that has been used: every byte of what `alloc_zeroed` returns is zero.
///
/// An allocator may refuse to zero, so this passes where `alloc` alone is served:
/// [`zeroed`](Tally::zeroed) tells how often `alloc_zeroed` was.
///
/// # Panics
///
/// As [`sizes_and_alignments`].
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, testing::conformance};
///
/// let memory = InlineBump::<4096>::new();
/// assert!(conformance::zeroed(&&memory).zeroed > 0);
/// ```
pub fn zeroed(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    let small = books.small();
    for layout in layouts([1, 8, 64, PAGE]).chain(small) {
        for dirty in [(); 3].map(|()| books.alloc(layout)).into_iter().rev().flatten() {
            books.dealloc(dirty);
        }
        let zeroed = [(); 3].map(|()| books.alloc_zeroed(layout));
        for slot in zeroed.into_iter().flatten() {
            books.dealloc(slot);
        }
    }
    books.finish()
}
