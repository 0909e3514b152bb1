//! Which C or C++ expression may free an allocator's blocks, and whose blocks it takes back.
//!
//! Memory that crosses a language border is freed by whoever holds it last, so both sides must mean
//! the same heap and the same routine. Each marker here names one family of routines; collections
//! offer the hand-over of a family, and the adoption from it, for its members only. So handing a
//! block to the wrong routine doesn't compile.
//!
//! # Terms
//!
//! A *family* is a set of routines that free each other's blocks. A *foreign block* of a family is
//! one that C or C++ code got from it, or that was handed over to such code, of the size and the
//! alignment that were asked for. The markers are promises in both directions ([`FreeByPointer`]
//! has the second and third only, since nothing is handed over):
//!
//! 1. *Out.* Every block of the allocator is one of the family. The family's routines may free it,
//!    under the conditions that the marker names, and it stays alive until one does: also when all
//!    the allocators are gone, and when a lifetime in their type has ended.
//! 2. *In.* Every foreign block is a [live block](Allocator#live-blocks) of every value of the
//!    type, from the moment that its owner gives it up. Which layout [fits](Allocator#fitting) it
//!    is named by the marker.
//! 3. *Empty blocks.* [`dealloc`](Allocator::dealloc) also takes a foreign block with a layout of
//!    size zero and the alignment that it was asked for with: one of zero bytes, or, where the
//!    marker says so, of any size.
//!
//! `&A` is of the families of `A`.

use crate::Allocator;

/// An allocator of C's `malloc` family: C's `free` may free its blocks, and it takes C's.
///
/// The family is `malloc`, `calloc`, `realloc`, `aligned_alloc`, `posix_memalign` and every
/// function whose result is to be freed by `free`, `strdup` among them (C17 7.22.3), of the one C
/// library that this code is linked with: on Windows a process may have several.
///
/// # Examples
///
/// ```
/// use exalloc::{MallocAllocator, MallocFamily};
///
/// fn c_may_free<A: MallocFamily>(_: &A) {}
/// c_may_free(&MallocAllocator);
/// ```
///
/// # Safety
///
/// Where `free` is named, it is that of the C library above.
///
/// 1. Every block of the type may be freed by `free`, and resized by `realloc` where its alignment
///    isn't above that of `max_align_t`. Nothing else invalidates it.
/// 2. Every foreign block of the family is a live block of every value of the type. Its layout is
///    chosen by the one who adopts it, once: any size above zero up to the one that C asked for,
///    and any alignment that its address has.
/// 3. `dealloc` also takes a foreign block of any size (`malloc(0)`) with a layout of size zero.
#[diagnostic::on_unimplemented(
    message = "blocks of `{Self}` are not freed by C's `free`",
    label = "`exalloc::MallocFamily` is not implemented for `{Self}`",
    note = "`MallocAllocator` (feature `malloc`) allocates what C's `free` frees"
)]
pub unsafe trait MallocFamily: Allocator {}

/// An allocator of C++'s `operator new` family: `::operator delete` may free its blocks, and it
/// takes those of `::operator new`.
///
/// A block that holds exactly one `T` may also be freed by `delete p`, and by the end of a
/// `std::unique_ptr<T>`; a block of `n` elements by `std::allocator<T>().deallocate(p, n)` of
/// libstdc++ and libc++ (not of Microsoft's library, which keeps a header before 4096 bytes and
/// more). Blocks of `new T[n]` are not of this family: [`CppNewArrayFamily`].
///
/// # Examples
///
/// ```
/// use exalloc::{CppNewAllocator, CppNewFamily};
///
/// fn delete_may_free<A: CppNewFamily>(_: &A) {}
/// delete_may_free(&CppNewAllocator);
/// ```
///
/// # Safety
///
/// 1. Every block of the type is what `::operator new` gave for the layout's size, rounded up to a
///    multiple of the alignment; in the `std::align_val_t` form exactly when the alignment is above
///    the C++ compiler's `__STDCPP_DEFAULT_NEW_ALIGNMENT__`. So the sized and unsized forms of
///    `::operator delete` may free it that C++ itself chooses for that size and alignment (C++17
///    \[expr.delete\]). Nothing else invalidates it.
/// 2. Every foreign block of the family is a live block of every value of the type, but for those
///    whose alignment the type says it can't take. The layout that fits it has exactly the size
///    that C++ asked for, which is a multiple of the layout's alignment; and in the
///    `std::align_val_t` form exactly the alignment that C++ asked for, in the plain form any up to
///    the default. Those of `T` are such, for `new T`.
/// 3. `dealloc` also takes a foreign block of zero bytes (`::operator new(0)`) with a layout of
///    size zero.
#[diagnostic::on_unimplemented(
    message = "blocks of `{Self}` are not freed by C++'s `operator delete`",
    label = "`exalloc::CppNewFamily` is not implemented for `{Self}`",
    note = "`CppNewAllocator` (features `cpp`, `cpp-symbols`) allocates what `delete p` frees"
)]
pub unsafe trait CppNewFamily: Allocator {}

