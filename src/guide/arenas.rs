//! Many blocks that go at once.
//!
//! An [`ArenaAllocator`](crate::ArenaAllocator) takes chunks from another allocator and hands out
//! pieces of them by moving a position. Giving a block back does nothing, unless it is the last
//! one; `reset` and drop give all of them back at once. That suits work that comes in units: a
//! request, a frame, a file to parse.
//!
//! ```
//! use exalloc::{ArenaAllocator, ExString, ExVec, SystemAllocator};
//!
//! let mut arena = ArenaAllocator::new(SystemAllocator);
//! for request in ["a=1&b=2", "c=3"] {
//!     let mut pairs = ExVec::new(&arena);
//!     for pair in request.split('&') {
//!         pairs.push(ExString::from_str_in(pair, &arena));
//!     }
//!     assert_eq!(pairs.len(), request.split('&').count());
//!     drop(pairs);
//!     arena.reset();
//! }
//! ```
//!
//! `reset` takes `&mut self`, so the compiler refuses it while anything lives in the arena:
//!
//! ```compile_fail,E0502
//! use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
//!
//! let mut arena = ArenaAllocator::new(SystemAllocator);
//! let mut v = ExVec::new(&arena);
//! arena.reset();
//! v.push(1);
//! ```
//!
//! There are three ways to give all blocks back:
//!
//! | method | keeps of the memory | for |
//! |---|---|---|
//! | `reset` | all | one unit of work after the other: soon nothing is asked of the allocator behind |
//! | `reset_with_limit(bytes)` | so many bytes at most | the same, where one unit may take unusually much |
//! | `free_all` | nothing | an arena that stays idle for long |
//!
//! ```
//! use exalloc::{ArenaAllocator, ExVec, SystemAllocator};
//!
//! let mut arena = ArenaAllocator::new(SystemAllocator);
//! for kilobytes in [3, 2, 9000, 4] {
//!     let mut answer = ExVec::new(&arena);
//!     answer.resize(kilobytes << 10, 0_u8);
//!     drop(answer);
//!     arena.reset_with_limit(64 << 10);
//!     assert!(arena.reserved_bytes() <= 64 << 10);
//! }
//! ```
//!
//! # References instead of boxes
//!
//! Values without a destructor don't need a box: the arena hands out `&mut T` itself.
//!
//! ```
//! use exalloc::{ArenaAllocator, SystemAllocator};
//!
//! struct Node<'a> {
//!     value: i32,
//!     next: Option<&'a Node<'a>>,
//! }
//! let arena = ArenaAllocator::new(SystemAllocator);
//! let last = arena.alloc_value(Node { value: 2, next: None });
//! let first = arena.alloc_value(Node { value: 1, next: Some(last) });
//! assert_eq!(first.value + first.next.unwrap().value, 3);
//! ```
//!
//! # What it costs
//!
//! Memory of a block that isn't the last waits for the reset: a vector that grows while others grow
//! beside it leaves its old blocks behind. Reserve ahead where the size is known. A vector that is
//! the last block grows in place, without copying.
//!
//! A block that would take more than half of a chunk gets one for itself, which grows with it: by
//! `remap` of the allocator behind, and so without copying where that moves pages, as
//! `SystemAllocator` and `PageAllocator` do on Linux. When it is given back, its memory is there
//! for others at once.
