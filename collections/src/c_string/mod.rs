//! [`ExCString`]: text that ends with a NUL, as C wants it, with an explicit allocator.
//!
//! | file | concept |
//! |---|---|
//! | `new.rs`, `from_vec.rs`, `string.rs` | a C string from bytes that are copied, from a vector, from a string |
//! | `parts.rs` | bytes and text again; a C string taken apart, and put together |
//! | `border.rs` | C strings that cross to C and C++, and from them |
//! | `deref.rs`, `compare.rs` | a C string is a `CStr` to whoever reads it |
//! | `clone.rs`, `convert.rs` | traits that allocate, and their `try_` forms |
//! | `cow.rs` | beside C strings of `alloc` |
//! | `error.rs` | bytes and text that can't be what they were to be, given back |

mod border;
mod clone;
mod compare;
mod convert;
#[cfg(feature = "alloc")]
mod cow;
mod deref;
mod error;
mod from_vec;
mod new;
mod parts;
mod string;

use crate::boxed::ExBox;
use core::ffi::CStr;
use exalloc_core::Allocator;

pub use error::{FromVecWithNulError, IntoStringError, NulError, TryNewError};

/// Bytes that end with a NUL and contain no other, in a block of the allocator `A`.
///
/// What `CString` is to the global allocator, with the same names and semantics. It lends a
/// [`CStr`], whose [`as_ptr`](CStr::as_ptr) is what C wants for a `const char *`. The allocator
/// comes last in constructors, by value or as `&allocator`. Every method that may allocate has a
/// `try_` twin, which reports that memory ran out and hands the bytes back.
///
/// It is also the owner of strings that C allocates: [`from_malloc`](Self::from_malloc) for what is
/// to be freed by `free` (`strdup`, `realpath`), [`from_cpp_array`](Self::from_cpp_array)
/// for what is to be freed by `delete[]`, [`from_free_with`](Self::from_free_with) for what a
/// library frees itself. A string in static or stack memory, or one that remains the property of a
/// library (`getenv`, `strerror`), is borrowed as `&CStr` by [`CStr::from_ptr`], and never owned.
///
/// # Examples
///
/// ```
/// use core::ffi::c_char;
/// use exalloc::{ExCString, SystemAllocator};
///
/// unsafe extern "C" {
///     fn strlen(text: *const c_char) -> usize;
/// }
///
/// let name = ExCString::new("Ada", SystemAllocator)?;
/// // SAFETY: a C string, which lives until the call is over.
/// assert_eq!(unsafe { strlen(name.as_ptr()) }, 3);
/// # Ok::<(), exalloc::c_string::NulError<&str>>(())
/// ```
///
/// A string of C's, freed by `free` when it goes out of scope:
///
/// ```
/// use core::ffi::c_char;
/// use exalloc::{ExCString, MallocAllocator};
///
/// unsafe extern "C" {
///     # #[cfg_attr(windows, link_name = "_strdup")]
///     fn strdup(text: *const c_char) -> *mut c_char;
/// }
///
/// // SAFETY: the argument is a C string.
/// let copy = unsafe { strdup(c"from C".as_ptr()) };
/// // SAFETY: null, or a C string that begins a block of C's heap, and belongs to nobody else.
/// let copy = unsafe { ExCString::from_malloc(copy, MallocAllocator) };
/// assert_eq!(copy.as_deref(), Some(c"from C"));
/// ```
///
/// # Differences from `CString`
///
/// There is no boxed `CStr`, whose layout is std's own business; this type is no larger. Dropping
/// doesn't overwrite the first byte. A pointer from [`as_ptr`](CStr::as_ptr) is good for as long as
/// the C string: bind that to a variable first.
///
/// # Invariants
///
/// 1. The last of `bytes` is a NUL, and no other is. So there is at least one, and a block.
#[doc(alias = "CString", alias = "strdup", alias = "char*")]
pub struct ExCString<A: Allocator> {
    bytes: ExBox<[u8], A>,
}

/// The position of the first NUL.
#[inline]
fn find_nul(bytes: &[u8]) -> Option<usize> {
    CStr::from_bytes_until_nul(bytes).ok().map(CStr::count_bytes)
}
