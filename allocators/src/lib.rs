//! The allocators of exalloc.
//!
//! Users of collections depend on `exalloc`, which re-exports everything here.
//!
//! | type | memory from | freed by | needs |
//! |---|---|---|---|
//! | [`SystemAllocator`] | the platform's heap | itself | feature `std` |
//! | [`GlobalAllocator`] | the program's `#[global_allocator]` | itself, `std`'s `Box` and `Vec` | feature `alloc` |
//! | [`MallocAllocator`] | C's `malloc` family | C's `free` | feature `malloc`, unix or Windows |
//! | [`ArenaAllocator`] | chunks of any backing allocator | all at once: `reset`, `free_all`, drop | |
//! | [`BumpAllocator`] | a buffer that the caller lends | all at once: `reset` | |
//! | [`InlineBump`] | itself; an allocator as `&InlineBump` only | all at once: `reset` | |
//! | [`CountingAllocator`] | the allocator inside, which it counts | the allocator inside | |
//!
//! The package needs no other than `exalloc-core` (and `libc` with the feature `malloc`), and never
//! uses `alloc` or `std` without the features of those names.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "alloc", test))]
extern crate alloc;
#[cfg(any(feature = "std", test))]
extern crate std;

mod arena;
mod bump;
mod bump_math;
// C's heap is called directly where it is known: on unix, but for two systems without
// `posix_memalign`, and on Windows.
#[cfg(any(
    all(
        any(feature = "std", feature = "malloc"),
        unix,
        not(any(target_os = "horizon", target_os = "vita"))
    ),
    all(feature = "malloc", windows),
))]
mod c_heap;
mod counting;
#[cfg(feature = "alloc")]
mod global;
#[cfg(all(test, any(feature = "alloc", feature = "malloc")))]
mod heap_tests;
mod inline_bump;
#[cfg(all(
    feature = "malloc",
    any(windows, all(unix, not(any(target_os = "horizon", target_os = "vita")))),
))]
mod malloc;
#[cfg(feature = "std")]
mod system;

pub use arena::{ArenaAllocator, ArenaBuilder, TryAllocValueError};
pub use bump::BumpAllocator;
pub use counting::{CountingAllocator, CountingStats};
#[cfg(feature = "alloc")]
pub use global::GlobalAllocator;
pub use inline_bump::InlineBump;
#[cfg(all(
    feature = "malloc",
    any(windows, all(unix, not(any(target_os = "horizon", target_os = "vita")))),
))]
pub use malloc::MallocAllocator;
#[cfg(feature = "std")]
pub use system::SystemAllocator;
