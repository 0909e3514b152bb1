//! Checks of the allocator as a value.

use super::Tally;
use super::blocks::{PAGE, layout};
use super::books::Books;
use super::program;
use super::words::{Method, Of, Rule, broken};
use core::mem::MaybeUninit;
use exalloc_core::Allocator;

/// What the place that an allocator has left is filled with.
const LEFT: u8 = 0xE5;

/// The allocator moves while blocks are live (rule 2): they keep their contents, change their size
/// and go back afterwards, and the place it has left isn't looked at again.
///
/// Takes the allocator by value; a reference moves alone, which shows nothing about what is behind
/// it.
///
/// # Panics
///
/// As [`sizes_and_alignments`](super::sizes_and_alignments()).
///
/// # Examples
///
/// ```
/// use exalloc::{ArenaAllocator, InlineBump, testing::conformance};
///
/// let memory = InlineBump::<16384>::new();
/// assert!(conformance::moved(ArenaAllocator::new(&memory)).served > 0);
/// ```
pub fn moved<A: Allocator>(alloc: A) -> Tally {
    let mut left = MaybeUninit::new(alloc);
    // SAFETY: just initialised.
    let here = unsafe { left.assume_init_ref() };
    let mut books = Books::new(here);
    for (size, align) in [(24, 8), (1, 1), (100, 64), (PAGE, 16), (300, 4)] {
        books.alloc(layout(size, align));
    }
    if books.live() == 0 {
        _ = books.small().and_then(|small| books.alloc(small));
    }
    outside(&books, here);
    let parked = books.park();

    // SAFETY: initialised, and not used as an `A` again.
    let elsewhere = unsafe { left.assume_init_read() };
    // SAFETY: the place is ours, and nothing is in it.
    unsafe { left.as_mut_ptr().write_bytes(LEFT, 1) };
    let mut books = parked.resume(&elsewhere);
    books.verify(Method::Alloc);
    for n in 0..books.live() {
        let Some(slot) = books.nth(n) else { break };
        let size = books.layout(slot).size();
        books.resize_in_place(slot, size / 2 + 1);
        books.remap(slot, 2 * size);
    }
    program::run(&mut books, 1, 50);
    let tally = books.finish();
    drop(elsewhere);

    let left = left.as_ptr().cast::<u8>();
    for index in 0..size_of::<A>() {
        // SAFETY: within the place, all of whose bytes were written.
        let byte = unsafe { left.add(index) };
        // SAFETY: as above.
        let found = unsafe { byte.read() };
        if found != LEFT {
            broken!(
                Rule::Moving,
                "byte {index} of the place that the allocator had left was written: is a pointer \
                 to the allocator value kept?"
            );
        }
    }
    tally
}

/// No block lies within the allocator value.
fn outside<A: Allocator>(books: &Books<'_>, alloc: &A) {
    let start = (&raw const *alloc).addr();
    let inside = |block: &&_| super::block::Block::overlaps(block, start, start + size_of::<A>());
    if let Some(block) = books.blocks().find(inside) {
        let (of, at) = (Of(block.layout), block.start());
        broken!(
            Rule::Moving,
            "a block of {of} at {at:#x} lies within the allocator value at {start:#x}: its storage \
             moves with it (such a type implements the trait for references only)"
        );
    }
}

/// By value, as `&a` and as `&dyn Allocator`: all are the same allocator, and blocks that came from
/// one go back to another.
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
/// assert!(conformance::forms(&memory).served > 0);
/// ```
pub fn forms<A: Allocator>(alloc: A) -> Tally {
    let reference = &alloc;
    let erased: &dyn Allocator = reference;
    // Unsized again, the forms are `A`, `&A` and `&dyn Allocator` behind the same table.
    let forms: [&dyn Allocator; 3] = [reference, &reference, &erased];
    let mut books = Books::new(forms[0]);
    for (n, form) in forms.into_iter().cycle().skip(1).take(12).enumerate() {
        program::run(&mut books, n, 30);
        books = books.park().resume(form);
    }
    books.finish()
}
