//! Elements taken out by value that a filter chooses, the rest moved together.

use super::ExVec;
use super::guard::Gap;
use crate::range;
use core::fmt;
use core::ops::RangeBounds;
use exalloc_core::Allocator;

impl<T, A: Allocator> ExVec<T, A> {
    /// Takes the elements of a range out for which `filter` returns `true`, as an iterator; the
    /// capacity stays.
    ///
    /// Lazy: `filter` is called when the iterator is asked for more, once per element, in order.
    /// When the iterator is dropped, what it hasn't looked at stays. If it is forgotten instead
    /// ([`core::mem::forget`]), the vector keeps the elements before the range, and all others that
    /// weren't taken out leak. If `filter` unwinds, the element that it was called with stays, and
    /// so do those behind it.
    ///
    /// [`retain_mut`](Self::retain_mut) with the opposite answer is for elements that are dropped
    /// at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3, 4, 5, 6];
    /// let even = ExVec::try_from_iter_in(v.extract_if(2.., |n| *n % 2 == 0), SystemAllocator)?;
    /// assert_eq!(even, [4, 6]);
    /// assert_eq!(v, [1, 2, 3, 5]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Panics
    ///
    /// If the range begins after its end or ends after the last element.
    ///
    /// # Complexity
    ///
    /// Linear in the length, whatever number is taken out.
    #[track_caller]
    #[doc(alias = "drain_filter")]
    pub fn extract_if<F, R>(&mut self, range: R, filter: F) -> ExtractIf<'_, T, F, A>
    where
        F: FnMut(&mut T) -> bool,
        R: RangeBounds<usize>,
    {
        let len = self.len;
        let range = range::resolve(range, len);
        // INVARIANT 1 of `ExVec`: what follows is the gap's, until it makes the vector whole.
        self.len = range.start;
        let gap = Gap { vec: self, seen: range.start, kept: range.start, len };
        ExtractIf { gap, end: range.end, filter }
    }
}

/// The elements that [`ExVec::extract_if`] takes out.
///
/// # Examples
///
/// ```
/// use exalloc::{SystemAllocator, ex_vec};
///
/// let mut v = ex_vec![in SystemAllocator; 'a', 'B', 'c', 'D'];
/// let mut upper = v.extract_if(.., |letter| letter.is_uppercase());
/// assert_eq!(upper.next(), Some('B'));
/// drop(upper);
/// assert_eq!(v, ['a', 'c', 'D']);
/// ```
///
/// # Invariants
///
/// 1. `gap.kept <= gap.seen <= end <= gap.len`, and `gap.len` is within the buffer.
/// 2. The elements `..gap.kept` and `gap.seen..gap.len` are initialised, and belong to this value,
///    except those that the vector counts itself.
// The gap comes first: the vector is whole when the filter is dropped, which may unwind.
#[must_use = "elements are taken out when the iterator is asked for them"]
pub struct ExtractIf<'a, T, F, A: Allocator> {
    gap: Gap<'a, T, A>,
    end: usize,
    filter: F,
}

impl<T, F, A: Allocator> ExtractIf<'_, T, F, A> {
    /// Lends the vector's allocator.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, ExVec};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut v = ExVec::<u8, _>::new(&bump);
    /// assert!(core::ptr::eq(*v.extract_if(.., |_| true).allocator(), &bump));
    /// ```
    #[inline]
    pub fn allocator(&self) -> &A {
        self.gap.vec.allocator()
    }
}

impl<T, F: FnMut(&mut T) -> bool, A: Allocator> Iterator for ExtractIf<'_, T, F, A> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let gap = &mut self.gap;
        // Nobody else has the vector, so its block stays.
        let first = gap.vec.buf.ptr();
        while gap.seen < self.end {
            // SAFETY: invariant 1: within the block.
            let element = unsafe { first.add(gap.seen) };
            // SAFETY: aligned and initialised: not seen yet, so neither moved nor taken out. The
            // reference is unique: the vector is borrowed by the gap, and it ends with the call.
            let chosen = (self.filter)(unsafe { &mut *element.as_ptr() });
            // INVARIANT 2: the element is kept or the caller's from here on; before, if the filter
            // unwinds, it is one of the unseen.
            gap.seen += 1;
            if chosen {
                // SAFETY: aligned and initialised; outside of what is ours now, so it is read once.
                return Some(unsafe { element.read() });
            }
            // SAFETY: invariant 1: within the block.
            let place = unsafe { first.add(gap.kept) };
            if place != element {
                // SAFETY: one initialised element to a place before it, whose element was taken out
                // or has moved; they don't overlap, being different elements.
                unsafe { element.copy_to_nonoverlapping(place, 1) };
            }
            gap.kept += 1;
        }
        None
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(self.end - self.gap.seen))
    }
}

impl<T: fmt::Debug, F, A: Allocator> fmt::Debug for ExtractIf<'_, T, F, A> {
    /// Shows the element that the filter is called with next.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let peek = if self.gap.seen < self.end {
            // SAFETY: invariant 1: within the block.
            let element = unsafe { self.gap.vec.buf.ptr().add(self.gap.seen) };
            // SAFETY: invariant 2: initialised; aligned, and unchanged while `self` is borrowed.
            Some(unsafe { element.as_ref() })
        } else {
            None
        };
        f.debug_struct("ExtractIf").field("peek", &peek).finish_non_exhaustive()
    }
}
