//! The allocators of exalloc.
//!
//! Users of collections depend on `exalloc`, which re-exports everything here.
//!
//! | type | memory from | freed by | needs |
//! |---|---|---|---|
//! | [`SystemAllocator`] | the platform's heap | itself | feature `std` |
//! | [`GlobalAllocator`] | the program's `#[global_allocator]` | itself, `std`'s `Box` and `Vec` | feature `alloc` |
//! | [`MallocAllocator`] | C's `malloc` family | C's `free` | feature `malloc`, unix or Windows |
//! | [`CppNewAllocator`] | C++'s `operator new` | C++'s `delete p`, `operator delete` | feature `cpp` or `cpp-symbols` |
//! | [`CppNewArrayAllocator`] | C++'s `operator new[]` | C++'s `delete[] p` | feature `cpp` or `cpp-symbols` |
//! | [`FreeWith`] | nowhere: it adopts blocks of a library | the library's own function | |
//! | [`PageAllocator`] | the operating system, in whole pages | itself | feature `pages`, unix (not Emscripten) or Windows |
//! | [`ArenaAllocator`] | chunks of any backing allocator | all at once: `reset`, `free_all`, drop | |
//! | [`BumpAllocator`] | a buffer that the caller lends | all at once: `reset` | |
//! | [`InlineBump`] | itself; an allocator as `&InlineBump` only | all at once: `reset` | |
//! | [`CountingAllocator`] | the allocator inside, which it counts | the allocator inside | |
//! | [`AtomicCountingAllocator`] | the same, for several threads | the allocator inside | atomics |
//! | [`LimitAllocator`] | the allocator inside, up to a limit in bytes | the allocator inside | |
//! | [`NullAllocator`] | nowhere: it refuses every request | nobody | |
//!
//! The package needs no other than `exalloc-core` (and `libc` with the feature `malloc`,
//! `exalloc-cpp` with the feature `cpp`, `rustix` or `windows-sys` with the feature `pages`), and
//! never uses `alloc` or `std` without the features of those names.

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
// Microsoft's compiler has names of its own for the symbols.
#[cfg(any(feature = "cpp", all(feature = "cpp-symbols", not(target_env = "msvc"))))]
mod cpp;
mod free_with;
#[cfg(feature = "alloc")]
mod global;
#[cfg(all(
    test,
    any(
        feature = "alloc",
        feature = "malloc",
        feature = "cpp",
        feature = "cpp-symbols",
        feature = "pages",
    ),
))]
mod heap_tests;
mod inline_bump;
mod limit;
#[cfg(all(
    feature = "malloc",
    any(windows, all(unix, not(any(target_os = "horizon", target_os = "vita")))),
))]
mod malloc;
mod null;
// On the unix systems that have `mmap`, and on Windows. Emscripten's `munmap` takes whole mappings
// only: what is trimmed for an alignment would never come back, nor would a smaller block's end.
#[cfg(all(
    feature = "pages",
    any(
        windows,
        all(
            unix,
            not(any(
                target_os = "emscripten",
                target_os = "espidf",
                target_os = "horizon",
                target_os = "vita",
            )),
        ),
    ),
))]
mod page;
#[cfg(feature = "std")]
mod system;
#[cfg(feature = "testing")]
pub mod testing;

pub use arena::{ArenaAllocator, ArenaBuilder, TryAllocValueError};
pub use bump::BumpAllocator;
#[cfg(target_has_atomic = "ptr")]
pub use counting::AtomicCountingAllocator;
pub use counting::{CountingAllocator, CountingDifference, CountingStats};
#[cfg(any(feature = "cpp", all(feature = "cpp-symbols", not(target_env = "msvc"))))]
pub use cpp::{CppNewAllocator, CppNewArrayAllocator};
pub use free_with::{FreeFunction, FreeWith};
#[cfg(feature = "alloc")]
pub use global::GlobalAllocator;
pub use inline_bump::InlineBump;
pub use limit::LimitAllocator;
#[cfg(all(
    feature = "malloc",
    any(windows, all(unix, not(any(target_os = "horizon", target_os = "vita")))),
))]
pub use malloc::MallocAllocator;
pub use null::NullAllocator;
#[cfg(all(
    feature = "pages",
    any(
        windows,
        all(
            unix,
            not(any(
                target_os = "emscripten",
                target_os = "espidf",
                target_os = "horizon",
                target_os = "vita",
            )),
        ),
    ),
))]
pub use page::PageAllocator;
#[cfg(feature = "std")]
pub use system::SystemAllocator;
