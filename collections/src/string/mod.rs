//! [`ExString`]: growable UTF-8 text with an explicit allocator.
//!
//! | file | concept |
//! |---|---|
//! | `new.rs`, `utf8.rs`, `lossy.rs`, `utf16.rs` | a string from nothing, from text, from bytes, from UTF-16 |
//! | `push.rs`, `splice.rs`, `extend.rs`, `collect.rs` | more text: at the end, anywhere, piece by piece |
//! | `int.rs`, `float.rs` | numbers at the end, without `core::fmt` |
//! | `remove.rs`, `drain.rs` | less text |
//! | `split.rs` | two strings from one |
//! | `reserve.rs` | more room, less room |
//! | `into_alloc.rs` | the same text under another allocator |
//! | `parts.rs` | a string taken apart, and put together |
//! | `deref.rs`, `index.rs`, `compare.rs` | a string is a `str` to whoever reads it |
//! | `clone.rs`, `convert.rs`, `add.rs` | traits that allocate, and their `try_` forms |
//! | `cow.rs`, `std.rs` | beside text of `alloc`, and as what std takes text for |
//! | `error.rs` | bytes and units that aren't text |
//! | `fmt.rs`, `format.rs` | formatting, from a string and into one |

#[cfg(feature = "infallible")]
mod add;
mod boundary;
mod clone;
#[cfg(feature = "infallible")]
mod collect;
mod compare;
mod convert;
#[cfg(feature = "alloc")]
mod cow;
mod deref;
mod drain;
mod error;
mod extend;
#[cfg(feature = "zmij")]
mod float;
mod fmt;
mod format;
mod index;
#[cfg(feature = "itoa")]
mod int;
mod into_alloc;
mod lossy;
mod new;
mod parts;
mod push;
mod remove;
mod reserve;
mod splice;
mod split;
#[cfg(feature = "std")]
mod std;
mod utf16;
mod utf8;

use crate::vec::ExVec;
use exalloc_core::Allocator;

pub use crate::str::Pattern;
pub use drain::Drain;
pub use error::{FromUtf8Error, FromUtf16Error, TryFromUtf16Error};
pub use extend::Piece;

/// Growable UTF-8 text, which lives in blocks of its allocator `A`.
///
/// What `String` is to the global allocator: the same names, semantics and panics. The allocator
/// comes last in constructors, by value or as `&allocator`. Every method that may allocate has a
/// `try_` twin, which reports that memory ran out and leaves the string as it was.
///
/// # Examples
///
/// ```
/// use exalloc::{ExString, SystemAllocator};
///
/// let mut s = ExString::from_str_in("Grüße", SystemAllocator);
/// s.push_str(", Ada");
/// assert_eq!(s, "Grüße, Ada");
/// ```
///
/// Writing into it reports that memory ran out, and never panics:
///
/// ```
/// use core::fmt::Write;
/// use exalloc::{BumpAllocator, ExString};
///
/// let mut memory = [core::mem::MaybeUninit::uninit(); 64];
/// let bump = BumpAllocator::new(&mut memory);
/// let mut s = ExString::new(&bump);
/// write!(s, "{} and {}", 1, 2)?;
/// assert_eq!(s, "1 and 2");
/// assert!(write!(s, "{:1000}", 3).is_err());
/// # Ok::<(), core::fmt::Error>(())
/// ```
///
/// # Invariants
///
/// 1. The elements of `vec` are valid UTF-8.
pub struct ExString<A: Allocator> {
    vec: ExVec<u8, A>,
}
