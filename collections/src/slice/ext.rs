//! The trait.

use super::cached_key::try_sort_by_cached_key;
use super::concat::Concat;
use super::join::Join;
use super::repeat::try_repeat_in;
use super::sort::try_sort;
use crate::error::TryReserveError;
use crate::vec::ExVec;
use core::cmp::Ordering;
use exalloc_core::Allocator;

/// What slices do with memory of a given allocator: copies, and stable sorts.
///
/// The methods of std's slices that take memory from the global allocator, by the same names with
/// `_in` behind them. The allocator comes last. Those whose names begin with `try_` report that
/// memory ran out.
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, SliceExt};
///
/// let bump = InlineBump::<1024>::new();
/// let mut names = [["Lovelace", "Ada"], ["Babbage", "Charles"]];
/// names.try_sort_in(&bump)?;
/// assert_eq!(names.try_concat_in(&bump)?, ["Babbage", "Charles", "Lovelace", "Ada"]);
/// assert_eq!(names[0].try_join_in(", ", &bump)?, "Babbage, Charles");
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
pub trait SliceExt<T>: elements::Elements<T> {
    /// Clones all elements into a new vector.
    ///
    /// What `to_owned` and `to_vec` of std do. Not named after the second: std's slices have an
    /// unstable `to_vec_in`, for the allocators of std.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SliceExt};
    ///
    /// let bump = InlineBump::<64>::new();
    /// assert_eq!([1, 2, 3].try_to_owned_in(&bump)?, [1, 2, 3]);
    /// assert!([0; 100].try_to_owned_in(&bump).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    #[doc(alias = "to_vec")]
    fn try_to_owned_in<A: Allocator>(&self, alloc: A) -> Result<ExVec<T, A>, TryReserveError>
    where
        T: Clone,
    {
        ExVec::try_from_slice_in(self.elements(), alloc)
    }

    /// [`try_to_owned_in`](Self::try_to_owned_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!([1, 2, 3][1..].to_owned_in(SystemAllocator), [2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_owned_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    #[doc(alias = "to_vec")]
    fn to_owned_in<A: Allocator>(&self, alloc: A) -> ExVec<T, A>
    where
        T: Clone,
    {
        match self.try_to_owned_in(alloc) {
            Ok(v) => v,
            Err(error) => error.raise(),
        }
    }

    /// Copies the slice `n` times into a new vector.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!([1, 2].try_repeat_in(3, SystemAllocator)?, [1, 2, 1, 2, 1, 2]);
    /// assert!([1, 2].try_repeat_in(usize::MAX, SystemAllocator).is_err());
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room, or so many elements are more than a block can hold. `alloc` is
    /// dropped then; pass `&alloc` to keep it.
    fn try_repeat_in<A: Allocator>(
        &self,
        n: usize,
        alloc: A,
    ) -> Result<ExVec<T, A>, TryReserveError>
    where
        T: Copy,
    {
        try_repeat_in(self.elements(), n, alloc)
    }

    /// [`try_repeat_in`](Self::try_repeat_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!([1, 2].repeat_in(2, SystemAllocator), [1, 2, 1, 2]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_repeat_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn repeat_in<A: Allocator>(&self, n: usize, alloc: A) -> ExVec<T, A>
    where
        T: Copy,
    {
        match self.try_repeat_in(n, alloc) {
            Ok(v) => v,
            Err(error) => error.raise(),
        }
    }

