//! Boxes whose value stays where it is.
//!
//! A pinned value keeps its place until its destructor has run, also when the box is forgotten.
//! That needs an allocator whose blocks nothing but `dealloc` invalidates: a [`StaticAllocator`].
//! A box on `&arena` can be forgotten, and then the arena reset or dropped, which takes the place
//! away without a destructor.

use super::ExBox;
use crate::error::TryPushError;
use core::pin::Pin;
use exalloc_core::StaticAllocator;

impl<T, A: StaticAllocator> ExBox<T, A> {
    /// Moves a value into a block of `alloc` and pins it there, or hands it back when there is
    /// none.
    ///
    /// The allocator is dropped on failure.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::marker::PhantomPinned;
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let pinned = ExBox::try_pin((5, PhantomPinned), SystemAllocator)?;
    /// assert_eq!(pinned.0, 5);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block. A value of size zero needs none.
    #[inline]
    pub fn try_pin(value: T, alloc: A) -> Result<Pin<Self>, TryPushError<T>> {
        Ok(Self::into_pin(Self::try_new(value, alloc)?))
    }

    /// [`try_pin`](Self::try_pin) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use core::future::Future;
    /// use core::task::{Context, Poll, Waker};
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let mut five = ExBox::pin(async { 5 }, SystemAllocator);
    /// let mut cx = Context::from_waker(Waker::noop());
    /// assert_eq!(five.as_mut().poll(&mut cx), Poll::Ready(5));
    /// ```
    ///
    /// An arena can't pin, for it may be reset or dropped under a forgotten box:
    ///
    /// ```compile_fail,E0277
    /// use exalloc::{ArenaAllocator, ExBox, SystemAllocator};
    ///
    /// let arena = ArenaAllocator::new(SystemAllocator);
    /// let five = ExBox::pin(async { 5 }, &arena);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_pin` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn pin(value: T, alloc: A) -> Pin<Self> {
        Self::into_pin(Self::new(value, alloc))
    }
}

impl<T: ?Sized, A: StaticAllocator> ExBox<T, A> {
    /// Pins the value where it is.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator};
    ///
    /// let pinned = ExBox::into_pin(ExBox::new(5, SystemAllocator));
    /// assert_eq!(*pinned, 5);
    /// ```
    #[inline]
    pub fn into_pin(this: Self) -> Pin<Self> {
        // SAFETY: the value is the box's alone, and doesn't move when the box does. Nothing moves
        // it out of a pinned box, and its block stays valid until the box's destructor, which drops
        // it in place, gives the block back: `A` is a `StaticAllocator`.
        unsafe { Pin::new_unchecked(this) }
    }

    /// Takes a pinned box apart, for [`unsize_pin!`](crate::unsize_pin).
    ///
    /// Whoever has the parts and no `unsafe` can leak the value, no more: pinning allows that, as
    /// its block stays when `A` is dropped or changed.
    #[doc(hidden)]
    #[inline]
    #[must_use = "the value and its block leak"]
    pub fn __pinned_into_raw_parts(this: Pin<Self>) -> (*mut T, A) {
        // SAFETY: nothing is done with the box but to take it apart, which doesn't touch the value.
        ExBox::into_raw_parts(unsafe { Pin::into_inner_unchecked(this) })
    }
}

impl<T: ?Sized, A: StaticAllocator> From<ExBox<T, A>> for Pin<ExBox<T, A>> {
    /// [`ExBox::into_pin`].
    #[inline]
    fn from(boxed: ExBox<T, A>) -> Self {
        ExBox::into_pin(boxed)
    }
}

impl<T: ?Sized, A: StaticAllocator> Default for Pin<ExBox<T, A>>
where
    ExBox<T, A>: Default,
{
    /// Makes a box of the default value on the default allocator, and pins it.
    ///
    /// # Panics
    ///
    /// When making the box does.
    #[inline]
    #[track_caller]
    fn default() -> Self {
        ExBox::into_pin(ExBox::default())
    }
}
