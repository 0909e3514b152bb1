//! Code of others, each call of which may panic: their destructors too.
//!
//! What is handed over by value [holds](Held) a block, so that it is noticed when it is lost.

use crate::case::{Alloc, Boxed, Context};
use core::fmt;
use core::future::Future;
use core::hash::Hasher;
use core::ops::{Bound, Range, RangeBounds};
use core::pin::Pin;
use core::task::{Context as TaskContext, Poll};
use exalloc::ExBox;
use exalloc::testing::Tracked;

/// A block of memory, which leaks when its owner is forgotten.
pub(crate) type Held<'c> = ExBox<u8, Alloc<'c>>;

pub(crate) fn hold(cx: &Context) -> Held<'_> {
    ExBox::try_new(7, cx.alloc()).expect("memory")
}

/// New elements: `next`, `size_hint`, the destructor, and what makes it an iterator, are calls.
pub(crate) struct Items<'c> {
    cx: &'c Context,
    values: Range<u32>,
    promised: Option<usize>,
    quiet: bool,
    _held: Held<'c>,
}

impl<'c> Items<'c> {
    /// As many as it promises.
    pub(crate) fn new(cx: &'c Context, values: Range<u32>) -> Self {
        Self { cx, values, promised: None, quiet: false, _held: hold(cx) }
    }

    /// It promises this many.
    pub(crate) const fn promising(mut self, number: usize) -> Self {
        self.promised = Some(number);
        self
    }

    /// Its `size_hint` is no call: who has little room asks more often.
    pub(crate) const fn quiet(mut self) -> Self {
        self.quiet = true;
        self
    }

    fn element(&self, value: u32) -> Tracked<'c> {
        self.cx.ledger().element(value)
    }
}

impl<'c> Iterator for Items<'c> {
    type Item = Tracked<'c>;

    fn next(&mut self) -> Option<Tracked<'c>> {
        self.cx.call("an iterator's `next`");
        self.values.next().map(|value| self.element(value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if !self.quiet {
            self.cx.call("an iterator's `size_hint`");
        }
        let promised = self.promised.unwrap_or(self.values.len());
        (promised, Some(promised))
    }
}

impl DoubleEndedIterator for Items<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.cx.call("an iterator's `next_back`");
        self.values.next_back().map(|value| self.element(value))
    }
}

impl ExactSizeIterator for Items<'_> {
    fn len(&self) -> usize {
        self.cx.call("an iterator's `len`");
        self.values.len()
    }
}

impl Drop for Items<'_> {
    fn drop(&mut self) {
        self.cx.call("an iterator's `drop`");
    }
}

/// [`Items`] to be: `into_iter` is a call.
pub(crate) struct Source<'c>(pub(crate) Items<'c>);

impl<'c> IntoIterator for Source<'c> {
    type Item = Tracked<'c>;
    type IntoIter = Items<'c>;

    fn into_iter(self) -> Items<'c> {
        self.0.cx.call("`into_iter`");
        self.0
    }
}

/// Characters or pieces of text, as [`Items`].
pub(crate) struct Pieces<'c, T> {
    cx: &'c Context,
    pieces: core::array::IntoIter<T, 4>,
    _held: Held<'c>,
}

impl<'c, T> Pieces<'c, T> {
    pub(crate) fn new(cx: &'c Context, pieces: [T; 4]) -> Self {
        Self { cx, pieces: pieces.into_iter(), _held: hold(cx) }
    }
}

impl<T> Iterator for Pieces<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.cx.call("an iterator's `next`");
        self.pieces.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.cx.call("an iterator's `size_hint`");
        self.pieces.size_hint()
    }
}

impl<T> Drop for Pieces<'_, T> {
    fn drop(&mut self) {
        self.cx.call("an iterator's `drop`");
    }
}

/// A range whose bounds and whose destructor are calls.
pub(crate) struct Place<'c> {
    cx: &'c Context,
    range: Range<usize>,
    _held: Held<'c>,
}

impl<'c> Place<'c> {
    pub(crate) fn new(cx: &'c Context, range: Range<usize>) -> Self {
        Self { cx, range, _held: hold(cx) }
    }
}

impl RangeBounds<usize> for Place<'_> {
    fn start_bound(&self) -> Bound<&usize> {
        self.cx.call("a range's `start_bound`");
        self.range.start_bound()
    }

    fn end_bound(&self) -> Bound<&usize> {
        self.cx.call("a range's `end_bound`");
        self.range.end_bound()
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.cx.call("a range's `drop`");
    }
}

/// Bytes that `as_ref` lends.
pub(crate) struct Bytes<'c> {
    cx: &'c Context,
    bytes: &'static [u8],
    _held: Held<'c>,
}

impl<'c> Bytes<'c> {
    pub(crate) fn new(cx: &'c Context, bytes: &'static [u8]) -> Self {
        Self { cx, bytes, _held: hold(cx) }
    }
}

impl AsRef<[u8]> for Bytes<'_> {
    fn as_ref(&self) -> &[u8] {
        self.cx.call("`as_ref`");
        self.bytes
    }
}

impl Drop for Bytes<'_> {
    fn drop(&mut self) {
        self.cx.call("the destructor of bytes");
    }
}

/// What [`Display`](fmt::Display) and [`Debug`](fmt::Debug) write in two pieces.
pub(crate) struct Said<'c>(pub(crate) &'c Context);

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("begun ")?;
        self.0.call("`fmt`");
        f.write_str("and ended")
    }
}

impl fmt::Debug for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl core::error::Error for Said<'_> {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        self.0.call("`source`");
        None
    }
}

/// Takes text, and hashes: each time by a call.
pub(crate) struct Sink<'c>(pub(crate) &'c Context);

impl fmt::Write for Sink<'_> {
    fn write_str(&mut self, _: &str) -> fmt::Result {
        self.0.call("a writer");
        Ok(())
    }
}

impl Hasher for Sink<'_> {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, _: &[u8]) {
        self.0.call("a hasher");
    }
}

impl Future for Sink<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut TaskContext<'_>) -> Poll<()> {
        self.0.call("`poll`");
        Poll::Ready(())
    }
}

/// A box with a new element.
pub(crate) fn boxed(cx: &Context, value: u32) -> Boxed<'_> {
    ExBox::try_new(cx.ledger().element(value), cx.alloc()).expect("memory")
}
