//! Checks of blocks that change their size.

use super::Tally;
use super::blocks::{PAGE, layout, layouts};
use super::books::{Books, Slot};
use exalloc_core::Allocator;

/// The sizes between which blocks change, in bytes: some are refused, some are not.
const STEPS: [usize; 7] = [1, 8, 24, 100, 1000, PAGE + 1, 3 * PAGE];

/// A resizing method of the books.
type Change<'a> = fn(&mut Books<'a>, Slot, usize) -> bool;

/// From each size to each other, for a block with live ones on both sides and for one that is last.
fn from_each_to_each<'a>(books: &mut Books<'a>, change: Change<'a>) {
    let small = books.small();
    for align in [1, 16, PAGE] {
        // All of them once, every second one at larger alignments.
        let steps = STEPS.into_iter().step_by(if align == 1 { 1 } else { 2 });
        for old in steps.clone() {
            for new in steps.clone() {
                for last in [false, true] {
                    let below = small.and_then(|small| books.alloc(small));
                    let block = books.alloc_or(layout(old, align), small);
                    let above = small.filter(|_| !last).and_then(|small| books.alloc(small));
                    if let Some(slot) = block {
                        change(books, slot, new);
                        // And on from where it is now, at its new size or at its old one.
                        change(books, slot, old);
                    }
                    for slot in [above, block, below].into_iter().flatten() {
                        books.dealloc(slot);
                    }
                }
            }
        }
    }
    // Blocks of some pages stay where they are if they can: here one is in the way.
    for align in [1, 64] {
        let block = books.alloc(layout(4 * PAGE, align));
        let above = books.alloc_or(layout(4 * PAGE, align), small);
        if let Some(slot) = block {
            for new in [6 * PAGE, 8 * PAGE, 5 * PAGE, 2 * PAGE, 4 * PAGE] {
                change(books, slot, new);
            }
        }
        for slot in [above, block].into_iter().flatten() {
            books.dealloc(slot);
        }
    }
}

/// Blocks become larger and smaller by `resize_in_place`: the address stays, contents are kept,
/// the new bytes belong to the block (rule 5), and after `None` nothing has happened.
///
/// # Panics
///
/// As [`sizes_and_alignments`](super::sizes_and_alignments()).
///
/// # Examples
///
/// ```
/// use core::mem::MaybeUninit;
/// use exalloc::{BumpAllocator, testing::conformance};
///
/// let mut memory = [MaybeUninit::uninit(); 16 << 10];
/// let tally = conformance::resize_in_place(&BumpAllocator::new(&mut memory));
/// assert!(tally.grown_in_place > 0 && tally.shrunk_in_place > 0);
/// ```
pub fn resize_in_place(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    from_each_to_each(&mut books, Books::resize_in_place);
    books.finish()
}

/// Blocks become larger and smaller by `remap`: wherever they are then, they are aligned (rule 4)
/// and have kept their contents (rule 5), and after `None` nothing has happened.
///
/// # Panics
///
/// As [`sizes_and_alignments`](super::sizes_and_alignments()).
///
/// # Examples
///
/// ```
/// use core::mem::MaybeUninit;
/// use exalloc::{BumpAllocator, testing::conformance};
///
/// let mut memory = [MaybeUninit::uninit(); 16 << 10];
/// let tally = conformance::remap(&BumpAllocator::new(&mut memory));
/// assert_eq!(tally.moved, 0, "a bump allocator changes its last block in place");
/// ```
pub fn remap(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    from_each_to_each(&mut books, Books::remap);
    books.finish()
}

/// An equal size succeeds, and in place, by both methods (rule 5), whatever else is refused.
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
/// assert!(conformance::equal_sizes(&&memory).served > 0);
/// ```
pub fn equal_sizes(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc);
    let small = books.small();
    for asked in layouts([1, 16, PAGE]).chain(small) {
        let Some(slot) = books.alloc(asked) else { continue };
        let above = books.alloc_or(layout(1, 1), small);
        books.resize_in_place(slot, asked.size());
        books.remap(slot, asked.size());
        for slot in above.into_iter().chain([slot]) {
            books.dealloc(slot);
        }
    }
    books.finish()
}

/// The pointers that come back carry provenance for their block only, as after `leak` and
/// `from_raw_parts` (rule 6): blocks grow, shrink and go back by them.
///
/// Without tools this sees what the other checks see. Under Miri, an allocator that reaches beyond
/// the block by such a pointer is reported.
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
/// assert!(conformance::narrow_pointers(&&memory).served > 0);
/// ```
pub fn narrow_pointers(alloc: &dyn Allocator) -> Tally {
    let mut books = Books::new(alloc).narrow();
    let small = books.small();
    for align in [1, 8, 64] {
        for method in [Books::resize_in_place as Change<'_>, Books::remap] {
            let Some(served) = books.served(24, align).or(small) else { continue };
            let Some(below) = small.and_then(|small| books.alloc(small)) else { continue };
            let Some(slot) = books.alloc(served) else {
                books.dealloc(below);
                continue;
            };
            for size in [100, 1000, PAGE, 500, 24, 8, 2 * PAGE, 1, served.size()] {
                if !method(&mut books, slot, size) {
                    // What a collection does then: a new block, and the old one back.
                    if let Some(moved) = books.alloc(layout(size, served.align())) {
                        books.dealloc(moved);
                    }
                }
            }
            books.dealloc(below);
            books.dealloc(slot);
        }
    }
    books.finish()
}
