//! Vectors handed to C and C++, which free their blocks.

use super::ExVec;
use crate::border::{refuse_drop, refuse_zero_sized};
use core::ptr;
use exalloc_core::Allocator;
use exalloc_core::family::{CppNewArrayFamily, CppNewFamily, MallocFamily};

impl<T, A: CppNewArrayFamily> ExVec<T, A> {
    /// Hands the elements to C++, which frees them as an array: pointer, length and capacity in
    /// elements.
    ///
    /// `delete[] p` frees the block, and so does the end of a `std::unique_ptr<T[]>` that was made
    /// from `p`, where `p` has the type `T*`, of a `T` of the same alignment, with a trivial
    /// destructor and no `operator delete[]` of its own. By the letter of C++17 \[expr.delete\] the
    /// array should come from a new-expression; by the ABI (Itanium C++ ABI 2.7, and Microsoft's)
    /// the expression is a call of `operator delete[]` then. Nothing else may free it: not
    /// `delete`, not `free`, not a second copy of C++'s runtime in the process.
    ///
    /// The pointer is null when the capacity is zero, which `delete[]` accepts. Otherwise the first
    /// `length` elements are initialised, and the others up to `capacity` are not.
    /// [`from_cpp_array`](Self::from_cpp_array) takes it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewArrayAllocator, ExVec, ex_vec};
    ///
    /// let v = ex_vec![in CppNewArrayAllocator; 1_u32, 2, 3];
    /// let (ptr, length, capacity) = v.into_cpp_array();
    /// // A function of C++ would take the three, and say `std::unique_ptr<uint32_t[]>(ptr)`. Here
    /// // nobody does, so back:
    /// // SAFETY: the parts of one hand-over, used once.
    /// let v = unsafe { ExVec::from_cpp_array(ptr, length, capacity, CppNewArrayAllocator) };
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    ///
    /// Elements with a destructor are refused when code is generated: C++ wouldn't run it.
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{CppNewArrayAllocator, ExVec};
    ///
    /// let names: ExVec<String, _> = ExVec::new(CppNewArrayAllocator);
    /// let _ = names.into_cpp_array();
    /// ```
    #[inline]
    #[must_use = "elements and block leak if nobody frees them"]
    #[doc(alias = "unique_ptr", alias = "delete[]")]
    pub fn into_cpp_array(self) -> (*mut T, usize, usize) {
        hand_over(self)
    }
}

impl<T, A: CppNewFamily> ExVec<T, A> {
    /// Hands the elements to C++, which frees them as raw storage: pointer, length and capacity in
    /// elements.
    ///
    /// `::operator delete(p)` frees the block, and so do the sized
    /// `::operator delete(p, capacity * sizeof(T))` and, of libstdc++ and libc++,
    /// `std::allocator<T>().deallocate(p, capacity)`: with the **capacity**, not the length.
    /// (Microsoft's `std::allocator` keeps a header before 4096 bytes and more.) Where
    /// the alignment of `T` is above `__STDCPP_DEFAULT_NEW_ALIGNMENT__`, the first two take
    /// `std::align_val_t(alignof(T))` as their last argument. Nothing else may free it: `delete p`
    /// is for one object ([`ExBox::into_cpp_single`](crate::ExBox::into_cpp_single)), `delete[] p`
    /// for [`into_cpp_array`](Self::into_cpp_array).
    ///
    /// The pointer is null when the capacity is zero, which `::operator delete` accepts. Otherwise
    /// the first `length` elements are initialised, and the others up to `capacity` are not.
    /// [`from_cpp_operator_new`](Self::from_cpp_operator_new) takes it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewAllocator, ExVec};
    ///
    /// let mut v = ExVec::with_capacity(8, CppNewAllocator);
    /// v.push(1_u32);
    /// let (ptr, length, capacity) = v.into_cpp_operator_new();
    /// assert_eq!((length, capacity), (1, 8));
    /// // A function of C++ would say `std::allocator<uint32_t>().deallocate(ptr, capacity)`. Here
    /// // nobody does, so back:
    /// // SAFETY: the parts of one hand-over, used once.
    /// let v = unsafe { ExVec::from_cpp_operator_new(ptr, length, capacity, CppNewAllocator) };
    /// assert_eq!(v, [1]);
    /// ```
    #[inline]
    #[must_use = "elements and block leak if nobody frees them"]
    #[doc(alias = "operator delete", alias = "std::allocator")]
    pub fn into_cpp_operator_new(self) -> (*mut T, usize, usize) {
        hand_over(self)
    }
}

impl<T, A: MallocFamily> ExVec<T, A> {
    /// Hands the elements to C, which frees them: pointer, length and capacity in elements.
    ///
    /// `free(p)` frees the block; where the alignment of `T` isn't above that of `max_align_t`,
    /// `realloc(p, n)` may resize it. The `free` must be that of the C library which this code is
    /// linked with. Nothing else may free it.
    ///
    /// The pointer is null when the capacity is zero, which `free` and `realloc` accept. Otherwise
    /// the first `length` elements are initialised, and the others up to `capacity` are not.
    /// [`from_malloc`](Self::from_malloc) takes it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{MallocAllocator, ex_vec};
    ///
    /// unsafe extern "C" {
    ///     fn free(block: *mut c_void);
    /// }
    ///
    /// let v = ex_vec![in MallocAllocator; 1_u32, 2, 3];
    /// let (ptr, length, capacity) = v.into_malloc();
    /// assert!(length == 3 && capacity >= 3);
    /// // SAFETY: a block that was handed to C, freed once.
    /// unsafe { free(ptr.cast()) };
    /// ```
    #[inline]
    #[must_use = "elements and block leak if nobody frees them"]
    #[doc(alias = "free")]
    pub fn into_malloc(self) -> (*mut T, usize, usize) {
        hand_over(self)
    }
}

/// The parts of a vector for code that knows null and knows no dangling pointers. The block is its
/// new owner's, and stays alive when the allocator value goes: its family's first promise.
#[inline]
fn hand_over<T, A: Allocator>(v: ExVec<T, A>) -> (*mut T, usize, usize) {
    const {
        refuse_drop::<T>();
        refuse_zero_sized::<T>();
    }
    let (ptr, length, capacity, _) = v.into_raw_parts();
    (if capacity == 0 { ptr::null_mut() } else { ptr }, length, capacity)
}
