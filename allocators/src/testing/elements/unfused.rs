//! An iterator that goes on after its end.

#![forbid(unsafe_code)]

/// Says `None` once after some items, and goes on with the others when it is asked again.
///
/// Only a [`FusedIterator`](core::iter::FusedIterator) promises to stay at its end. Code that asks
/// once more after `None` gets an item that it may have no room for; code that doesn't leaves the
/// others in the iterator. Its `size_hint` is that of the iterator inside, so at the early end it
/// was too high.
///
/// # Examples
///
/// ```
/// use exalloc::testing::Unfused;
/// use exalloc::{ExVec, SystemAllocator};
///
/// let mut iter = Unfused::after(1..=4, 2);
/// let mut v = ExVec::new(SystemAllocator);
/// v.try_extend(&mut iter).map_err(drop).expect("memory");
/// assert_eq!(v, [1, 2]);
/// assert!(iter.eq([3, 4]));
/// ```
#[derive(Clone, Debug)]
#[must_use = "iterators do nothing until they are asked"]
pub struct Unfused<I> {
    iter: I,
    /// How many items come before the early end; `None` when it has been told.
    before: Option<usize>,
}

impl<I> Unfused<I> {
    /// Says `None` after `items` items.
    ///
    /// # Examples
    ///
    /// See [`Unfused`].
    pub const fn after(iter: I, items: usize) -> Self {
        Self { iter, before: Some(items) }
    }
}

impl<I: Iterator> Iterator for Unfused<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        if let Some(before) = self.before {
            self.before = before.checked_sub(1);
            if before == 0 {
                return None;
            }
        }
        self.iter.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
