//! From a box of anything to a box of a type.

use super::ExBox;
use core::any::Any;
use exalloc_core::Allocator;

impl<A: Allocator> ExBox<dyn Any, A> {
    /// Turns the box into one of `T`, if that is what is in it; else gives it back.
    ///
    /// Block and allocator stay the same.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::any::Any;
    /// use exalloc::{ExBox, SystemAllocator, unsize};
    ///
    /// let any: ExBox<dyn Any, _> = unsize!(ExBox::new(5_u32, SystemAllocator) => dyn Any);
    /// let any = any.downcast::<String>().unwrap_err();
    /// let five: ExBox<u32, _> = any.downcast().unwrap();
    /// assert_eq!(*five, 5);
    /// ```
    ///
    /// # Errors
    ///
    /// The box, when something else is in it.
    #[inline]
    pub fn downcast<T: Any>(self) -> Result<ExBox<T, A>, Self> {
        if !self.is::<T>() {
            return Err(self);
        }
        // SAFETY: just asked.
        Ok(unsafe { of_type(self) })
    }
}

impl<A: Allocator> ExBox<dyn Any + Send, A> {
    /// Turns the box into one of `T`, if that is what is in it; else gives it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::any::Any;
    /// use exalloc::{ExBox, SystemAllocator, unsize};
    ///
    /// let any = unsize!(ExBox::new("five", SystemAllocator) => dyn Any + Send);
    /// assert_eq!(*any.downcast::<&str>().unwrap(), "five");
    /// ```
    ///
    /// # Errors
    ///
    /// The box, when something else is in it.
    #[inline]
    pub fn downcast<T: Any>(self) -> Result<ExBox<T, A>, Self> {
        if !self.is::<T>() {
            return Err(self);
        }
        // SAFETY: just asked.
        Ok(unsafe { of_type(self) })
    }
}

impl<A: Allocator> ExBox<dyn Any + Send + Sync, A> {
    /// Turns the box into one of `T`, if that is what is in it; else gives it back.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::any::Any;
    /// use exalloc::{ExBox, SystemAllocator, unsize};
    ///
    /// let any = unsize!(ExBox::new([1, 2], SystemAllocator) => dyn Any + Send + Sync);
    /// assert_eq!(*any.downcast::<[i32; 2]>().unwrap(), [1, 2]);
    /// ```
    ///
    /// # Errors
    ///
    /// The box, when something else is in it.
    #[inline]
    pub fn downcast<T: Any>(self) -> Result<ExBox<T, A>, Self> {
        if !self.is::<T>() {
            return Err(self);
        }
        // SAFETY: just asked.
        Ok(unsafe { of_type(self) })
    }
}

/// The box by the type of its value.
///
/// # Safety
///
/// The value is a `T`.
#[inline]
unsafe fn of_type<T, D: ?Sized, A: Allocator>(this: ExBox<D, A>) -> ExBox<T, A> {
    let (ptr, alloc) = ExBox::into_raw_parts(this);
    // SAFETY: the parts of a box, whose value is a `T`, with its layout: our caller's promise.
    unsafe { ExBox::from_raw_parts(ptr.cast(), alloc) }
}
