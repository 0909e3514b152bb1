//! Testing your code against running out of memory, and against panics.
//!
//! Code that is never run with memory running out doesn't survive it: something is lost half-way,
//! or leaks, or the caller is told that all is well. The test kit (feature `testing`, in
//! [`testing`](crate::testing)) runs your code once for each allocation that it makes, and refuses
//! that one.
//!
//! ```toml
//! [dev-dependencies]
//! exalloc = { version = "0.1", features = ["testing"] }
//! ```
//!
//! # A data structure of yours
//!
//! A table that gives each name a number, in two vectors that belong together:
//!
//! ```
//! use exalloc::{Allocator, ExString, ExVec, TryReserveError};
//!
//! /// Names, each stored once; the n-th has the number n.
//! struct Names<A: Allocator + Copy> {
//!     names: ExVec<ExString<A>, A>,
//!     /// The numbers, in the order of the names.
//!     sorted: ExVec<usize, A>,
//!     alloc: A,
//! }
//!
//! impl<A: Allocator + Copy> Names<A> {
//!     fn new(alloc: A) -> Self {
//!         Self { names: ExVec::new(alloc), sorted: ExVec::new(alloc), alloc }
//!     }
//!
//!     fn try_number(&mut self, name: &str) -> Result<usize, TryReserveError> {
//!         let place = self.sorted.binary_search_by(|&number| (*self.names[number]).cmp(name));
//!         let at = match place {
//!             Ok(at) => return Ok(self.sorted[at]),
//!             Err(at) => at,
//!         };
//!         let number = self.names.len();
//!         self.names.try_push(ExString::try_from_str_in(name, self.alloc)?)?;
//!         self.sorted.try_insert(at, number)?;
//!         Ok(number)
//!     }
//! }
//! # let mut names = Names::new(exalloc::SystemAllocator);
//! # assert_eq!(names.try_number("Ada"), Ok(0));
//! # assert_eq!(names.try_number("Grace"), Ok(1));
//! # assert_eq!(names.try_number("Ada"), Ok(0));
//! ```
//!
//! It works. A test that runs out of memory at each of its allocations says otherwise:
//!
//! ```should_panic
//! # use exalloc::{Allocator, ExString, ExVec, TryReserveError};
//! # struct Names<A: Allocator + Copy> {
//! #     names: ExVec<ExString<A>, A>,
//! #     sorted: ExVec<usize, A>,
//! #     alloc: A,
//! # }
//! # impl<A: Allocator + Copy> Names<A> {
//! #     fn new(alloc: A) -> Self {
//! #         Self { names: ExVec::new(alloc), sorted: ExVec::new(alloc), alloc }
//! #     }
//! #     fn try_number(&mut self, name: &str) -> Result<usize, TryReserveError> {
//! #         let place = self.sorted.binary_search_by(|&number| (*self.names[number]).cmp(name));
//! #         let at = match place {
//! #             Ok(at) => return Ok(self.sorted[at]),
//! #             Err(at) => at,
//! #         };
//! #         let number = self.names.len();
//! #         self.names.try_push(ExString::try_from_str_in(name, self.alloc)?)?;
//! #         self.sorted.try_insert(at, number)?;
//! #         Ok(number)
//! #     }
//! # }
//! use exalloc::testing::check_all_allocation_failures;
//!
//! # fn main() {
//! check_all_allocation_failures(|alloc| {
//!     let mut names = Names::new(alloc);
//!     for (name, number) in [("Grace", 0), ("Ada", 1), ("Grace", 0)] {
//!         let before = names.names.len();
//!         match names.try_number(name) {
//!             Ok(n) => assert_eq!(n, number),
//!             Err(error) => {
//!                 // Whoever fails has changed nothing.
//!                 assert_eq!((names.names.len(), names.sorted.len()), (before, before));
//!                 return Err(error);
//!             }
//!         }
//!     }
//!     Ok(())
//! });
//! # }
//! ```
//!
//! ```text
//! assertion `left == right` failed
//!   left: (1, 0)
//!  right: (0, 0)
//! the body panicked in the run with allocation 3 of 4 refused, `alloc` of 64 bytes aligned to 8
//! ```
//!
//! The third allocation is the one for `sorted`. When it fails, the name is in `names` already, but
//! can't be found: its next use gives it a second number. The cure is a pattern worth knowing:
//! **first get all the memory, then change the state.** What comes last can't fail.
//!
//! ```
//! # use exalloc::{Allocator, ExString, ExVec, TryReserveError};
//! # struct Names<A: Allocator + Copy> {
//! #     names: ExVec<ExString<A>, A>,
//! #     sorted: ExVec<usize, A>,
//! #     alloc: A,
//! # }
//! # impl<A: Allocator + Copy> Names<A> {
//! #     fn new(alloc: A) -> Self {
//! #         Self { names: ExVec::new(alloc), sorted: ExVec::new(alloc), alloc }
//! #     }
//! fn try_number(&mut self, name: &str) -> Result<usize, TryReserveError> {
//!     let place = self.sorted.binary_search_by(|&number| (*self.names[number]).cmp(name));
//!     let at = match place {
//!         Ok(at) => return Ok(self.sorted[at]),
//!         Err(at) => at,
//!     };
//!     let number = self.names.len();
//!     let name = ExString::try_from_str_in(name, self.alloc)?;
//!     self.names.try_reserve(1)?;
//!     self.sorted.try_insert(at, number)?;
//!     self.names.push_within_capacity(name).map_err(drop).expect("there is room: just reserved");
//!     Ok(number)
//! }
//! # }
//! use exalloc::testing::check_all_allocation_failures;
//!
//! # fn main() {
//! let done = check_all_allocation_failures(|alloc| {
//!     let mut names = Names::new(alloc);
//!     for (name, number) in [("Grace", 0), ("Ada", 1), ("Grace", 0)] {
//!         let before = names.names.len();
//!         match names.try_number(name) {
//!             Ok(n) => assert_eq!(n, number),
//!             Err(error) => {
//!                 assert_eq!((names.names.len(), names.sorted.len()), (before, before));
//!                 return Err(error);
//!             }
//!         }
//!     }
//!     Ok(())
//! });
//! assert_eq!(done.allocations, 4); // Two names, two vectors: each was refused once.
//! # }
//! ```
//!
//! # What it finds by itself
//!
//! Your assertions say what "unchanged" means. The rest needs none:
//!
//! | what is wrong | the report says |
//! |---|---|
//! | the body returns `Ok` though an allocation was refused | swallowed failure |
//! | a block is never given back | leak, with the allocation's number |
//! | a block goes back twice, with another layout, to another allocator | double free, wrong size, … |
//! | somebody writes beside a block, or to one that was given back | which block, how far, which byte |
//! | two runs don't make the same requests | not deterministic, and where they part |
//!
//! Each with the refused request, so that the run can be repeated. A body that can do without the
//! memory (a cache, a smaller buffer) says so by
//! [`with_fallbacks`](crate::testing::AllFailures::with_fallbacks). Iterate over a `HashMap` with
//! random keys in the body, and it isn't deterministic: sort first.
//!
//! # Panics
//!
//! The twin of running out of memory: code of others panics in the middle of yours. A `clone`, a
//! comparison, a closure, an iterator, and a destructor too may unwind, and what you hold must be
//! whole then. [`check_all_panics`](crate::testing::check_all_panics) counts those calls, and runs
//! your code once for each, with a panic in that one. It takes the feature `std`.
//!
//! A method that replaces each element by what a closure makes of it. It moves the element out,
//! and puts the new one in its place:
//!
//! ```
//! use exalloc::{Allocator, ExVec};
//!
//! fn replace_each<T>(v: &mut ExVec<T, impl Allocator>, mut f: impl FnMut(T) -> T) {
//!     for place in v.iter_mut() {
//!         // SAFETY: initialised; what was read is overwritten.
//!         unsafe { core::ptr::write(place, f(core::ptr::read(place))) };
//!     }
//! }
//! # let mut v = ExVec::try_from_array_in([1, 2], exalloc::SystemAllocator).expect("memory");
//! # replace_each(&mut v, |n| n + 1);
//! # assert_eq!(v, [2, 3]);
//! ```
//!
//! The SAFETY comment is wrong: if `f` panics, nothing is overwritten, and the vector drops an
//! element that `f` has dropped already. The body takes memory and elements from its context, and
//! says where foreign code is called:
//!
//! ```should_panic
//! # use exalloc::{Allocator, ExVec};
//! # fn replace_each<T>(v: &mut ExVec<T, impl Allocator>, mut f: impl FnMut(T) -> T) {
//! #     for place in v.iter_mut() {
//! #         // SAFETY: none: that is the fault.
//! #         unsafe { core::ptr::write(place, f(core::ptr::read(place))) };
//! #     }
//! # }
//! use exalloc::testing::check_all_panics;
//!
//! # fn main() {
//! check_all_panics(|cx| {
//!     let mut v = ExVec::new(cx.alloc());
//!     v.try_extend(cx.ledger().elements::<2>()).expect("memory");
//!     cx.attempt(|| {
//!         replace_each(&mut v, |element| {
//!             let value = element.value() + 10;
//!             drop(element);
//!             cx.call("the closure");
//!             cx.ledger().element(value)
//!         })
//!     });
//!     // All that lives is in the vector.
//!     assert_eq!(cx.ledger().alive(), v.len());
//! });
//! # }
//! ```
//!
//! ```text
//! assertion `left == right` failed
//!   left: 1
//!  right: 2
//! the body panicked in the run with a panic at drop 1 of 4
//! ```
//!
//! Without the assertion the kit finds it as well: `element #1: dropped after its drop`. The cure
//! is another pattern worth knowing: **before foreign code is called, make the state true for the
//! case that it doesn't come back.** Here the vector gives up what it can't vouch for, and a guard
//! would put the rest back; or, without `unsafe`, the new vector is made beside the old one:
//!
//! ```
//! use exalloc::testing::check_all_panics;
//! use exalloc::{Allocator, ExVec};
//!
//! fn replace_each<T, A: Allocator + Clone>(v: &mut ExVec<T, A>, f: impl FnMut(T) -> T) {
//!     let mut new = ExVec::new(v.allocator().clone());
//!     new.try_extend(v.drain(..).map(f)).expect("memory");
//!     *v = new;
//! }
//!
//! let done = check_all_panics(|cx| {
//!     let mut v = ExVec::new(cx.alloc());
//!     v.try_extend(cx.ledger().elements::<2>()).expect("memory");
//!     cx.attempt(|| {
//!         replace_each(&mut v, |element| {
//!             let value = element.value() + 10;
//!             drop(element);
//!             cx.call("the closure");
//!             cx.ledger().element(value)
//!         })
//!     });
//!     assert_eq!(cx.ledger().alive(), v.len());
//! });
//! // Two calls of the closure, and the drops of two old elements and two new ones.
//! assert_eq!((done.calls, done.drops), (2, 4));
//! ```
//!
//! The closure drops its argument before it makes the result. The other way round, which is what
//! happens by itself, is a leak that surprises: what a function drops *behind* its result costs the
//! result if that drop panics ([why](crate::testing::AllPanics#values-that-the-compiler-leaks)).
//! Zero-sized elements are watched too, if asked for
//! ([`with_tally`](crate::testing::AllPanics::with_tally)).
//!
//! # Blocks by hand
//!
//! A structure that calls [`Allocator`](crate::Allocator) itself runs on a
//! [`CheckedAllocator`](crate::testing::CheckedAllocator), the analogue of Zig's safe allocator, in
//! every test. A node that is freed with the layout of its payload:
//!
//! ```
//! use core::alloc::Layout;
//! use exalloc::testing::{CheckedAllocator, FindingKind};
//! use exalloc::{Allocator, SystemAllocator};
//!
//! struct Node {
//!     _next: Option<core::ptr::NonNull<Node>>,
//!     _payload: [u8; 40],
//! }
//!
//! let checked = CheckedAllocator::new(SystemAllocator);
//! // SAFETY: the size is above zero.
//! let node = unsafe { checked.alloc(Layout::new::<Node>()) }.expect("memory for one node");
//! let wrong = Layout::new::<[u8; 40]>();
//! // SAFETY: none: the layout doesn't fit, which `checked` notices before anything happens.
//! unsafe { checked.dealloc(node, wrong) };
//!
//! // That the block is alive at the end follows from the first fault, and isn't one more.
//! let report = checked.finish().expect_err("the layout is wrong");
//! let kinds: Vec<_> = report.findings().map(|finding| finding.kind()).collect();
//! assert_eq!(kinds, [FindingKind::WrongLayout { got: wrong }]);
//! ```
//!
//! It needs no heap: [`with_books`](crate::testing::CheckedAllocator::with_books) keeps its books
//! in a buffer of yours, so it runs in firmware as well.
//!
//! # An allocator of your own
//!
//! [`conformance!`](crate::testing::conformance!) writes a test module that holds any allocator to
//! the seven rules of the [contract](crate::Allocator#the-seven-rules), and names the one that is
//! broken:
//!
//! ```
//! use exalloc::testing::conformance;
//! use exalloc::{LimitAllocator, SystemAllocator};
//!
//! conformance!(limited => LimitAllocator::new(SystemAllocator, 1 << 20));
//! ```
//!
//! # The system's own limit
//!
//! On Linux an allocation larger than the memory may succeed, and the process be killed when it
//! writes there (overcommit; `man 5 proc`, `vm.overcommit_memory`). No library sees that coming. A
//! [`LimitAllocator`](crate::LimitAllocator), an arena over a buffer, or a limit of the process
//! (`ulimit -v`) gives a bound that your code does see, and that you have tested.
