//! std's vector, as the crate `alloc` has it.

pub(crate) type Vector<T> = alloc::vec::Vec<T>;
