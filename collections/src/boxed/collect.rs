//! Boxed slices and text collected from iterators, on the default allocator.

use super::ExBox;
use crate::error::TryReserveError;
use crate::string::ExString;
use crate::vec::ExVec;
use exalloc_core::Allocator;

impl<T, A: Allocator + Default> FromIterator<T> for ExBox<[T], A> {
    /// Collects into a vector, which gives back what it has too much.
    ///
    /// # Panics
    ///
    /// When the default allocator has no block.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        ExVec::from_iter_in(iter, A::default()).into_boxed_slice()
    }
}

impl<A: Allocator + Default> FromIterator<char> for ExBox<str, A> {
    /// Joins the characters.
    ///
    /// # Panics
    ///
    /// When the default allocator has no block.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> Self {
        join(1, iter, ExString::<A>::try_push)
    }
}

impl<'t, A: Allocator + Default> FromIterator<&'t char> for ExBox<str, A> {
    /// Joins the characters.
    ///
    /// # Panics
    ///
    /// When the default allocator has no block.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = &'t char>>(iter: I) -> Self {
        join(1, iter, |text: &mut ExString<A>, ch| text.try_push(*ch))
    }
}

impl<'t, A: Allocator + Default> FromIterator<&'t str> for ExBox<str, A> {
    /// Joins the pieces.
    ///
    /// # Panics
    ///
    /// When the default allocator has no block.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = &'t str>>(iter: I) -> Self {
        join(0, iter, |text: &mut ExString<A>, piece| text.try_push_str(piece))
    }
}

impl<A: Allocator + Default, B: Allocator> FromIterator<ExString<B>> for ExBox<str, A> {
    /// Joins the pieces.
    ///
    /// # Panics
    ///
    /// When the default allocator has no block.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = ExString<B>>>(iter: I) -> Self {
        join(0, iter, |text: &mut ExString<A>, piece| text.try_push_str(&piece))
    }
}

impl<A: Allocator + Default, B: Allocator> FromIterator<ExBox<str, B>> for ExBox<str, A> {
    /// Joins the pieces.
    ///
    /// # Panics
    ///
    /// When the default allocator has no block.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = ExBox<str, B>>>(iter: I) -> Self {
        join(0, iter, |text: &mut ExString<A>, piece| text.try_push_str(&piece))
    }
}

/// Pushes every piece, which has so many bytes at least, to a text on the default allocator.
#[track_caller]
pub(super) fn join<I, A>(
    least: usize,
    iter: I,
    push: impl Fn(&mut ExString<A>, I::Item) -> Result<(), TryReserveError>,
) -> ExBox<str, A>
where
    I: IntoIterator,
    A: Allocator + Default,
{
    let iter = iter.into_iter();
    let mut text = ExString::with_capacity(iter.size_hint().0.saturating_mul(least), A::default());
    for piece in iter {
        if let Err(error) = push(&mut text, piece) {
            error.raise()
        }
    }
    text.into_boxed_str()
}
