//! Iterators that lie about their length, or panic.

/// Yields what the iterator inside yields, and claims another length.
///
/// It is an [`ExactSizeIterator`] that isn't exact: safe code may write that, so nothing unsafe may
/// rely on it.
#[derive(Clone, Debug)]
pub struct LyingLength<I> {
    /// What is yielded.
    pub iter: I,
    /// What is claimed.
    pub claimed: usize,
}

impl<I: Iterator> Iterator for LyingLength<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        self.iter.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.claimed, Some(self.claimed))
    }
}

impl<I: Iterator> ExactSizeIterator for LyingLength<I> {}

/// Yields what the iterator inside yields, and panics instead of the item of number `at`.
#[derive(Clone, Debug)]
pub struct PanicAt<I> {
    /// What is yielded.
    pub iter: I,
    /// How many items come before the panic.
    pub at: usize,
}

impl<I: Iterator> Iterator for PanicAt<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        assert!(self.at > 0, "planted panic in an iterator");
        self.at -= 1;
        self.iter.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.iter.size_hint()
    }
}
