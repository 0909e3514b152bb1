//! Boxes handed to C and C++, and adopted from them.

use super::ExBox;
use crate::border::{refuse_drop, refuse_zero_sized};
use exalloc_core::Allocator;
use exalloc_core::family::{CppNewArrayFamily, CppNewFamily, FreeByPointer, MallocFamily};

impl<T, A: CppNewFamily> ExBox<T, A> {
    /// Hands the value to C++, which frees it as one object.
    ///
    /// `delete p` frees it, and so does the end of a `std::unique_ptr<T>` that was made from `p`,
    /// where `p` has the type `T*`, of exactly this size and alignment, with a trivial destructor
    /// and no `operator delete` of its own: not a pointer to a base of `T`. By the letter of C++17
    /// \[expr.delete\] the object should come from a new-expression; by the ABI the expression is a
    /// call of `operator delete` then. Nothing else may free it: not `delete[]`, not `free`, not a
    /// second copy of C++'s runtime in the process. [`from_cpp_single`](Self::from_cpp_single)
    /// takes it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewAllocator, ExBox};
    ///
    /// let ptr = ExBox::into_cpp_single(ExBox::new(5_u64, CppNewAllocator));
    /// // A function of C++ would say `std::unique_ptr<uint64_t>(ptr)`. Here nobody does, so back:
    /// // SAFETY: what one hand-over gave, used once.
    /// let b = unsafe { ExBox::from_cpp_single(ptr, CppNewAllocator) };
    /// assert_eq!(b.as_deref(), Some(&5));
    /// ```
    ///
    /// Values with a destructor are refused when code is generated: C++ wouldn't run it.
    ///
    /// ```compile_fail,E0080
    /// use exalloc::{CppNewAllocator, ExBox};
    ///
    /// let _ = ExBox::into_cpp_single(ExBox::new(String::new(), CppNewAllocator));
    /// ```
    #[inline]
    #[must_use = "value and block leak if nobody frees them"]
    #[doc(alias = "unique_ptr", alias = "delete")]
    pub fn into_cpp_single(this: Self) -> *mut T {
        hand_over(this)
    }

    /// Adopts an object that C++ made by `new T`, or that
    /// [`into_cpp_single`](Self::into_cpp_single) handed over; `None` for null.
    ///
    /// The box frees it as `delete` does. `alloc` is dropped where there is nothing to adopt.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewAllocator, ExBox};
    ///
    /// // A function of C++ would `return new uint64_t(5);`. Here nobody does.
    /// let ptr = ExBox::into_cpp_single(ExBox::new(5_u64, CppNewAllocator));
    /// // SAFETY: one object, made by `operator new`, which nobody else owns.
    /// let five = unsafe { ExBox::from_cpp_single(ptr, CppNewAllocator) };
    /// assert_eq!(five.map(ExBox::into_inner), Some(5));
    ///
    /// // SAFETY: null.
    /// let none = unsafe { ExBox::from_cpp_single(core::ptr::null_mut::<u64>(), CppNewAllocator) };
    /// assert!(none.is_none());
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null; or it is what `new T` gave, by the global `operator new` of the runtime
    ///   that `alloc` uses, for a C++ type with exactly the size and the alignment of `T`, an
    ///   alignment that `alloc` takes, whose destructor is trivial or has run. (Not for an object
    ///   inside another: what `make_shared` gives, a member, a base.) Or it is what
    ///   `into_cpp_single` gave.
    /// - `ptr` may be used, for reading and writing, for the whole value.
    /// - Nobody else owns, uses or frees the object from now on.
    /// - The value is initialised, and valid for `T`.
    #[inline]
    #[must_use = "dropping the box frees the block"]
    #[doc(alias = "unique_ptr", alias = "new")]
    pub unsafe fn from_cpp_single(ptr: *mut T, alloc: A) -> Option<Self> {
        // SAFETY: a foreign block of the family, which promises that it is live and that the layout
        // of `T` fits it. The rest is our caller's promise.
        unsafe { adopt(ptr, alloc) }
    }
}

impl<T, A: MallocFamily> ExBox<T, A> {
    /// Hands the value to C, which frees it.
    ///
    /// `free(p)` frees it, of the C library which this code is linked with. Nothing else may.
    /// [`from_malloc`](Self::from_malloc) takes it back. (A boxed slice goes by way of
    /// [`ExBox::into_vec`], whose capacity is its length.)
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{ExBox, MallocAllocator};
    ///
    /// unsafe extern "C" {
    ///     fn free(block: *mut c_void);
    /// }
    ///
    /// let ptr = ExBox::into_malloc(ExBox::new(5_u64, MallocAllocator));
    /// // SAFETY: a value that was handed to C, freed once.
    /// unsafe { free(ptr.cast()) };
    /// ```
    #[inline]
    #[must_use = "value and block leak if nobody frees them"]
    #[doc(alias = "free")]
    pub fn into_malloc(this: Self) -> *mut T {
        hand_over(this)
    }

