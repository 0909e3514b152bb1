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
