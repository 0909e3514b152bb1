//! An iterator with a wrong length.

#![forbid(unsafe_code)]

/// Yields what the iterator inside yields, and claims another length.
///
/// It is an [`ExactSizeIterator`] that isn't exact: safe code may write that, so nothing unsafe may
/// rely on it. Claim less than there is, more, or so much that no memory can hold it.
///
/// # Examples
///
/// ```
/// use exalloc::testing::LyingLength;
/// use exalloc::{ExVec, SystemAllocator};
///
/// for claimed in [0, 2, 4, 100] {
///     let mut v = ExVec::new(SystemAllocator);
///     v.try_extend(LyingLength::new([1, 2, 3].into_iter(), claimed)).expect("memory");
///     assert_eq!(v, [1, 2, 3]);
/// }
/// let mut v = ExVec::new(SystemAllocator);
/// assert!(v.try_extend(LyingLength::new([1, 2, 3].into_iter(), usize::MAX)).is_err());
/// ```
#[derive(Clone, Debug)]
#[must_use = "iterators do nothing until they are asked"]
pub struct LyingLength<I> {
    iter: I,
    lower: usize,
    upper: Option<usize>,
}

impl<I> LyingLength<I> {
    /// Claims that `claimed` items are left, before and after each.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::LyingLength;
    ///
    /// let mut iter = LyingLength::new([1, 2].into_iter(), 7);
    /// iter.next();
    /// assert_eq!((iter.len(), iter.size_hint()), (7, (7, Some(7))));
    /// assert_eq!(iter.count(), 1);
    /// ```
    pub const fn new(iter: I, claimed: usize) -> Self {
        Self::with_hint(iter, (claimed, Some(claimed)))
    }

    /// Answers `size_hint` with `hint`, which need not make sense: the lower bound may exceed the
    /// upper one. `len` is the lower one.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::LyingLength;
    /// use exalloc::{ExVec, SystemAllocator};
    ///
    /// let mut v = ExVec::new(SystemAllocator);
    /// v.try_extend(LyingLength::with_hint([1, 2].into_iter(), (9, Some(1)))).expect("memory");
    /// assert_eq!(v, [1, 2]);
    /// ```
    pub const fn with_hint(iter: I, hint: (usize, Option<usize>)) -> Self {
        Self { iter, lower: hint.0, upper: hint.1 }
    }

    /// Gives the iterator inside back, with the items that are left.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::testing::LyingLength;
    ///
    /// let iter = LyingLength::new([1, 2].into_iter(), 7).into_inner();
    /// assert_eq!(iter.len(), 2);
    /// ```
    pub fn into_inner(self) -> I {
        self.iter
    }
}

impl<I: Iterator> Iterator for LyingLength<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.iter.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.lower, self.upper)
    }
}

impl<I: DoubleEndedIterator> DoubleEndedIterator for LyingLength<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        self.iter.next_back()
    }
}

impl<I: Iterator> ExactSizeIterator for LyingLength<I> {
    /// The lower bound, also where the upper one differs.
    fn len(&self) -> usize {
        self.lower
    }
}