    /// Adopts a value in a block of C's `malloc` family, or one that
    /// [`into_malloc`](Self::into_malloc) handed over; `None` for null.
    ///
    /// The box frees it by C's `free`. `alloc` is dropped where there is nothing to adopt.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{ExBox, MallocAllocator};
    ///
    /// unsafe extern "C" {
    ///     fn calloc(count: usize, size: usize) -> *mut c_void;
    /// }
    ///
    /// // SAFETY: `calloc` may be called with any sizes.
    /// let block = unsafe { calloc(1, size_of::<u64>()) };
    /// // SAFETY: null, or a block for a `u64`, zero, which nobody else owns.
    /// let b = unsafe { ExBox::from_malloc(block.cast::<u64>(), MallocAllocator) };
    /// assert_eq!(b.as_deref(), Some(&0));
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null; or it is a block of the [family](MallocFamily) which is aligned for `T` and
    ///   was asked for with `size_of::<T>()` bytes or more, by C, or before `into_malloc` gave it.
    /// - `ptr` may be used, for reading and writing, for the whole value.
    /// - Nobody else owns, uses or frees the block from now on.
    /// - The value is initialised, and valid for `T`.
    #[inline]
    #[must_use = "dropping the box frees the block"]
    #[doc(alias = "malloc", alias = "free")]
    pub unsafe fn from_malloc(ptr: *mut T, alloc: A) -> Option<Self> {
        // SAFETY: a foreign block of the family, which promises that it is live and that any layout
        // fits it which isn't larger than asked for. The rest is our caller's promise.
        unsafe { adopt(ptr, alloc) }
    }
}

impl<T, A: FreeByPointer> ExBox<T, A> {
    /// Adopts a value that a library allocated, and that the library's own function frees; `None`
    /// for null.
    ///
    /// Dropping the box drops the value and then calls that function once. `alloc` is dropped where
    /// there is nothing to adopt.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{ExBox, FreeWith};
    ///
    /// // A library's two functions; this one lends from a pool of one value.
    /// static mut POOL: u32 = 5;
    /// extern "C" fn library_make() -> *mut u32 {
    ///     &raw mut POOL
    /// }
    /// extern "C" fn library_free(_: *mut c_void) {}
    ///
    /// // SAFETY: a `u32`, ours until it goes back to `library_free`.
    /// let b = unsafe { ExBox::from_free_with(library_make(), FreeWith::new(library_free)) };
    /// assert_eq!(b.as_deref(), Some(&5));
    /// ```
    ///
    /// # Safety
    ///
    /// - `ptr` is null; or it is a block that `alloc` frees, on whichever thread the box may end
    ///   and whatever is in the block then, aligned for `T`, with room for it.
    /// - `ptr` may be used, for reading and writing, for the whole value.
    /// - Nobody else owns, uses or frees the block from now on.
    /// - The value is initialised, and valid for `T`.
    #[inline]
    #[must_use = "dropping the box frees the block"]
    pub unsafe fn from_free_with(ptr: *mut T, alloc: A) -> Option<Self> {
        // SAFETY: a block that `alloc` frees, which promises that it is live and that any layout
        // fits it which isn't larger than the block. The rest is our caller's promise.
        unsafe { adopt(ptr, alloc) }
    }
}

impl<T, A: CppNewArrayFamily> ExBox<[T], A> {
    /// Hands the elements to C++, which frees them as an array: pointer and length in elements.
    ///
    /// [`ExVec::into_cpp_array`](crate::ExVec::into_cpp_array) says what frees them. The pointer is
    /// null when there are none. [`ExVec::from_cpp_array`](crate::ExVec::from_cpp_array), with the
    /// length as capacity, takes them back.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{CppNewArrayAllocator, ExBox, ExVec, ex_vec};
    ///
    /// let b = ex_vec![in CppNewArrayAllocator; 1_u32, 2, 3].into_boxed_slice();
    /// let (ptr, n) = ExBox::into_cpp_array(b);
    /// // SAFETY: the parts of one hand-over, used once.
    /// let v = unsafe { ExVec::from_cpp_array(ptr, n, n, CppNewArrayAllocator) };
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    #[inline]
    #[must_use = "elements and block leak if nobody frees them"]
    #[doc(alias = "unique_ptr", alias = "delete[]")]
    pub fn into_cpp_array(this: Self) -> (*mut T, usize) {
        let (ptr, length, _) = ExBox::into_vec(this).into_cpp_array();
        (ptr, length)
    }
}

/// The value's address, for code that will free it. The block is its new owner's, and stays alive
/// when the allocator value goes: its family's first promise.
#[inline]
fn hand_over<T, A: Allocator>(b: ExBox<T, A>) -> *mut T {
    const {
        refuse_drop::<T>();
        refuse_zero_sized::<T>();
    }
    let (ptr, _) = ExBox::into_raw_parts(b);
    ptr
}

/// Puts a box together from what the other side gave.
///
/// # Safety
///
/// `ptr` is null; or it denotes a live block of `alloc` that the layout of `T` fits and that may be
/// used for the whole of it, aligned for `T` and holding an initialised `T`, both of which the
/// caller gives up.
#[inline]
unsafe fn adopt<T, A: Allocator>(ptr: *mut T, alloc: A) -> Option<ExBox<T, A>> {
    const { refuse_zero_sized::<T>() }
    if ptr.is_null() {
        return None;
    }
    // SAFETY: not null; the rest is forwarded.
    Some(unsafe { ExBox::from_raw_parts(ptr, alloc) })
}
