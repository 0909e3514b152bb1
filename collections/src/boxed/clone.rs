//! Copies.

use super::ExBox;
use crate::error::TryReserveError;
use exalloc_core::Allocator;

/// What a box can be cloned of: sized values that are `Clone`, slices of them, and `str`.
///
/// One name for the three, so that `ExBox::try_clone(&b)` means something whatever `b` holds.
///
/// # Examples
///
/// ```
/// use exalloc::boxed::CloneBoxed;
/// use exalloc::{Allocator, ExBox, SystemAllocator, TryReserveError};
///
/// fn keep<T: ?Sized + CloneBoxed>(
///     b: &ExBox<T, &dyn Allocator>,
/// ) -> Result<ExBox<T, SystemAllocator>, TryReserveError> {
///     ExBox::try_clone_in(b, SystemAllocator)
/// }
///
/// let kept = keep(&ExBox::new(5, &SystemAllocator))?;
/// assert_eq!(*kept, 5);
/// # Ok::<(), TryReserveError>(())
/// ```
pub trait CloneBoxed: copies::Copies {}

impl<T: ?Sized + copies::Copies> CloneBoxed for T {}

/// How each of them is cloned. Nobody outside can name it, so nobody can add another.
mod copies {
    use super::{Allocator, ExBox, TryReserveError};

    pub trait Copies {
        fn copy_in<A: Allocator>(&self, alloc: A) -> Result<ExBox<Self, A>, TryReserveError>;

        /// Becomes a clone of `source` in place; `false` when only a new box can.
        fn copy_from(&mut self, source: &Self) -> bool;
    }

    impl<T: Clone> Copies for T {
        #[inline]
        fn copy_in<A: Allocator>(&self, alloc: A) -> Result<ExBox<T, A>, TryReserveError> {
            // The block comes first: where there is none, the value isn't cloned.
            let room = ExBox::<T, A>::try_new_uninit(alloc)?;
            Ok(ExBox::write(room, self.clone()))
        }

        #[inline]
        fn copy_from(&mut self, source: &T) -> bool {
            self.clone_from(source);
            true
        }
    }

    impl<T: Clone> Copies for [T] {
        #[inline]
        fn copy_in<A: Allocator>(&self, alloc: A) -> Result<ExBox<[T], A>, TryReserveError> {
            ExBox::<[T], A>::try_from_slice_in(self, alloc)
        }

        #[inline]
        fn copy_from(&mut self, source: &[T]) -> bool {
            let alike = self.len() == source.len();
            if alike {
                self.clone_from_slice(source);
            }
            alike
        }
    }

    impl Copies for str {
        #[inline]
        fn copy_in<A: Allocator>(&self, alloc: A) -> Result<ExBox<str, A>, TryReserveError> {
            ExBox::<str, A>::try_from_str_in(self, alloc)
        }

        #[inline]
        fn copy_from(&mut self, _: &str) -> bool {
            false
        }
    }
}

impl<T: ?Sized + CloneBoxed, A: Allocator> ExBox<T, A> {
    /// Clones the value into a new box on another allocator.
    ///
    /// The block of a sized value comes first: where there is none, the value isn't cloned.
    ///
    /// The allocator is dropped on failure; pass `&allocator` to keep it.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let short = ExBox::new(5, &bump);
    /// let long = ExBox::try_clone_in(&short, SystemAllocator)?;
    /// assert_eq!(short, long);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    #[inline]
    pub fn try_clone_in<B: Allocator>(
        this: &Self,
        alloc: B,
    ) -> Result<ExBox<T, B>, TryReserveError> {
        copies::Copies::copy_in(&**this, alloc)
    }

    /// [`try_clone_in`](Self::try_clone_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, InlineBump, SystemAllocator};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let long = ExBox::clone_in(&ExBox::new(5, &bump), SystemAllocator);
    /// assert_eq!(*long, 5);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_clone_in` returns an error.
    #[cfg(feature = "infallible")]
    #[inline]
    #[track_caller]
    pub fn clone_in<B: Allocator>(this: &Self, alloc: B) -> ExBox<T, B> {
        match Self::try_clone_in(this, alloc) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }

    /// Clones the value into a new box on a clone of the allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExBox, SystemAllocator, ex_vec};
    ///
    /// let b = ExBox::new(5, SystemAllocator);
    /// assert_eq!(ExBox::try_clone(&b)?, b);
    /// let b = ex_vec![in SystemAllocator; 1, 2, 3].into_boxed_slice();
    /// assert_eq!(ExBox::try_clone(&b)?, b);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the allocator has no block.
    #[inline]
    pub fn try_clone(this: &Self) -> Result<Self, TryReserveError>
    where
        A: Clone,
    {
        Self::try_clone_in(this, this.alloc.clone())
    }
}

/// The infallible forms: three impls, so that each says what it is for.
#[cfg(feature = "infallible")]
mod infallible {
    use super::{Allocator, CloneBoxed, ExBox, copies};

    impl<T: Clone, A: Allocator + Clone> Clone for ExBox<T, A> {
        /// [`try_clone`](ExBox::try_clone) for callers that treat failure as fatal.
        ///
        /// # Panics
        ///
        /// Whenever `try_clone` returns an error.
        #[inline]
        #[track_caller]
        fn clone(&self) -> Self {
            cloned(self)
        }

        /// Clones into the value, which keeps its block and allocator.
        #[inline]
        #[track_caller]
        fn clone_from(&mut self, source: &Self) {
            become_clone(self, source);
        }
    }

    impl<T: Clone, A: Allocator + Clone> Clone for ExBox<[T], A> {
        /// [`try_clone`](ExBox::try_clone) for callers that treat failure as fatal.
        ///
        /// # Panics
        ///
        /// Whenever `try_clone` returns an error.
        #[inline]
        #[track_caller]
        fn clone(&self) -> Self {
            cloned(self)
        }

        /// Clones into the elements where there are as many; else this becomes a new box on a clone
        /// of the own allocator.
        ///
        /// # Panics
        ///
        /// When that has no block; the box is as it was.
        #[inline]
        #[track_caller]
        fn clone_from(&mut self, source: &Self) {
            become_clone(self, source);
        }
    }

    impl<A: Allocator + Clone> Clone for ExBox<str, A> {
        /// [`try_clone`](ExBox::try_clone) for callers that treat failure as fatal.
        ///
        /// # Panics
        ///
        /// Whenever `try_clone` returns an error.
        #[inline]
        #[track_caller]
        fn clone(&self) -> Self {
            cloned(self)
        }

        /// Becomes a new box on a clone of the own allocator.
        ///
        /// # Panics
        ///
        /// When that has no block; the box is as it was.
        #[inline]
        #[track_caller]
        fn clone_from(&mut self, source: &Self) {
            become_clone(self, source);
        }
    }

    #[inline]
    #[track_caller]
    fn cloned<T: ?Sized + CloneBoxed, A: Allocator + Clone>(this: &ExBox<T, A>) -> ExBox<T, A> {
        match ExBox::try_clone(this) {
            Ok(boxed) => boxed,
            Err(error) => error.raise(),
        }
    }

    #[inline]
    #[track_caller]
    fn become_clone<T, A>(this: &mut ExBox<T, A>, source: &ExBox<T, A>)
    where
        T: ?Sized + CloneBoxed,
        A: Allocator + Clone,
    {
        if !copies::Copies::copy_from(&mut **this, source) {
            *this = ExBox::clone_in(source, this.alloc.clone());
        }
    }
}
