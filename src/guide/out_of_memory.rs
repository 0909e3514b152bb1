//! What fails, what comes back, what never happens.
//!
//! Every method that may allocate has a twin whose name begins with `try_`. When there is no room:
//!
//! | method | gives back |
//! |---|---|
//! | `try_push`, `try_insert`, `ExBox::try_new` | the value, in the error |
//! | `try_extend` | the item in hand and the rest of the iterator, in the error |
//! | `try_append` | nothing was taken: the other vector still has its elements |
//! | `try_reserve`, `try_extend_from_slice`, `try_push_str`, … | nothing was taken |
//!
//! The collection is as it was before, the block it had is still its own, and nothing leaks. All
//! errors convert into [`TryReserveError`](crate::TryReserveError), so `?` works:
//!
//! ```
//! use core::mem::MaybeUninit;
//! use exalloc::{Allocator, BumpAllocator, ExString, ExVec, TryReserveError};
//!
//! fn upper<A: Allocator + Copy>(
//!     words: &[&str],
//!     alloc: A,
//! ) -> Result<ExVec<ExString<A>, A>, TryReserveError> {
//!     let mut out = ExVec::try_with_capacity(words.len(), alloc)?;
//!     for word in words {
//!         let mut copy = ExString::try_from_str_in(word, alloc)?;
//!         copy.make_ascii_uppercase();
//!         out.try_push(copy)?;
//!     }
//!     Ok(out)
//! }
//!
//! let mut memory = [MaybeUninit::uninit(); 256];
//! let mut bump = BumpAllocator::new(&mut memory);
//! assert_eq!(upper(&["a", "b"], &bump)?, ["A", "B"]);
//! bump.reset();
//! assert!(upper(&["word"; 100], &bump).is_err());
//! # Ok::<(), TryReserveError>(())
//! ```
//!
//! # Without the twins
//!
//! `push`, `clone`, `extend` and their kin panic when memory runs out, after the collection is
//! whole again. They exist with the feature `infallible`, which is on by default. A program that
//! calls `try_` methods only has no panic from allocation, whether or not another package of its
//! build switches the feature on.
//!
//! `fmt::Write` for [`ExString`](crate::ExString) reports `Err` and never panics.
