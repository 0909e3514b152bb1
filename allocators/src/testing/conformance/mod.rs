//! Whether an allocator keeps the contract.
//!
//! [`conformance!`](crate::conformance!) writes a test module for any allocator. Behind it are the
//! functions of this module, which work without `std` and without the macro, in firmware too. Each
//! takes a fresh allocator, asks it for blocks, and panics with a message that names the broken
//! [rule](exalloc_core::Allocator#the-seven-rules) and what was seen.
//!
//! | check | shows |
//! |---|---|
//! | [`sizes_and_alignments()`] | blocks of 1 byte to several pages exist and are aligned by their address, up to 1 MiB |
//! | [`no_overlap()`] | live blocks are disjoint, and nobody but their owner changes them |
//! | [`zeroed()`] | what `alloc_zeroed` returns is zero, in memory that was used before too; [`Tally::zeroed`] tells how often `alloc_zeroed` was served, since `alloc` alone passes |
//! | [`resize_in_place()`], [`remap()`] | contents, address, alignment and size after becoming larger and smaller |
//! | [`equal_sizes()`] | an equal size succeeds in place |
//! | [`refusals()`] | after `None` nothing has happened |
//! | [`impossible_sizes()`] | no arithmetic wraps |
//! | [`exhaustion()`] | memory is used up and given back |
//! | [`narrow_pointers()`] | pointers with provenance for their block only are enough |
//! | [`mixed()`] | programs of all operations |
//! | [`moved()`] | the allocator moves while blocks are live |
//! | [`forms()`] | by value, as `&a` and as `&dyn Allocator` |
//! | `shared` | threads use it at the same time: for [`Sync`] allocators, with the feature `std` |
//! | `sent` | it goes to another thread with its blocks: for [`Send`] allocators, with `std` |
//!
//! An allocator may refuse what it likes, so an allocator over 512 bytes passes as well as a heap.
//! What a check got to see is told by its [`Tally`]; a check that got nothing fails as void. Where
//! a small block is refused, a check looks for a layout that is served: 32 sizes from 1 byte to
//! 16 KiB, such as 1, 8, 16, 24, 48, 64, 100, 128, 1000 and 4096, at alignments from 1 byte to a
//! page. So a pool of small cells passes, and so does an allocator of whole pages; one that serves
//! none of these layouts is void.
//!
//! What an allocator returns is compared by its address with all that is live before it is touched:
//! a wrong allocator is found, as far as that can be done, without undefined behaviour. What can't
//! be seen from outside isn't: that a pointer of the caller is kept (rule 6; Miri sees it), that a
//! safe method of the type invalidates blocks (rule 1), that a block is smaller than it should be
//! where nothing else is near, and that contents beyond 32 KiB of a block are lost.
//!
//! # Examples
//!
//! In firmware, all checks that need nothing but an allocator:
//!
//! ```
//! use core::mem::MaybeUninit;
//! use exalloc::{BumpAllocator, testing::conformance};
//!
//! let mut memory = [MaybeUninit::uninit(); 2048];
//! for (name, check) in conformance::CHECKS {
//!     let tally = check(&BumpAllocator::new(&mut memory));
//!     assert!(tally.served > 0, "{name}: {tally}");
//! }
//! ```

mod block;
mod blocks;
mod books;
mod bounds;
mod guarded;
mod macros;
mod moving;
mod pattern;
mod program;
mod resizing;
mod tally;
#[cfg(test)]
mod tests;
mod threads;
mod words;

pub use blocks::{no_overlap, sizes_and_alignments, zeroed};
pub use bounds::{exhaustion, impossible_sizes, refusals};
pub use moving::{forms, moved};
pub use program::mixed;
pub use resizing::{equal_sizes, narrow_pointers, remap, resize_in_place};
pub use tally::Tally;
#[doc(hidden)]
pub use threads::{InThreads, NotRun};
#[cfg(feature = "std")]
pub use threads::{sent, shared};

use exalloc_core::Allocator;

/// A check that needs an allocator and nothing more: neither its type nor its value.
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, testing::conformance};
///
/// let check: conformance::Check = conformance::zeroed;
/// assert!(check(&&InlineBump::<1000>::new()).served > 0);
/// ```
pub type Check = fn(&dyn Allocator) -> Tally;

/// Every [`Check`], with its name. Each wants a fresh allocator.
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, testing::conformance};
///
/// for (name, check) in conformance::CHECKS {
///     let tally = check(&&InlineBump::<1000>::new());
///     assert!(tally.served > 0, "{name}: {tally}");
/// }
/// ```
pub const CHECKS: [(&str, Check); 11] = [
    ("sizes_and_alignments", sizes_and_alignments),
    ("no_overlap", no_overlap),
    ("zeroed", zeroed),
    ("resize_in_place", resize_in_place),
    ("remap", remap),
    ("equal_sizes", equal_sizes),
    ("refusals", refusals),
    ("impossible_sizes", impossible_sizes),
    ("exhaustion", exhaustion),
    ("narrow_pointers", narrow_pointers),
    ("mixed", mixed),
];
