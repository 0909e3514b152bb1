//! Boxes made of what may be borrowed.

use super::ExBox;
use crate::string::ExString;
use crate::vec::ExVec;
use alloc::borrow::Cow;
use exalloc_core::Allocator;

impl<T: Clone, A: Allocator + Default> From<Cow<'_, [T]>> for ExBox<[T], A> {
    /// Clones borrowed elements, and moves owned ones, into a block of the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[track_caller]
    fn from(elements: Cow<'_, [T]>) -> Self {
        match elements {
            Cow::Borrowed(slice) => Self::from_slice_in(slice, A::default()),
            Cow::Owned(vec) => {
                // Exactly as much room as there are elements, so nothing shrinks.
                let mut v = ExVec::with_capacity(vec.len(), A::default());
                v.extend(vec);
                v.into_boxed_slice()
            }
        }
    }
}

impl<A: Allocator + Default> From<Cow<'_, str>> for ExBox<str, A> {
    /// Copies the text into a block of the default allocator.
    ///
    /// # Panics
    ///
    /// When that has no block.
    #[inline]
    #[track_caller]
    fn from(text: Cow<'_, str>) -> Self {
        Self::from_str_in(&text, A::default())
    }
}

impl<'t, A: Allocator + Default> FromIterator<Cow<'t, str>> for ExBox<str, A> {
    /// Joins the pieces.
    ///
    /// # Panics
    ///
    /// When the default allocator has no block.
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = Cow<'t, str>>>(iter: I) -> Self {
        super::collect::join(0, iter, |text: &mut ExString<A>, piece| text.try_push_str(&piece))
    }
}
