//! C++'s `operator new` and `operator delete`, called by C++ itself.
//!
//! This package belongs to [exalloc](https://docs.rs/exalloc), whose `CppNewAllocator` and
//! `CppNewArrayAllocator` are built on it; programs use those, behind the feature `cpp`. It is a
//! package of its own so that nobody else compiles C++.
//!
//! # What is in it
//!
//! Five functions of C++, compiled by the C++ compiler that the package `cc` finds (`CXX`,
//! `CXXFLAGS`). They call the global, replaceable allocation functions in their `std::nothrow`
//! forms, and choose between the plain form and the one with `std::align_val_t` as that compiler's
//! own `new` expressions do. So it should be the compiler of the program's other C++ code, or one
//! with the same `__STDCPP_DEFAULT_NEW_ALIGNMENT__`.
//!
//! No exception comes out of them: what an allocation function throws although it must not counts
//! as memory that ran out.
//!
//! # Which C++ runtime
//!
//! [`link-cplusplus`](https://docs.rs/link-cplusplus) links it: the platform's own, or the one that
//! the environment variable `CXXSTDLIB` names, or, in a program that depends on that package too,
//! the one that its features `libstdc++`, `libc++` and `nothing` choose. There must be one in the
//! program, which all its C++ code shares.

#![no_std]

use core::ffi::c_void;
// Links the C++ runtime.
use link_cplusplus as _;

#[cfg(test)]
mod tests;

// `usize` goes where `std::size_t` comes; `shim.cpp` asserts its half.
const _: () = assert!(size_of::<usize>() == size_of::<*mut c_void>());
const _: () = assert!(align_of::<usize>() == align_of::<*mut c_void>());

// `shim.cpp` defines them. None unwinds: all are `noexcept`.
unsafe extern "C" {
    /// The alignment in bytes up to which C++ uses the plain forms: the compiler's
    /// `__STDCPP_DEFAULT_NEW_ALIGNMENT__`.
    ///
    /// # Examples
    ///
    /// ```
    /// assert!(exalloc_cpp::default_new_alignment().is_power_of_two());
    /// ```
    #[link_name = "exalloc_cpp_0_1_default_new_alignment"]
    pub safe fn default_new_alignment() -> usize;

    /// What `::operator new` gives for a size and an alignment; null when there is no memory.
    ///
    /// Any size may be asked for, zero included; one that can't be rounded up to the alignment is
    /// refused. The caller owns the block, and owes it to [`operator_delete`] with the same size
    /// and alignment, or to what C++ code calls: `delete p`, for one object of that size and
    /// alignment, or `::operator delete`.
    ///
    /// # Examples
    ///
    /// ```
    /// // SAFETY: the alignment is a power of two.
    /// let block = unsafe { exalloc_cpp::operator_new(100, 8) };
    /// assert!(!block.is_null());
    /// // SAFETY: a block of these 100 bytes, aligned to 8, which nothing uses afterwards.
    /// unsafe { exalloc_cpp::operator_delete(block, 100, 8) };
    /// ```
    ///
    /// # Safety
    ///
    /// `align` is a power of two.
    #[link_name = "exalloc_cpp_0_1_new"]
    #[must_use = "the block leaks if it is not freed"]
    pub fn operator_new(size: usize, align: usize) -> *mut c_void;

    /// Frees a block of `::operator new`, by the sized form of `::operator delete`.
    ///
    /// # Safety
    ///
    /// `block` is what [`operator_new`] gave for exactly this size and this alignment, or what C++
    /// code got from the form of `::operator new` that its compiler chooses for them. Nobody uses
    /// the block afterwards.
    #[link_name = "exalloc_cpp_0_1_delete"]
    pub fn operator_delete(block: *mut c_void, size: usize, align: usize);

    /// What `::operator new[]` gives for a size and an alignment; null when there is no memory.
    ///
    /// Any size may be asked for, zero included; one that can't be rounded up to the alignment is
    /// refused. The caller owns the block, and owes it to [`operator_delete_array`] with the same
    /// alignment, or to what C++ code calls: `delete[] p`, for elements of that alignment without
    /// destructor, or `::operator delete[]`.
    ///
    /// # Examples
    ///
    /// ```
    /// // SAFETY: the alignment is a power of two.
    /// let block = unsafe { exalloc_cpp::operator_new_array(100, 8) };
    /// assert!(!block.is_null());
    /// // SAFETY: a block of these 100 bytes, aligned to 8, which nothing uses afterwards.
    /// unsafe { exalloc_cpp::operator_delete_array(block, 8) };
    /// ```
    ///
    /// # Safety
    ///
    /// `align` is a power of two.
    #[link_name = "exalloc_cpp_0_1_new_array"]
    #[must_use = "the block leaks if it is not freed"]
    pub fn operator_new_array(size: usize, align: usize) -> *mut c_void;

    /// Frees a block of `::operator new[]`, by the unsized form of `::operator delete[]`.
    ///
    /// # Safety
    ///
    /// `block` is what [`operator_new_array`] gave for this alignment, or what C++ code got from
    /// the form of `::operator new[]` that its compiler chooses for it. Nobody uses the block
    /// afterwards.
    #[link_name = "exalloc_cpp_0_1_delete_array"]
    pub fn operator_delete_array(block: *mut c_void, align: usize);
}