    /// Puts slices one behind the other into a new vector, or texts into a new string.
    ///
    /// What can be put together is said by [`Concat`]. The room is asked for at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!([[1, 2], [3, 4]].try_concat_in(SystemAllocator)?, [1, 2, 3, 4]);
    /// assert_eq!(["Ada", "Lovelace"].try_concat_in(SystemAllocator)?, "AdaLovelace");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_concat_in<Item: ?Sized, A: Allocator>(
        &self,
        alloc: A,
    ) -> Result<<[T] as Concat<Item>>::Output<A>, TryReserveError>
    where
        [T]: Concat<Item>,
    {
        Concat::try_concat(self.elements(), alloc)
    }

    /// [`try_concat_in`](Self::try_concat_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!([vec![1, 2], vec![3]].concat_in(SystemAllocator), [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_concat_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn concat_in<Item: ?Sized, A: Allocator>(&self, alloc: A) -> <[T] as Concat<Item>>::Output<A>
    where
        [T]: Concat<Item>,
    {
        match self.try_concat_in(alloc) {
            Ok(whole) => whole,
            Err(error) => error.raise(),
        }
    }

    /// Puts slices one behind the other into a new vector, or texts into a new string, with a
    /// separator between each two.
    ///
    /// What can be joined, and by what, is said by [`Join`]. The room is asked for at once.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!(["Ada", "Lovelace"].try_join_in(" ", SystemAllocator)?, "Ada Lovelace");
    /// assert_eq!([[1, 2], [3, 4]].try_join_in(&0, SystemAllocator)?, [1, 2, 0, 3, 4]);
    /// assert_eq!([[1, 2], [3, 4]].try_join_in(&[0, 0][..], SystemAllocator)?, [1, 2, 0, 0, 3, 4]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    #[doc(alias = "connect")]
    fn try_join_in<Separator, A: Allocator>(
        &self,
        separator: Separator,
        alloc: A,
    ) -> Result<<[T] as Join<Separator>>::Output<A>, TryReserveError>
    where
        [T]: Join<Separator>,
    {
        Join::try_join(self.elements(), separator, alloc)
    }

    /// [`try_join_in`](Self::try_join_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!(["usr", "lib"].join_in("/", SystemAllocator), "usr/lib");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_join_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    #[doc(alias = "connect")]
    fn join_in<Separator, A: Allocator>(
        &self,
        separator: Separator,
        alloc: A,
    ) -> <[T] as Join<Separator>>::Output<A>
    where
        [T]: Join<Separator>,
    {
        match self.try_join_in(separator, alloc) {
            Ok(whole) => whole,
            Err(error) => error.raise(),
        }
    }

    /// Copies bytes into a new vector, with ASCII letters in upper case.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!(b"Ada 1".try_to_ascii_uppercase_in(SystemAllocator)?, *b"ADA 1");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_to_ascii_uppercase_in<A: Allocator>(
        &self,
        alloc: A,
    ) -> Result<ExVec<u8, A>, TryReserveError>
    where
        Self: AsRef<[u8]>,
    {
        let mut v = self.as_ref().try_to_owned_in(alloc)?;
        v.make_ascii_uppercase();
        Ok(v)
    }

    /// [`try_to_ascii_uppercase_in`](Self::try_to_ascii_uppercase_in) for callers that treat
    /// failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!(b"Ada 1".to_ascii_uppercase_in(SystemAllocator), *b"ADA 1");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_ascii_uppercase_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn to_ascii_uppercase_in<A: Allocator>(&self, alloc: A) -> ExVec<u8, A>
    where
        Self: AsRef<[u8]>,
    {
        match self.try_to_ascii_uppercase_in(alloc) {
            Ok(v) => v,
            Err(error) => error.raise(),
        }
    }

    /// Copies bytes into a new vector, with ASCII letters in lower case.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!(b"Ada 1".try_to_ascii_lowercase_in(SystemAllocator)?, *b"ada 1");
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. `alloc` is dropped then; pass `&alloc` to keep it.
    fn try_to_ascii_lowercase_in<A: Allocator>(
        &self,
        alloc: A,
    ) -> Result<ExVec<u8, A>, TryReserveError>
    where
        Self: AsRef<[u8]>,
    {
        let mut v = self.as_ref().try_to_owned_in(alloc)?;
        v.make_ascii_lowercase();
        Ok(v)
    }

    /// [`try_to_ascii_lowercase_in`](Self::try_to_ascii_lowercase_in) for callers that treat
    /// failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// assert_eq!(b"Ada 1".to_ascii_lowercase_in(SystemAllocator), *b"ada 1");
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_to_ascii_lowercase_in` returns an error.
    #[cfg(feature = "infallible")]
    #[must_use]
    #[track_caller]
    fn to_ascii_lowercase_in<A: Allocator>(&self, alloc: A) -> ExVec<u8, A>
    where
        Self: AsRef<[u8]>,
    {
        match self.try_to_ascii_lowercase_in(alloc) {
            Ok(v) => v,
            Err(error) => error.raise(),
        }
    }

    /// Sorts stably, with scratch memory from `alloc`.
    ///
    /// Equal elements keep their order. If the order is none, because comparisons contradict each
    /// other, the elements are in an unspecified one, and if a comparison panics too; all of them
    /// are there. `sort_unstable` needs no memory.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{InlineBump, SliceExt};
    ///
    /// let bump = InlineBump::<1024>::new();
    /// let mut words = ["the", "quick", "brown", "fox", "jumps", "over", "the", "lazy", "dog"];
    /// words.try_sort_in(&bump)?;
    /// assert_eq!(words, ["brown", "dog", "fox", "jumps", "lazy", "over", "quick", "the", "the"]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The slice is as it was; `alloc` is dropped, pass `&alloc` to keep it.
    ///
    /// # Complexity
    ///
    /// `O(n * log(n))` comparisons and moves at most, `O(n)` where the slice is made of a few
    /// sorted runs. Scratch memory for half the elements is asked for, once; none for up to 20, and
    /// none where all are sorted or in the reverse order.
    fn try_sort_in<A: Allocator>(&mut self, alloc: A) -> Result<(), TryReserveError>
    where
        T: Ord,
    {
        try_sort(self.elements_mut(), &mut T::lt, alloc)
    }

    /// [`try_sort_in`](Self::try_sort_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// let mut v = [3, 1, 2];
    /// v.sort_in(SystemAllocator);
    /// assert_eq!(v, [1, 2, 3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_sort_in` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    fn sort_in<A: Allocator>(&mut self, alloc: A)
    where
        T: Ord,
    {
        if let Err(error) = self.try_sort_in(alloc) {
            error.raise()
        }
    }

    /// Sorts stably as `compare` says, with scratch memory from `alloc`.
    ///
    /// Equal elements keep their order. If the order is none, because comparisons contradict each
    /// other, the elements are in an unspecified one, and if a comparison panics too; all of them
    /// are there.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// let mut v = [3.5_f64, 1.0, 2.5];
    /// v.try_sort_by_in(|a, b| b.total_cmp(a), SystemAllocator)?;
    /// assert_eq!(v, [3.5, 2.5, 1.0]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The slice is as it was; `alloc` is dropped, pass `&alloc` to keep it.
    ///
    /// # Complexity
    ///
    /// `O(n * log(n))` comparisons and moves at most, `O(n)` where the slice is made of a few
    /// sorted runs. Scratch memory for half the elements is asked for, once; none for up to 20, and
    /// none where all are sorted or in the reverse order.
    fn try_sort_by_in<F: FnMut(&T, &T) -> Ordering, A: Allocator>(
        &mut self,
        compare: F,
        alloc: A,
    ) -> Result<(), TryReserveError> {
        let mut compare = compare;
        try_sort(self.elements_mut(), &mut |a, b| compare(a, b) == Ordering::Less, alloc)
    }

    /// [`try_sort_by_in`](Self::try_sort_by_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// let mut v = [3, 1, 2];
    /// v.sort_by_in(|a, b| b.cmp(a), SystemAllocator);
    /// assert_eq!(v, [3, 2, 1]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_sort_by_in` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    fn sort_by_in<F: FnMut(&T, &T) -> Ordering, A: Allocator>(&mut self, compare: F, alloc: A) {
        if let Err(error) = self.try_sort_by_in(compare, alloc) {
            error.raise()
        }
    }

    /// Sorts stably by a key of each element, with scratch memory from `alloc`.
    ///
    /// The key is made anew for each comparison;
    /// [`try_sort_by_cached_key_in`](Self::try_sort_by_cached_key_in) makes it once. Equal elements
    /// keep their order. If the order is none, because comparisons contradict each other, the
    /// elements are in an unspecified one, and if a comparison panics too; all of them are there.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// let mut v = ["Lovelace", "Ada", "Babbage", "Bob"];
    /// v.try_sort_by_key_in(|name| name.len(), SystemAllocator)?;
    /// assert_eq!(v, ["Ada", "Bob", "Babbage", "Lovelace"]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The slice is as it was; `alloc` is dropped, pass `&alloc` to keep it.
    ///
    /// # Complexity
    ///
    /// `O(n * log(n))` comparisons and moves at most, `O(n)` where the slice is made of a few
    /// sorted runs. Scratch memory for half the elements is asked for, once; none for up to 20, and
    /// none where all are sorted or in the reverse order.
    fn try_sort_by_key_in<K: Ord, F: FnMut(&T) -> K, A: Allocator>(
        &mut self,
        key: F,
        alloc: A,
    ) -> Result<(), TryReserveError> {
        let mut key = key;
        try_sort(self.elements_mut(), &mut |a, b| key(a) < key(b), alloc)
    }

    /// [`try_sort_by_key_in`](Self::try_sort_by_key_in) for callers that treat failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// let mut v = [-3_i32, 2, 1];
    /// v.sort_by_key_in(|n| n.abs(), SystemAllocator);
    /// assert_eq!(v, [1, 2, -3]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_sort_by_key_in` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    fn sort_by_key_in<K: Ord, F: FnMut(&T) -> K, A: Allocator>(&mut self, key: F, alloc: A) {
        if let Err(error) = self.try_sort_by_key_in(key, alloc) {
            error.raise()
        }
    }

    /// Sorts stably by a key of each element, which is made once, and kept in memory of `alloc`
    /// meanwhile.
    ///
    /// Equal elements keep their order. If the keys have no order, the elements are in an
    /// unspecified one; if making or comparing keys panics, they are as they were.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// let mut v = [10, 9, 1];
    /// v.try_sort_by_cached_key_in(|n| n.to_string(), SystemAllocator)?;
    /// assert_eq!(v, [1, 10, 9]);
    /// # Ok::<(), exalloc::TryReserveError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When there is no room. The slice is as it was; `alloc` is dropped, pass `&alloc` to keep it.
    ///
    /// # Complexity
    ///
    /// `O(n * log(n))` comparisons at most, `n` keys. Memory for `n` keys with a `usize` each is
    /// asked for, once, where there are two elements or more.
    fn try_sort_by_cached_key_in<K: Ord, F: FnMut(&T) -> K, A: Allocator>(
        &mut self,
        key: F,
        alloc: A,
    ) -> Result<(), TryReserveError> {
        try_sort_by_cached_key(self.elements_mut(), key, alloc)
    }

    /// [`try_sort_by_cached_key_in`](Self::try_sort_by_cached_key_in) for callers that treat
    /// failure as fatal.
    ///
    /// # Examples
    ///
    /// ```
    /// use exalloc::{SliceExt, SystemAllocator};
    ///
    /// let mut v = [10, 9, 1];
    /// v.sort_by_cached_key_in(|n| n.to_string(), SystemAllocator);
    /// assert_eq!(v, [1, 10, 9]);
    /// ```
    ///
    /// # Panics
    ///
    /// Whenever `try_sort_by_cached_key_in` returns an error.
    #[cfg(feature = "infallible")]
    #[track_caller]
    fn sort_by_cached_key_in<K: Ord, F: FnMut(&T) -> K, A: Allocator>(&mut self, key: F, alloc: A) {
        if let Err(error) = self.try_sort_by_cached_key_in(key, alloc) {
            error.raise()
        }
    }
}

impl<T> SliceExt<T> for [T] {}

/// What all methods use. Nobody outside can name it, so nobody can implement the trait.
mod elements {
    pub trait Elements<T> {
        fn elements(&self) -> &[T];

        fn elements_mut(&mut self) -> &mut [T];
    }

    impl<T> Elements<T> for [T] {
        #[inline]
        fn elements(&self) -> &Self {
            self
        }

        #[inline]
        fn elements_mut(&mut self) -> &mut Self {
            self
        }
    }
}
