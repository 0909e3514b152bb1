//! A library's own function that frees, as an allocator.
//!
//! - **Guarantees.** Each block that was adopted goes back once, through the function and by its
//!   address. Nothing is ever allocated: [`alloc`](Allocator::alloc) answers `None`, so a
//!   collection that wants to grow gets an error and keeps its block.
//! - **Design.** The function is stored and never shown again: only
//!   [`dealloc`](Allocator::dealloc), whose callers answer for the block, calls it. Since it looks
//!   at the address only, any size may be taken for the block's, up to what it was: becoming
//!   smaller succeeds in place, becoming larger never does. A function that panics ends the
//!   process.
//! - **Cost.** One word beside the collection, for a pointer to a function; nothing for a closure
//!   that captures nothing. Freeing is the call.
//! - **Thread-safety.** As the function stored; see [what may be
//!   adopted](FreeWith#what-may-be-adopted).
//!
//! ```text
//! | block, as the library made it                     |
//! ^ all that the function is told
//! | size                 | after becoming smaller ... |
//! ```

use core::alloc::Layout;
use core::ffi::c_void;
use core::ptr::NonNull;
use exalloc_core::{Allocator, FreeByPointer};

#[cfg(test)]
mod tests;

/// An allocator that only frees, by a library's own function: `FreeWith::new(sqlite3_free)`.
///
/// Use it for memory that a library hands out and wants back through a function of its own. A
/// collection [adopts](FreeByPointer) the block and owns it from then on; dropping the collection
/// calls the function, once. Growing is an error, after which the block is still owned; the
/// contents can be moved to another allocator.
///
/// [`new`](Self::new) takes C's functions, [`from_fn`](Self::from_fn) closures, for functions that
/// want more than the address.
///
/// # Examples
///
/// ```
/// use core::ffi::c_void;
/// use exalloc::{ExVec, FreeWith};
///
/// // What a binding to a C library declares.
/// unsafe extern "C" {
/// #   #[link_name = "calloc"]
///     safe fn library_make(count: usize, size: usize) -> *mut c_void;
/// #   #[link_name = "free"]
///     fn library_free(block: *mut c_void);
/// }
///
/// let block = library_make(4, 2).cast::<u16>();
/// assert!(!block.is_null());
/// // SAFETY: a block of the library, with four zeros, that nobody else frees or uses.
/// let mut v = unsafe { ExVec::from_free_with(block, 4, 4, FreeWith::new(library_free)) };
/// v[0] = 7;
/// assert_eq!(v, [7, 0, 0, 0]);
/// assert!(v.try_push(1).is_err());
/// // `library_free` is called here.
/// ```
///
/// # What may be adopted
///
/// Making such a value is safe, since it has no block: it calls the function only for blocks that
/// somebody adopted with it, who answers for that in `unsafe`. A block may be adopted by a value
/// whose function frees it:
///
/// - by its address alone, and once;
/// - at any later time while the value is there, on any thread to which the value, or a reference
///   to it, can be sent, and for several blocks at once where several threads can have one. C's
///   functions can be sent to all threads; one that is bound to a thread goes into a closure that
///   captures something which is neither [`Send`] nor [`Sync`] (a `PhantomData<*mut ()>`);
/// - without reading what is in it, for the collection may have left it uninitialised, without
///   using the collection, and without unwinding;
/// - through a pointer that may carry provenance for the current layout only, as C's functions do.
///   What Rust's heap gave is freed by its own allocators, not by a closure here.
///
/// Clones, where the function is [`Clone`], are [equivalent](Allocator#equivalence) if the clones
/// of the function free the same blocks: C's functions do, and so do closures that capture nothing
/// but `Copy` values.
#[doc(alias = "free", alias = "deleter", alias = "unique_ptr", alias = "finalizer")]
#[derive(Clone, Copy, Debug)]
pub struct FreeWith<F = unsafe extern "C" fn(*mut c_void)> {
    free: F,
}

impl<T> FreeWith<unsafe extern "C" fn(*mut T)> {
    /// An allocator that frees by a function of C: `void library_free(T *block)`.
    ///
    /// `T` is what C calls it: `c_void` for most libraries, `c_char` for text.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::ffi::{c_char, c_void};
    /// use exalloc::FreeWith;
    ///
    /// unsafe extern "C" {
    ///     fn free(block: *mut c_void);
    /// }
    /// extern "C" fn text_free(_: *mut c_char) {}
    ///
    /// const C: FreeWith = FreeWith::new(free);
    /// let text = FreeWith::new(text_free);
    /// # let _ = (C, text);
    /// ```
    #[inline]
    #[must_use = "it frees what is adopted with it"]
    pub const fn new(free: unsafe extern "C" fn(*mut T)) -> Self {
        Self { free }
    }
}