/// An allocator of C++'s `operator new[]` family: `delete[] p` may free its blocks, and it takes
/// those of `new T[n]`.
///
/// So may the end of a `std::unique_ptr<T[]>`. All of this holds for elements whose C++ destructor
/// is trivial: arrays of others begin with a cookie that only C++ knows (Itanium C++ ABI 2.7).
///
/// # Examples
///
/// ```
/// use exalloc::{CppNewArrayAllocator, CppNewArrayFamily};
///
/// fn delete_array_may_free<A: CppNewArrayFamily>(_: &A) {}
/// delete_array_may_free(&CppNewArrayAllocator);
/// ```
///
/// # Safety
///
/// 1. Every block of the type is what `::operator new[]` gave; in the `std::align_val_t` form
///    exactly when the alignment is above the C++ compiler's `__STDCPP_DEFAULT_NEW_ALIGNMENT__`. So
///    the unsized form of `::operator delete[]` may free it that C++ itself chooses for that
///    alignment (C++17 \[expr.delete\]). Nothing else invalidates it.
/// 2. Every foreign block of the family is a live block of every value of the type, but for those
///    whose alignment the type says it can't take. The layout that fits it has exactly the
///    alignment that C++ asked for; its size is chosen by the one who adopts it, once: above zero,
///    up to the one that C++ asked for.
/// 3. `dealloc` also takes a foreign block of any size (`new T[0]`) with a layout of size zero.
#[diagnostic::on_unimplemented(
    message = "blocks of `{Self}` are not freed by C++'s `delete[]`",
    label = "`exalloc::CppNewArrayFamily` is not implemented for `{Self}`",
    note = "`CppNewArrayAllocator` (features `cpp`, `cpp-symbols`) allocates what `delete[] p` frees"
)]
pub unsafe trait CppNewArrayFamily: Allocator {}

/// An allocator that takes blocks back by their address alone, through a function of the library
/// they came from.
///
/// Each value is a family of its own: which blocks it takes is for the one who makes the value to
/// say. There is no hand-over, since the library has no use for memory that isn't its own.
///
/// # Examples
///
/// ```
/// use core::ffi::c_void;
/// use exalloc::{FreeByPointer, FreeWith};
///
/// extern "C" fn library_free(_: *mut c_void) {}
///
/// fn takes_back<A: FreeByPointer>(_: &A) {}
/// takes_back(&FreeWith::new(library_free));
/// ```
///
/// # Safety
///
/// 1. [`dealloc`](Allocator::dealloc) looks at the block's address only, whatever the layout's
///    size, zero included, and its alignment.
/// 2. Every block that the value's function frees is a live block of the value. Its layout is
///    chosen by the one who adopts it, once: any size above zero up to the one that may be used,
///    and any alignment that its address has.
#[diagnostic::on_unimplemented(
    message = "`{Self}` doesn't free foreign blocks by their address",
    label = "`exalloc::FreeByPointer` is not implemented for `{Self}`",
    note = "`FreeWith::new(library_free)` does"
)]
pub unsafe trait FreeByPointer: Allocator {}

/// A reference forwards to the allocator behind it, and is of its families.
macro_rules! families_of_references {
    ($($family:ident)*) => {$(
        // SAFETY: blocks of `&A` are blocks of the `A` behind it, in both directions, and `dealloc`
        // is its `dealloc`. Where a block may be handed over, it outlives the reference because `A`
        // promises that nothing but the family's routines invalidates it.
        unsafe impl<A: $family + ?Sized> $family for &A {}
    )*};
}

families_of_references!(MallocFamily CppNewFamily CppNewArrayFamily FreeByPointer);
