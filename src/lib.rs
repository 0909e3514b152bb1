//! Collections that are told where their memory comes from: Zig's allocator model for stable Rust,
//! `no_std` first.
//!
//! A collection takes an [`Allocator`] as its last argument, by value or as `&allocator`, stores
//! it, and gives every block back to it. Running out of memory is an error that hands the value
//! back.
//!
//! ```
//! use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
//!
//! let arena = ArenaAllocator::new(SystemAllocator);
//! let mut v = ExVec::new(&arena);
//! v.push(1);
//! v.try_push(2)?;
//! assert_eq!(v, [1, 2]);
//! # Ok::<(), exalloc::TryReserveError>(())
//! ```
//!
//! | you want | see |
//! |---|---|
//! | a growable array, a single value, text | [`ExVec`], [`ExBox`], [`ExString`] |
//! | slices, texts and iterators copied, sorted, collected | [`SliceExt`], [`StrExt`], [`IteratorExt`] |
//! | many blocks that go at once | [`ArenaAllocator`] |
//! | memory from a buffer, without a heap | [`BumpAllocator`], [`InlineBump`] |
//! | the system's heap, the program's, C's | `SystemAllocator`, `GlobalAllocator`, `MallocAllocator` |
//! | whole pages of the operating system, guards around blocks | `PageAllocator` |
//! | to know how much memory a job takes | [`CountingAllocator`] |
//! | to hand memory to C and C++, or to adopt theirs | [`guide::memory_across_the_border`], [`family`] |
//! | to stop a job at so many bytes | [`LimitAllocator`] |
//! | to test code without memory, to find misuse and leaks | `testing`, `guide::testing_out_of_memory` |
//! | an allocator of your own | [`Allocator`], [`guide::writing_an_allocator`] |
//! | to see how it is used | [`guide`] |
//!
//! # Features
//!
//! | feature | adds |
//! |---|---|
//! | `std` (default) | `SystemAllocator`, implementations of traits of `std`; implies `alloc` |
//! | `alloc` | `GlobalAllocator`, forwarding through `Box`, `Rc` and `Arc` |
//! | `infallible` (default) | methods and impls that panic when memory runs out |
//! | `malloc` | `MallocAllocator`, over the `libc` package |
//! | `cpp` | `CppNewAllocator`, `CppNewArrayAllocator`, through a shim that a C++ compiler compiles |
//! | `cpp-symbols` | the same by the symbols of the Itanium C++ ABI, without a compiler |
//! | `pages` | `PageAllocator`, over `rustix` on unix and `windows-sys` on Windows |
//! | `testing` | `testing`, the test kit |
//!
//! Features only ever add items. Without any, exalloc uses `core` only, and depends on no package
//! but `exalloc-*`.

#![no_std]
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod guide;

#[doc(inline)]
pub use exalloc_allocators::*;
#[doc(inline)]
pub use exalloc_collections::*;
#[doc(inline)]
pub use exalloc_core::*;

/// The README's examples, compiled and run.
#[cfg(all(doctest, feature = "std", feature = "infallible", feature = "testing"))]
#[doc = include_str!("../README.md")]
mod readme {}
