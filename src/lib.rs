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
//! | many blocks that go at once | [`ArenaAllocator`] |
//! | memory from a buffer, without a heap | [`BumpAllocator`], [`InlineBump`] |
//! | the system's heap, the program's, C's | `SystemAllocator`, `GlobalAllocator`, `MallocAllocator` |
//! | to know how much memory a job takes | [`CountingAllocator`] |
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
#[cfg(all(doctest, feature = "std", feature = "infallible"))]
#[doc = include_str!("../README.md")]
mod readme {}
