//! Checks of what can't be had.

use super::Tally;
use super::blocks::{SIZES, aligns, layout};
use super::books::{Books, MAX_LIVE};
use core::alloc::Layout;
use exalloc_core::Allocator;
use exalloc_core::layout::max_size_for_align;

/// Whether the largest size is one that somebody may have, and that takes seconds to touch.
const SERVED_BY_SOME: bool = usize::BITS < 64;

/// The absurd sizes at an alignment: the largest that callers may ask for, and others near it.
fn absurd(align: usize) -> impl Iterator<Item = usize> {
    let max = max_size_for_align(align);
    let others = [max - 1, max - align, max - max / 8, max / 2 + 1];
    [max].into_iter().chain(others).take(if SERVED_BY_SOME { 1 } else { 5 })
}

/// Sizes that nobody has, up to the largest that callers may ask for (rule 5): no arithmetic on
/// them wraps, and after `None` nothing has happened to the blocks that are live.
///
/// Where addresses have 32 bits, half the address space may be served: only the largest size is
/// asked for then, at few alignments and not zeroed, since who touches all of it takes seconds.
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
/// let memory = InlineBump::<4096>::new();
/// assert!(conformance::impossible_sizes(&&memory).refused > 10);
/// ```
pub fn impossible_sizes(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    let small = books.small();
    for align in aligns().step_by(if SERVED_BY_SOME { 6 } else { 1 }) {
        let served = books.served(24, align).or(small);
        let below = small.and_then(|small| books.alloc(small));
        let block = served.and_then(|served| books.alloc(served));
        for size in absurd(align) {
            let Ok(absurd) = Layout::from_size_align(size, align) else { continue };
            if let Some(served) = books.alloc(absurd) {
                books.dealloc(served);
            }
            if !SERVED_BY_SOME {
                books.alloc_zeroed(absurd);
            }
            let (Some(slot), Some(served)) = (block, served) else { continue };
            // Of the size that the block's own alignment allows, if nothing is served at this one.
            let size = size.min(max_size_for_align(served.align()));
            if books.resize_in_place(slot, size) {
                books.resize_in_place(slot, served.size());
            }
            if books.remap(slot, size) {
                books.remap(slot, served.size());
            }
        }
        for slot in block.into_iter().chain(below) {
            books.dealloc(slot);
        }
    }
    books.finish()
}

/// Blocks whose new size is refused are as they were, for both methods: contents, layout, and that
/// nobody else gets their memory (rule 5).
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
/// let memory = InlineBump::<4096>::new();
/// assert!(conformance::refusals(&&memory).refused > 0);
/// ```
pub fn refusals(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    let small = books.small();
    for align in [1, 8, 64] {
        let layouts = SIZES.into_iter().take(24).map(|size| layout(size, align));
        // And one that is served, if it isn't one of these.
        let served = books.served(24, align).or(small);
        let served = served.filter(|&served| layouts.clone().all(|layout| layout != served));
        for asked in layouts.chain(served) {
            let Some(slot) = books.alloc(asked) else { continue };
            let above = books.alloc_or(layout(8, 8), small);
            let (size, max) = (asked.size(), max_size_for_align(asked.align()));
            for new_size in [size + 1, 2 * size, 64 * size, max] {
                for method in [Books::resize_in_place, Books::remap] {
                    if method(&mut books, slot, new_size) {
                        continue;
                    }
                    // Who freed the block before finding that it can't be served hands it out now.
                    let same = [(); 2].map(|()| books.alloc(asked));
                    for slot in same.into_iter().rev().flatten() {
                        books.dealloc(slot);
                    }
                }
                if books.layout(slot).size() != size {
                    break;
                }
            }
            for slot in above.into_iter().chain([slot]) {
                books.dealloc(slot);
            }
        }
    }
    books.finish()
}

/// Memory is used up, in smaller and smaller pieces, with everything live intact, and given back;
/// the second time, half of it is given back first and used up again.
///
/// An allocator that still serves when 48 blocks of up to 32 KiB (16 KiB where addresses have 16
/// bits) are live counts as unbounded. The
/// contract doesn't promise that what was given back can be had again: whether it can is told by
/// [`recovered`](Tally::recovered).
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
/// let memory = InlineBump::<4096>::new();
/// assert!(conformance::exhaustion(&&memory).recovered > 0);
/// ```
pub fn exhaustion(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    let small = books.small();
    for round in 0..2 {
        let align = 1 << (4 * round);
        let first = use_up(&mut books, align, small);
        if round % 2 == 1 {
            for n in 0..books.live() / 2 {
                if let Some(slot) = books.nth(n) {
                    books.dealloc(slot);
                }
            }
            use_up(&mut books, align, small);
        }
        let bounded = books.live() < MAX_LIVE;
        books.clear();
        if let Some(again) = first.and_then(|layout| books.alloc(layout)) {
            books.tally().recovered += usize::from(bounded);
            books.dealloc(again);
        }
    }
    books.finish()
}

/// The largest pieces: 32 KiB, or what a block can have where addresses have 16 bits.
const LARGEST: usize = if usize::BITS > 16 { 32 << 10 } else { 16 << 10 };

/// Allocates until nothing is left, the largest pieces first, and of a layout that is served last;
/// returns the first layout served.
fn use_up(books: &mut Books<'_>, align: usize, small: Option<Layout>) -> Option<Layout> {
    let sizes = (0..=LARGEST.trailing_zeros()).map(|shift| layout(LARGEST >> shift, align));
    let mut first = None;
    for asked in sizes.chain(small) {
        while books.live() < MAX_LIVE {
            let Some(slot) = books.alloc(asked) else { break };
            first = first.or(Some(books.layout(slot)));
        }
    }
    first
}
