//! A range of elements in exchange for what an iterator yields, all or nothing.

use super::{Collected, ExVec, IntoIter};
use crate::error::TryExtendError;
use crate::range;
use core::cmp;
use core::ops::RangeBounds;
use core::ptr;
use exalloc_core::Allocator;

/// The elements that went, or all items of an iterator `I` that found no room.
type Exchanged<I, A> = Result<IntoIter<<I as Iterator>::Item, A>, TryExtendError<Collected<I, A>>>;

impl<T, A: Allocator> ExVec<T, A> {
    /// Replaces a range of elements by all that an iterator yields, and gives the old ones, or
    /// hands everything back when there is no room.
    ///
    /// The two ranges needn't have the same length. What the iterator yields is collected first, in
    /// a block of the cloned allocator; the elements that are replaced leave in that block. So this
    /// is all or nothing, whatever the iterator says of its length, and the result doesn't borrow
    /// the vector. (`splice` asks the iterator for one element after the other when its result is
    /// dropped, and panics in the middle when room runs out.)
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{ExVec, SystemAllocator, ex_vec};
    ///
    /// let mut v = ex_vec![in SystemAllocator; 1, 2, 3, 4];
    /// let old = v.try_splice(1..3, [20, 25, 30])?;
    /// assert_eq!(v, [1, 20, 25, 30, 4]);
    /// assert!(old.eq([2, 3]));
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// Where memory may run out, all items come back, those that were taken from the iterator too:
    ///
    /// ```
    /// use exalloc::{ExVec, InlineBump};
    ///
    /// let bump = InlineBump::<64>::new();
    /// let mut v = ExVec::new(&bump);
    /// v.try_extend([1, 2, 3])?;
    /// let error = v.try_splice(1.., (0..100).filter(|_| true)).unwrap_err();
    /// assert!(error.into_iter().eq(0..100));
    /// assert_eq!(v, [1, 2, 3]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The vector is as it was. The error's iterator yields the items that
    /// were collected, in the block that they were collected in, and then the others.
    ///
    /// # Panics
    ///
    /// If the range begins after its end or ends after the last element.
    ///
    /// # Complexity
    ///
    /// Linear in the number of items and of elements from the beginning of the range on.
    #[track_caller]
    pub fn try_splice<R, I>(&mut self, range: R, replace_with: I) -> Exchanged<I::IntoIter, A>
    where
        R: RangeBounds<usize>,
        I: IntoIterator<Item = T>,
        A: Clone,
    {
        let range = range::resolve(range, self.len);
        // From the beginning, so that it isn't asked again behind its end when this vector finds no
        // room: what it says then is no item of the exchange.
        let mut iter = replace_with.into_iter().fuse();
        let mut other = Self::new(self.allocator().clone());
        let (promised, _) = iter.size_hint();
        // All foreign code is called before anything changes here.
        let collected = other
            .try_reserve_exact(cmp::max(promised, range.len()))
            .map_err(|error| (None, error))
            .and_then(|()| other.try_extend_by(&mut iter))
            .and_then(|()| {
                let more = other.len.saturating_sub(range.len());
                self.try_reserve(more).map_err(|error| (None, error))
            });
        if let Err((item, error)) = collected {
            let all = other.into_iter().chain(item.into_iter().chain(iter));
            return Err(TryExtendError::new(None, all, error));
        }
        drop(iter);
        // SAFETY: the range lies within the elements. The other vector has room for as many as it
        // has; this one has room for as many more as it gets.
        unsafe { self.exchange(range.start, range.len(), &mut other) };
        Ok(other.into_iter())
    }

    /// Exchanges the `count` elements from `start` on for all elements of another vector.
    ///
    /// # Safety
    ///
    /// - `start + count <= len`.
    /// - The other vector's capacity is at least `count`.
    /// - The capacity is at least `len - count + other.len`, which doesn't overflow.
    unsafe fn exchange(&mut self, start: usize, count: usize, other: &mut Self) {
        let new_count = other.len;
        let tail_len = self.len - start - count;
        // SAFETY: within the block: at most the length.
        let ours = unsafe { self.buf.ptr().as_ptr().add(start) };
        let theirs = other.buf.ptr().as_ptr();
        let common = cmp::min(count, new_count);
        // SAFETY: `common` initialised elements on both sides, aligned; the blocks of two vectors
        // don't overlap.
        unsafe { ptr::swap_nonoverlapping(ours, theirs, common) };
        // SAFETY: `common <= count`: within the elements.
        let our_rest = unsafe { ours.add(common) };
        // SAFETY: `common <= new_count`: within the elements.
        let their_rest = unsafe { theirs.add(common) };
        // SAFETY: the other block has room for `count` elements. What is copied is initialised and
        // of another block; there is nothing to copy where `count` is the smaller number.
        unsafe { our_rest.copy_to_nonoverlapping(their_rest, count - common) };
        // SAFETY: within the elements: the tail begins here.
        let tail = unsafe { ours.add(count) };
        // SAFETY: within the block: there is room for so many, and the tail behind them.
        let new_tail = unsafe { ours.add(new_count) };
        // SAFETY: `tail_len` initialised elements at `tail`, and room for as many at `new_tail`,
        // which may overlap. What that overwrites has moved to the other block.
        unsafe { tail.copy_to(new_tail, tail_len) };
        // SAFETY: there is room up to `new_tail`, whose elements have moved: to the other block, or
        // behind it. What is copied is initialised and of another block; there is nothing to copy
        // where something was copied out above.
        unsafe { their_rest.copy_to_nonoverlapping(our_rest, new_count - common) };
        // INVARIANT 1: all have moved, with no foreign code in between.
        self.len = start + new_count + tail_len;
        other.len = count;
    }
}
