//! `ex_vec!` and `try_ex_vec!`.

/// Makes a vector of the given elements, in the given allocator.
///
/// The counterpart of `vec!`; [`try_ex_vec!`](crate::try_ex_vec) gives a `Result`.
///
/// | form | is |
/// |---|---|
/// | `ex_vec![in alloc]` | [`ExVec::new`](crate::ExVec::new) |
/// | `ex_vec![in alloc; a, b, c]` | [`ExVec::from_array_in`](crate::ExVec::from_array_in) |
/// | `ex_vec![in alloc; elem; n]` | [`ExVec::from_elem_in`](crate::ExVec::from_elem_in) |
///
/// # Examples
///
/// ```
/// use exalloc::{ExVec, SystemAllocator, ex_vec};
///
/// assert_eq!(ex_vec![in SystemAllocator; 1, 2, 3], [1, 2, 3]);
/// assert_eq!(ex_vec![in SystemAllocator; 'x'; 2], ['x', 'x']);
/// let empty: ExVec<u8, _> = ex_vec![in &SystemAllocator];
/// assert!(empty.is_empty());
/// ```
///
/// # Panics
///
/// When there is no room.
#[cfg(feature = "infallible")]
#[macro_export]
macro_rules! ex_vec {
    (in $alloc:expr $(;)?) => {
        $crate::ExVec::new($alloc)
    };
    (in $alloc:expr; $elem:expr; $n:expr) => {
        match $alloc {
            alloc => $crate::ExVec::from_elem_in($elem, $n, alloc),
        }
    };
    (in $alloc:expr; $($element:expr),+ $(,)?) => {
        match $alloc {
            alloc => $crate::ExVec::from_array_in([$($element),+], alloc),
        }
    };
}

/// Makes a vector of the given elements, in the given allocator, or hands the elements back.
///
/// | form | is |
/// |---|---|
/// | `try_ex_vec![in alloc]` | `Ok` of [`ExVec::new`](crate::ExVec::new) |
/// | `try_ex_vec![in alloc; a, b, c]` | [`ExVec::try_from_array_in`](crate::ExVec::try_from_array_in) |
/// | `try_ex_vec![in alloc; elem; n]` | [`ExVec::try_from_elem_in`](crate::ExVec::try_from_elem_in) |
///
/// # Examples
///
/// ```
/// use exalloc::{InlineBump, try_ex_vec};
///
/// let bump = InlineBump::<16>::new();
/// assert_eq!(try_ex_vec![in &bump; 1u8, 2, 3]?, [1, 2, 3]);
/// assert_eq!(try_ex_vec![in &bump; 0u64; 100].unwrap_err().value, 0);
/// # Ok::<(), exalloc::TryReserveError>(())
/// ```
#[macro_export]
macro_rules! try_ex_vec {
    (in $alloc:expr $(;)?) => {
        ::core::result::Result::Ok::<_, $crate::TryReserveError>($crate::ExVec::new($alloc))
    };
    (in $alloc:expr; $elem:expr; $n:expr) => {
        match $alloc {
            alloc => $crate::ExVec::try_from_elem_in($elem, $n, alloc),
        }
    };
    (in $alloc:expr; $($element:expr),+ $(,)?) => {
        match $alloc {
            alloc => $crate::ExVec::try_from_array_in([$($element),+], alloc),
        }
    };
}