impl<F: Fn(*mut c_void)> FreeWith<F> {
    /// An allocator that frees by a closure, for functions that want more than the address, or that
    /// are not of C's calling convention.
    ///
    /// The closure is called by [`dealloc`](Allocator::dealloc) only, with blocks that were
    /// adopted: what it does in `unsafe` may rely on that. If it panics, the process is aborted,
    /// for an allocator must not unwind.
    ///
    /// # Examples
    ///
    /// A library whose memory belongs to a context:
    ///
    /// ```
    /// use core::ffi::c_void;
    /// use exalloc::{ExVec, FreeWith};
    /// # use core::cell::Cell;
    /// # struct Context { freed: Cell<u32> }
    /// # unsafe fn context_free(context: &Context, _block: *mut c_void) {
    /// #     context.freed.set(context.freed.get() + 1);
    /// # }
    /// # let context = Context { freed: Cell::new(0) };
    /// # let mut block = [1_u8, 2, 3];
    /// # let block = block.as_mut_ptr();
    ///
    /// // SAFETY: the closure is called with blocks of this context, once each.
    /// let alloc = FreeWith::from_fn(|block| unsafe { context_free(&context, block) });
    /// // SAFETY: three bytes of the context, which nobody else frees or uses.
    /// let v = unsafe { ExVec::from_free_with(block, 3, 3, alloc) };
    /// assert_eq!(v, [1, 2, 3]);
    /// drop(v);
    /// # assert_eq!(context.freed.get(), 1);
    /// ```
    #[inline]
    #[must_use = "it frees what is adopted with it"]
    pub const fn from_fn(free: F) -> Self {
        Self { free }
    }
}

/// What [`FreeWith`] can call: functions of C, and closures.
///
/// That is `unsafe extern "C" fn(*mut T)`, which [`FreeWith::new`] takes, and every
/// `Fn(*mut c_void)`, which [`FreeWith::from_fn`] takes. Nobody else implements it.
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, FreeFunction, FreeWith};
///
/// /// A sum of what any library lent.
/// fn sum<F: FreeFunction>(lent: &ExVec<u8, FreeWith<F>>) -> u32 {
///     lent.iter().map(|&byte| u32::from(byte)).sum()
/// }
/// # let mut lent = [1, 2, 3];
/// # // SAFETY: three bytes that outlive the vector, which frees nothing.
/// # let v = unsafe { ExVec::from_free_with(lent.as_mut_ptr(), 3, 3, FreeWith::from_fn(|_| ())) };
/// # assert_eq!(sum(&v), 6);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` isn't a function that frees",
    note = "`FreeWith::new(library_free)` takes functions of C by name; `FreeWith::from_fn` takes closures over `*mut c_void`"
)]
pub trait FreeFunction: sealed::Free {}

impl<T> FreeFunction for unsafe extern "C" fn(*mut T) {}
impl<F: Fn(*mut c_void)> FreeFunction for F {}

mod sealed {
    use core::ffi::c_void;

    /// How a function that frees is called.
    pub trait Free {
        /// Calls it with the address of a block. Doesn't unwind.
        ///
        /// # Safety
        ///
        /// The function frees this block, and nobody uses the block afterwards.
        unsafe fn free(&self, block: *mut c_void);
    }

    impl<T> Free for unsafe extern "C" fn(*mut T) {
        #[inline]
        unsafe fn free(&self, block: *mut c_void) {
            // SAFETY: the function frees this block, which is its only condition: our caller's
            // promise. It has the ABI of C, and so doesn't unwind.
            unsafe { self(block.cast()) }
        }
    }

    impl<F: Fn(*mut c_void)> Free for F {
        #[inline]
        unsafe fn free(&self, block: *mut c_void) {
            call_or_abort(self, block);
        }
    }

    /// Calls a closure that may panic. Out of a function with the ABI of C nothing unwinds: the
    /// process is aborted instead (Rust reference, "Unwinding").
    #[inline]
    extern "C" fn call_or_abort<F: Fn(*mut c_void)>(free: &F, block: *mut c_void) {
        free(block);
    }
}

// SAFETY:
// 1, 2. There is no method that gives memory back but the trait's, and nothing points to the value.
// 3. Nothing here panics, and `Free::free` doesn't unwind.
// 4. No block is handed out but those that were adopted, for which the adopter answers.
// 5. Equal and smaller sizes are answered with the same pointer and leave all bytes; larger ones
//    with `None`, before anything has happened.
// 6. The function is told the address; the pointer isn't kept.
unsafe impl<F: FreeFunction> Allocator for FreeWith<F> {
    /// `None`: there is no memory but what is adopted.
    #[inline]
    unsafe fn alloc(&self, _layout: Layout) -> Option<NonNull<u8>> {
        None
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, _layout: Layout) {
        // SAFETY: a live block of this value: one that the function frees, adopted and given up.
        unsafe { self.free.free(ptr.as_ptr().cast()) }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, _layout: Layout) -> Option<NonNull<u8>> {
        None
    }

    #[inline]
    unsafe fn resize_in_place(
        &self,
        ptr: NonNull<u8>,
        old: Layout,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        (new_size <= old.size()).then_some(ptr)
    }
}

// SAFETY:
// 1. `dealloc` tells the function the address, and looks at no layout.
// 2. `dealloc` is all that a block meets here, besides becoming smaller in place.
unsafe impl<F: FreeFunction> FreeByPointer for FreeWith<F> {}
