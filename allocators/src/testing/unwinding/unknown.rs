//! Without the feature `std`: nobody can tell.

/// `false`: without `std` there is no way to know.
pub(in crate::testing) const fn is_unwinding() -> bool {
    false
}
