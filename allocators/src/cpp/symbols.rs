//! C++'s allocation functions by their names: no C++ compiler is needed, but a C++ runtime.
//!
//! The names are those of the Itanium C++ ABI (5.1, "Operator Encodings" and "Type encodings"),
//! which every C++ compiler but Microsoft's follows: `_Znw…` is `operator new`, `_Zna…` is
//! `operator new[]`, `_Zdl…` and `_Zda…` are their deletes. The program brings the
//! runtime that defines them: it is linked by a C++ compiler, or with `-lstdc++` or `-lc++`.
//!
//! The functions are the replaceable ones (C++17 \[new.delete\]), so a program's own are called. As
//! with `malloc`, and with C++'s new expressions, the optimiser knows what they do, and may leave
//! out the pair for a block that nobody uses.
//!
//! Those that allocate are called from `extern "C"` functions of ours, and nothing unwinds out
//! of those: an exception of a function that must not throw ends the process there, before any
//! destructor runs. Without one, that costs an entry in the unwinder's tables; and a function that
//! ended in a jump to C++ calls and returns instead (x86-64: three instructions).

use super::threshold::{ALIGNED_ABOVE, PLAIN_UP_TO};
use core::ffi::c_void;
use core::ptr::NonNull;

/// `std::nothrow_t`, an empty class, and so one byte (C++17 \[new.syn\]).
#[repr(transparent)]
struct Nothrow(u8);

/// What chooses the forms that don't throw. Any object of the class does; this one needs no data
/// from the runtime, which on Windows couldn't be reached as simply as functions can.
static NOTHROW: Nothrow = Nothrow(0);

/// Declares the functions, given the letter that stands for `std::size_t` in their names.
macro_rules! declare {
    ($size_t:literal) => {
        // C++17 [new.delete.single], [new.delete.array]. `std::size_t` is `usize`, and so is
        // `std::align_val_t`, an enumeration over it. They are safe to call with any size, if the
        // alignment is a power of two. They must not throw; but a program's own may all the same
        // (where its author didn't include <new>, no compiler objects), so Rust is told that they
        // can.
        unsafe extern "C-unwind" {
            #[link_name = concat!("_Znw", $size_t, "RKSt9nothrow_t")]
            fn new_plain(size: usize, nothrow: *const Nothrow) -> *mut c_void;
            #[link_name = concat!("_Znw", $size_t, "St11align_val_tRKSt9nothrow_t")]
            fn new_aligned(size: usize, align: usize, nothrow: *const Nothrow) -> *mut c_void;

            #[link_name = concat!("_Zna", $size_t, "RKSt9nothrow_t")]
            fn new_array_plain(size: usize, nothrow: *const Nothrow) -> *mut c_void;
            #[link_name = concat!("_Zna", $size_t, "St11align_val_tRKSt9nothrow_t")]
            fn new_array_aligned(size: usize, align: usize, nothrow: *const Nothrow)
            -> *mut c_void;
        }

        // `noexcept` without being told so (C++17 [except.spec]): C++ itself ends the process.
        unsafe extern "C" {
            #[link_name = concat!("_ZdlPv", $size_t)]
            fn delete_plain(block: *mut c_void, size: usize);
            #[link_name = concat!("_ZdlPv", $size_t, "St11align_val_t")]
            fn delete_aligned(block: *mut c_void, size: usize, align: usize);

            #[link_name = "_ZdaPv"]
            fn delete_array_plain(block: *mut c_void);
            #[link_name = "_ZdaPvSt11align_val_t"]
            fn delete_array_aligned(block: *mut c_void, align: usize);
        }
    };
}

// `j`, `m` and `y` stand for `unsigned int`, `unsigned long` and `unsigned long long` (Itanium C++
// ABI, 5.1, "Builtin types"); which of them `std::size_t` is, is what g++ 12 and clang++ 19
// print as `__SIZE_TYPE__`. A target where this is wrong has no such names, and fails to link.
mod size_t;
size_t::of_this_target!(declare);

/// Tells whether blocks of this alignment are never asked for: where it isn't known which form of
/// `operator new` the program's C++ compiler uses for it.
#[inline]
pub(super) const fn refuses(align: usize) -> bool {
    if align <= PLAIN_UP_TO { false } else { align <= ALIGNED_ABOVE }
}

/// `::operator new`; the process ends if it throws.
///
/// # Safety
///
/// - `align` is a power of two, and not one that is [refused](refuses).
/// - `size` is greater than zero and a multiple of `align`.
#[inline]
pub(super) unsafe extern "C" fn new(size: usize, align: usize) -> Option<NonNull<u8>> {
    let block = if align <= ALIGNED_ABOVE {
        // SAFETY: any size may be asked for; `NOTHROW` lives for ever.
        unsafe { new_plain(size, &raw const NOTHROW) }
    } else {
        // SAFETY: as above; the alignment is a power of two.
        unsafe { new_aligned(size, align, &raw const NOTHROW) }
    };
    NonNull::new(block.cast())
}

/// The sized `::operator delete`.
///
/// # Safety
///
/// `block` is what `::operator new` gave for exactly this size and this alignment, in the form that
/// C++ chooses for it. Nobody uses it afterwards.
#[inline]
pub(super) unsafe fn delete(block: NonNull<u8>, size: usize, align: usize) {
    let block = block.as_ptr().cast();
    if align <= ALIGNED_ABOVE {
        // SAFETY: a block of the plain form, of this size: our caller's promise.
        unsafe { delete_plain(block, size) }
    } else {
        // SAFETY: a block of the aligned form, of this size and alignment: our caller's promise.
        unsafe { delete_aligned(block, size, align) }
    }
}

/// `::operator new[]`; the process ends if it throws.
///
/// # Safety
///
/// - `align` is a power of two, and not one that is [refused](refuses).
/// - `size` is greater than zero and a multiple of `align`.
#[inline]
pub(super) unsafe extern "C" fn new_array(size: usize, align: usize) -> Option<NonNull<u8>> {
    let block = if align <= ALIGNED_ABOVE {
        // SAFETY: any size may be asked for; `NOTHROW` lives for ever.
        unsafe { new_array_plain(size, &raw const NOTHROW) }
    } else {
        // SAFETY: as above; the alignment is a power of two.
        unsafe { new_array_aligned(size, align, &raw const NOTHROW) }
    };
    NonNull::new(block.cast())
}

/// The unsized `::operator delete[]`.
///
/// # Safety
///
/// `block` is what `::operator new[]` gave for this alignment, in the form that C++ chooses for it.
/// Nobody uses it afterwards.
#[inline]
pub(super) unsafe fn delete_array(block: NonNull<u8>, align: usize) {
    let block = block.as_ptr().cast();
    if align <= ALIGNED_ABOVE {
        // SAFETY: a block of the plain form: our caller's promise.
        unsafe { delete_array_plain(block) }
    } else {
        // SAFETY: a block of the aligned form, of this alignment: our caller's promise.
        unsafe { delete_array_aligned(block, align) }
    }
}
