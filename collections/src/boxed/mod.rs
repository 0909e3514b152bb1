//! [`ExBox`]: one value in one block of an explicit allocator.
//!
//! | file | concept |
//! |---|---|
//! | `block.rs` | the only code of boxes that calls an allocator |
//! | `new.rs`, `new_with.rs` | a box around a value, or around one that is made when its block is there |
//! | `uninit.rs`, `zeroed.rs` | a box whose value comes later |
//! | `parts.rs` | taking a box apart and putting it together |
//! | `into_alloc.rs` | the same value under another allocator |
//! | `border.rs` | values that cross to C and C++, and from them |
//! | `deref.rs` | a box is its value to whoever reads or changes it |
//! | `drop.rs` | the end of a box |
//! | `compare.rs`, `fmt.rs`, `hasher.rs`, `io.rs`, `fd.rs`, `iter.rs` | traits that a box passes on to its value |
//! | `pin.rs` | boxes whose value stays where it is |
//! | `unsize.rs`, `downcast.rs` | from a value to a trait object, from an array to a slice, and back |
//! | `call_once.rs` | calling a box of a closure that runs once |
//! | `slice.rs`, `str.rs` | boxed slices and text, from and into what grows |
//! | `copied.rs` | boxed slices and text, from borrowed ones |
//! | `error.rs` | a box of any error |
//! | `clone.rs`, `convert.rs`, `collect.rs`, `cow.rs` | traits that allocate, and their `try_` forms |

mod block;
mod border;
mod call_once;
mod clone;
#[cfg(feature = "infallible")]
mod collect;
mod compare;
#[cfg(feature = "infallible")]
mod convert;
mod copied;
#[cfg(feature = "alloc")]
#[cfg(feature = "infallible")]
mod cow;
mod deref;
mod downcast;
mod drop;
mod error;
#[cfg(all(feature = "std", unix))]
mod fd;
mod fmt;
mod hasher;
mod into_alloc;
#[cfg(feature = "std")]
mod io;
mod iter;
mod new;
mod new_with;
mod parts;
mod pin;
mod slice;
mod str;
mod uninit;
mod unsize;
mod zeroed;

pub use call_once::CallOnce;
pub use clone::CloneBoxed;
pub use into_alloc::MoveBoxed;

use core::marker::PhantomData;
use core::panic::UnwindSafe;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// A value in a block of its own, which its allocator `A` handed out and takes back.
///
/// What `Box` is to the global allocator, with the same names, semantics and panics, as far as a
/// library can have them (below). The allocator comes last in constructors, by value or as
/// `&allocator`. Values of size zero need no block and never reach the allocator. A box is one
/// pointer and its allocator: one word with an allocator of size zero, two with `&allocator`;
/// `Option<ExBox<T, A>>` is no larger.
///
/// What concerns the box and not its value is a function, `ExBox::leak(b)`, not a method, as in
/// std: methods are those of the value.
///
/// # Examples
///
/// ```
/// use exalloc::{ExBox, SystemAllocator};
///
/// let mut point = ExBox::new((3, 4), SystemAllocator);
/// point.0 += 1;
/// assert_eq!(*point, (4, 4));
/// ```
///
/// Where memory may run out, the value comes back:
///
/// ```
/// use exalloc::{BumpAllocator, ExBox};
///
/// let nothing = BumpAllocator::new(&mut []);
/// let error = ExBox::try_new(String::from("Ada"), &nothing).unwrap_err();
/// assert_eq!(error.value, "Ada");
/// ```
///
/// # Differences from `Box`
///
/// The language knows `Box`, not this type. `*b` doesn't move the value out:
/// [`into_inner`](Self::into_inner) does. A box of `T` becomes one of `dyn Trait` by
/// [`unsize!`](crate::unsize), a pinned one by [`unsize_pin!`](crate::unsize_pin). A box of a
/// closure that runs once is one of `dyn` [`CallOnce`], called by [`call_once`](Self::call_once).
/// `From<&str>` for boxes of `dyn Error` can't be beside `From` of every error: `from_str_in` does
/// that. The value must strictly outlive the box.
///
/// # Invariants
///
/// 1. `ptr` points to an initialised value, which belongs to this box alone and is aligned.
/// 2. If the value's size is above zero, `ptr` denotes a live block of `alloc` that the value's
///    layout fits, and carries provenance for the whole block. Otherwise nothing is owned but the
///    value.
#[doc(alias = "unique_ptr")]
pub struct ExBox<T: ?Sized, A: Allocator> {
    ptr: NonNull<T>,
    value: PhantomData<T>,
    alloc: A,
}

// SAFETY: the value belongs to the box alone (invariant 1), so sending the box sends the value and
// the allocator.
unsafe impl<T: ?Sized + Send, A: Allocator + Send> Send for ExBox<T, A> {}
// SAFETY: `&ExBox` gives out `&T` and `&A` only.
unsafe impl<T: ?Sized + Sync, A: Allocator + Sync> Sync for ExBox<T, A> {}

/// Moving a box doesn't move its value, and nothing makes a pinned reference to the value or to the
/// allocator out of one to the box.
impl<T: ?Sized, A: Allocator> Unpin for ExBox<T, A> {}

/// As if the value were a field: a raw pointer alone would ask that references to it be so.
impl<T: ?Sized + UnwindSafe, A: Allocator + UnwindSafe> UnwindSafe for ExBox<T, A> {}
