//! allocator-api2's vector.

pub(crate) type Vector<T> = allocator_api2::vec::Vec<T>;
