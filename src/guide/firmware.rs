//! Without `std`, `alloc` and a global allocator.
//!
//! ```toml
//! [dependencies]
//! exalloc = { version = "0.1", default-features = false }
//! ```
//!
//! Nothing is linked but `core`. There is no panic handler in exalloc, and none is needed for it
//! beyond your program's own. Memory is a buffer of yours: a `static` one, or one on the stack.
//!
//! ```
//! use core::mem::MaybeUninit;
//! use exalloc::{BumpAllocator, ExBox, ExVec, TryReserveError};
//!
//! fn control_loop(memory: &mut [MaybeUninit<u8>]) -> Result<u32, TryReserveError> {
//!     let mut bump = BumpAllocator::new(memory);
//!     let mut sum = 0;
//!     for round in 0..1000 {
//!         let mut samples = ExVec::try_with_capacity(8, &bump)?;
//!         samples.try_extend_from_slice(&[round, 2, 3])?;
//!         let total = ExBox::try_new(samples.iter().sum::<u32>(), &bump)?;
//!         sum += *total;
//!         drop((samples, total));
//!         bump.reset();
//!     }
//!     Ok(sum)
//! }
//!
//! // In firmware, a `static` buffer, for instance from `static_cell`.
//! let mut memory = [MaybeUninit::uninit(); 64];
//! assert_eq!(control_loop(&mut memory), Ok((0..1000).sum::<u32>() + 5000));
//! ```
//!
//! The gate of this project builds every package alone for thumbv6m and thumbv7m, links such a
//! program, and runs it.
