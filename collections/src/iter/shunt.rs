//! `Option` and `Result` of what can be collected into: they stop at the first `None` or `Err`.

use super::from_iter::FromIteratorIn;
use crate::error::TryCollectError;
use core::ops::ControlFlow;

/// The items within, until there is one that stops it, which is kept.
struct Shunt<'s, I, F, R> {
    iter: &'s mut I,
    /// Says what is in an item.
    open: F,
    stopped: &'s mut Option<R>,
}

impl<T, R, I: Iterator, F: FnMut(I::Item) -> ControlFlow<R, T>> Iterator for Shunt<'_, I, F, R> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        if self.stopped.is_some() {
            return None;
        }
        match (self.open)(self.iter.next()?) {
            ControlFlow::Continue(item) => Some(item),
            ControlFlow::Break(residual) => {
                *self.stopped = Some(residual);
                None
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // Any item may be the one that stops it.
        (0, self.iter.size_hint().1)
    }
}

/// Collects what is in the items, until one stops it: that is the result then.
fn try_collect<C, I, T, R>(
    iter: I,
    alloc: C::Alloc,
    open: impl FnMut(I::Item) -> ControlFlow<R, T>,
    close: impl FnOnce(T) -> I::Item,
) -> Result<Result<C, R>, TryCollectError<C::Collected, I::IntoIter>>
where
    C: FromIteratorIn<T>,
    I: IntoIterator,
{
    let mut iter = iter.into_iter();
    let mut stopped = None;
    let shunt = Shunt { iter: &mut iter, open, stopped: &mut stopped };
    let collected = C::try_from_iter_in(shunt, alloc)
        .map_err(|failed| (failed.collected, failed.item, failed.error, failed.ended));
    // What was collected counts for nothing then, nor does that there was no room for it.
    //
    // The iterator goes while what comes of it is a local value: dropped behind the result, one
    // whose destructor panics would leak it (rust-lang/rust#47949).
    if let Some(residual) = stopped {
        drop(collected);
        drop(iter);
        return Ok(Err(residual));
    }
    match collected {
        Ok(collection) => {
            drop(iter);
            Ok(Ok(collection))
        }
        Err((collected, item, error, ended)) => {
            Err(TryCollectError { collected, item: item.map(close), rest: iter, error, ended })
        }
    }
}

impl<T, C: FromIteratorIn<T>> FromIteratorIn<Option<T>> for Option<C> {
    type Alloc = C::Alloc;
    type Collected = C::Collected;

    fn try_from_iter_in<I: IntoIterator<Item = Option<T>>>(
        iter: I,
        alloc: C::Alloc,
    ) -> Result<Self, TryCollectError<C::Collected, I::IntoIter>> {
        let open = |item| match item {
            Some(item) => ControlFlow::Continue(item),
            None => ControlFlow::Break(()),
        };
        Ok(try_collect(iter, alloc, open, Some)?.ok())
    }
}

impl<T, E, C: FromIteratorIn<T>> FromIteratorIn<Result<T, E>> for Result<C, E> {
    type Alloc = C::Alloc;
    type Collected = C::Collected;

    fn try_from_iter_in<I: IntoIterator<Item = Result<T, E>>>(
        iter: I,
        alloc: C::Alloc,
    ) -> Result<Self, TryCollectError<C::Collected, I::IntoIter>> {
        let open = |item| match item {
            Ok(item) => ControlFlow::Continue(item),
            Err(error) => ControlFlow::Break(error),
        };
        try_collect(iter, alloc, open, Ok)
    }
}
