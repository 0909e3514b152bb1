//! Every allocating method of every collection, with every request of memory refused.
//!
//! One case for each: the methods whose names begin with `try_`, and what the feature `infallible`
//! adds: methods, impls and macros. [`case`] says what a case is, [`audit`] reads the sources of
//! the collections and fails when one has no case. What else is known about failures, method by
//! method, is in `vec_failure.rs`, `box_string_failure.rs` and `c_string_failure.rs`.

mod audit;
mod boxed;
mod c_string;
mod case;
mod ext;
mod string;
mod string_from;
mod vec;
mod vec_exchange;

#[cfg(all(feature = "infallible", feature = "alloc"))]
mod box_infallible;
#[cfg(feature = "infallible")]
mod ext_infallible;
#[cfg(feature = "infallible")]
mod infallible;
#[cfg(feature = "std")]
mod io;
#[cfg(all(feature = "infallible", feature = "itoa", feature = "zmij"))]
mod numbers;
#[cfg(all(feature = "infallible", feature = "alloc"))]
mod string_infallible;
#[cfg(all(feature = "infallible", feature = "alloc"))]
mod vec_traits;
