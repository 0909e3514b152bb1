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
mod vec;

#[cfg(feature = "infallible")]
mod ext_infallible;
#[cfg(feature = "infallible")]
mod infallible;
#[cfg(feature = "std")]
mod io;
#[cfg(all(feature = "infallible", feature = "itoa", feature = "zmij"))]
mod numbers;
