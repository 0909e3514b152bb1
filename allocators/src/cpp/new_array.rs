//! C++'s `::operator new[]`.
//!
//! - **Guarantees.** Every block may be freed by `delete[] p` for elements of its alignment whose
//!   destructor is trivial, and every array that C++ made so by `new T[n]` may be
//!   [adopted](CppNewArrayAllocator#adopting-an-array-from-c). All values are
//!   [equivalent](Allocator#equivalence) to each other, and nothing but `::operator delete[]`
//!   invalidates a block.
//! - **Design.** As [`CppNewAllocator`](crate::CppNewAllocator), but for the way back: the unsized
//!   `::operator delete[]`, which is what C++ calls for such elements, since without a cookie it
//!   doesn't know their number. Blocks aren't resized, becoming smaller included: so the two
//!   allocators behave alike, and a program's own `operator delete[]` may count what its
//!   `operator new[]` was asked for.
//! - **Cost.** A constant or two and a call, where the layout is known to the compiler. With the
//!   feature `cpp` the call is to the shim, which compares the alignment and calls on.
//! - **Thread-safety.** [`Send`] and [`Sync`], as C++'s allocation functions are (C++17
//!   \[new.delete.dataraces\]).
//!
//! ```text
//! | block of size bytes | up to a multiple of align |
//! ^ multiple of align; what delete[] takes: there is no cookie before it
//! ```

use super::routines;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, CppNewArrayFamily, StaticAllocator};

/// C++'s `::operator new[]`, freed by `delete[] p`: for arrays that go to C++ or come from it.
///
/// Use it for buffers that C++ frees by `delete[] p` or `std::unique_ptr<T[]>`, and to adopt what
/// C++ made by `new T[n]`, where the destructor of `T` is trivial. What C++ frees by `delete p` is
/// of another family: [`CppNewAllocator`](crate::CppNewAllocator).
///
/// It calls the program's own `operator new[]`, where it has replaced that. When memory runs out,
/// the program's new-handler is called as C++ does it; when the handler gives up by throwing, or
/// there is none, the answer is `None`.
///
/// No exception reaches Rust. Where the program's own nothrow form throws, though it must not, the
/// answer is `None` with the feature `cpp`; with `cpp-symbols` alone the process is aborted.
///
/// It is a value without size, so collections may hold it by value at no cost. All values are
/// [equivalent](Allocator#equivalence). Blocks can't be resized: a vector grows by moving.
///
/// # Examples
///
/// A buffer that crosses to C++, which would take it as a `std::unique_ptr<char[]>`, and comes
/// back:
///
/// ```
/// use exalloc::{CppNewArrayAllocator, ExVec};
///
/// let mut report = ExVec::new(CppNewArrayAllocator);
/// report.try_extend_from_slice(b"36 words")?;
/// let (ptr, length, capacity) = report.into_cpp_array();
///
/// // SAFETY: an array of `new[]` of that capacity, which nobody else owns.
/// let back = unsafe { ExVec::from_cpp_array(ptr, length, capacity, CppNewArrayAllocator) };
/// assert_eq!(back, b"36 words");
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
///
/// # Adopting an array from C++
///
/// What `new T[n]` gave, by the global `::operator new[]`, is a
/// [live block](Allocator#live-blocks) of every `CppNewArrayAllocator`, once Rust owns it, if the
/// destructor of `T` is trivial: other arrays begin with a cookie, which lies before the pointer
/// that C++ shows. Its [current layout](Allocator#fitting) has the alignment of `T`, and a size
/// that its new owner chooses, once: above zero, up to that of the array. All C++ code of the
/// program must share one C++ runtime.
///
/// Which alignments are over-aligned, and which are refused, is as with
/// [`CppNewAllocator`](crate::CppNewAllocator#which-form-by-the-feature).
#[doc(alias = "new[]", alias = "delete[]", alias = "unique_ptr", alias = "operator new[]")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CppNewArrayAllocator;

// SAFETY: C++'s allocation functions keep the rules (C++17 [basic.stc.dynamic], [new.delete]).
// 1, 2. There is no method but the trait's, and no state that could move.
// 3. Nothing here panics; of the functions, those that throw although they must not don't get
//    through `routines`.
// 4. A block is its own until it is freed, and aligned for every object of its size that the form
//    serves, which the size's being a multiple of the alignment makes the whole alignment.
// 5. The defaults answer equal sizes with the same pointer, and others with `None`; the current
//    layout is always the one that was asked for.
// 6. The runtime finds its records by pointers of its own, and no pointer is kept here.
unsafe impl Allocator for CppNewArrayAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        if routines::refuses(layout.align()) {
            return None;
        }
        // SAFETY: a layout's alignment is a power of two, and not refused; the size is above zero,
        // our caller's promise, and padded to a multiple.
        unsafe { routines::new_array(layout.pad_to_align().size(), layout.align()) }
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: a live block, of ours or of C++, asked for with this alignment.
        unsafe { routines::delete_array(ptr, layout.align()) }
    }
}

// SAFETY: C++'s heap lives as long as the process, and only `operator delete[]` frees its blocks.
unsafe impl StaticAllocator for CppNewArrayAllocator {}

// SAFETY:
// 1. `alloc` is `::operator new[]`, in the form that C++ chooses, without a cookie, and nothing
//    resizes a block.
// 2. `dealloc` is the unsized `::operator delete[]`, in the form that C++ chooses for the
//    alignment; no pointer is compared with anything of our own.
// 3. `dealloc` doesn't look at the size.
unsafe impl CppNewArrayFamily for CppNewArrayAllocator {}
