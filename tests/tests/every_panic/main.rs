//! Every item of every collection that calls foreign code, with a panic in each of those calls.
//!
//! One case at least for each: what has a bound or a parameter that stands for code of others, and
//! what may drop an element. [`case`] says what a case is and what must hold after a panic,
//! [`foreign`] has the code that panics; [`items`] reads the sources of the collections, and
//! [`audit`] fails when an item has no case. What else is known of hostile code is in
//! `vec_hostile.rs` and `box_hostile.rs`.

#![cfg(feature = "std")]

mod audit;
mod box_moves;
mod box_traits;
mod boxed;
mod case;
mod ext;
mod foreign;
mod items;
mod string;
mod vec;
mod vec_exchange;

#[cfg(feature = "infallible")]
mod box_infallible;
#[cfg(feature = "infallible")]
mod ext_infallible;
#[cfg(feature = "infallible")]
mod infallible;
#[cfg(feature = "infallible")]
mod string_infallible;
#[cfg(feature = "infallible")]
mod vec_traits;
