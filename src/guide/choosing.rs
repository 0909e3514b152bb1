//! Which allocator, and how to pass it.
//!
//! # By value, by reference, by `dyn`
//!
//! A collection stores its allocator. What you pass decides what that costs and how long the
//! collection may live.
//!
//! | you pass | the collection is | it lives | size of `ExVec` on 64 bits |
//! |---|---|---|---|
//! | `SystemAllocator`, a unit value | `ExVec<T, SystemAllocator>` | as long as it likes | 24 bytes |
//! | `&arena` | `ExVec<T, &ArenaAllocator<…>>` | at most as long as the arena | 32 bytes |
//! | `&dyn Allocator` | `ExVec<T, &dyn Allocator>` | at most as long as the allocator | 40 bytes |
//! | `arena`, by value | `ExVec<T, ArenaAllocator<…>>` | as long as it likes, with an arena of its own | 24 bytes and the arena |
//!
//! ```
//! use exalloc::{Allocator, ExVec, SystemAllocator};
//!
//! let sys = SystemAllocator;
//! let by_value = ExVec::<u8, _>::new(SystemAllocator);
//! let by_reference = ExVec::<u8, _>::new(&sys);
//! let chosen_at_run_time: ExVec<u8, &dyn Allocator> = ExVec::new(&sys);
//! assert_eq!(size_of_val(&by_value), 3 * size_of::<usize>());
//! assert_eq!(size_of_val(&by_reference), 4 * size_of::<usize>());
//! assert_eq!(size_of_val(&chosen_at_run_time), 5 * size_of::<usize>());
//! ```
//!
//! Prefer a type parameter to `dyn` on a hot path: a known allocator is inlined.
//!
//! ```
//! use exalloc::{Allocator, ExVec, SystemAllocator, TryReserveError};
//!
//! fn lines<A: Allocator>(text: &str, alloc: A) -> Result<ExVec<&str, A>, TryReserveError> {
//!     let mut lines = ExVec::new(alloc);
//!     for line in text.lines() {
//!         lines.try_push(line)?;
//!     }
//!     Ok(lines)
//! }
//! assert_eq!(lines("a\nb", SystemAllocator)?, ["a", "b"]);
//! # Ok::<(), TryReserveError>(())
//! ```
//!
//! # So much and no more
//!
//! What others bring into your process (a plugin, a request, an interpreter) can be held to a
//! number of bytes by a [`LimitAllocator`](crate::LimitAllocator) around whatever allocator it
//! uses: past the limit it runs out of memory, and nobody else does.
//!
//! ```
//! use exalloc::{ExString, LimitAllocator, SystemAllocator};
//!
//! let of_this_request = LimitAllocator::new(SystemAllocator, 1000);
//! let mut answer = ExString::new(&of_this_request);
//! assert!(answer.try_push_str(&"far too much ".repeat(100)).is_err());
//! assert_eq!(of_this_request.used(), 0);
//! answer.try_push_str("sorry")?;
//! # Ok::<(), exalloc::TryReserveError>(())
//! ```
//!
//! # Across threads
//!
//! A collection is `Send` when its elements and its allocator are. `&ArenaAllocator` isn't, since
//! an arena's state isn't synchronised; an arena *by value* is, and takes its memory along.
//! `SystemAllocator`, `GlobalAllocator` and `MallocAllocator` go anywhere.
//!
//! # How large a buffer
//!
//! A bump allocator needs a buffer of a size that you choose. Run the job once on an arena on a
//! [`CountingAllocator`](crate::CountingAllocator) and take its peak. That is an estimate, not a
//! bound: a bump never gives anything but its last block back, and its vectors leave their old
//! blocks behind, as an arena's do, but an arena may also return a large block. Where the amount
//! isn't fixed, handle the error.
//!
//! ```
//! use core::mem::MaybeUninit;
//! use exalloc::{
//!     Allocator, ArenaAllocator, BumpAllocator, CountingAllocator, ExVec, SystemAllocator,
//!     TryReserveError,
//! };
//!
//! fn job<A: Allocator>(alloc: A) -> Result<u64, TryReserveError> {
//!     let mut squares = ExVec::new(alloc);
//!     for n in 0..1000_u64 {
//!         squares.try_push(n * n)?;
//!     }
//!     Ok(squares.iter().sum())
//! }
//!
//! let counting = CountingAllocator::new(SystemAllocator);
//! let expected = job(&ArenaAllocator::new(&counting))?;
//!
//! let mut buffer = ExVec::try_with_capacity(counting.stats().peak_bytes, SystemAllocator)?;
//! buffer.try_resize(counting.stats().peak_bytes, MaybeUninit::uninit())?;
//! assert_eq!(job(&BumpAllocator::new(&mut buffer))?, expected);
//! # Ok::<(), TryReserveError>(())
//! ```
//!
//! # Memory that C frees
//!
//! With the feature `malloc`, blocks of `MallocAllocator` are C's: `into_malloc` hands one over, to
//! be freed by C's `free`; `from_malloc` adopts one that C made. C++ and other libraries have
//! theirs: [`memory_across_the_border`](super::memory_across_the_border).
//!
//! ```
//! # #[cfg(feature = "malloc")] {
//! use exalloc::{ExVec, MallocAllocator};
//!
//! let mut bytes = ExVec::new(MallocAllocator);
//! bytes.extend_from_slice(b"for C");
//! let (pointer, length, capacity) = bytes.into_malloc();
//! // C owns it now. Should it come back:
//! // SAFETY: what one vector handed over just now, not freed since.
//! let again = unsafe { ExVec::from_malloc(pointer, length, capacity, MallocAllocator) };
//! assert_eq!(again, *b"for C");
//! # }
//! ```
