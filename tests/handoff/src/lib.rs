//! A matrix of processes that hand memory over between Rust and C or C++, one hand-off each:
//! rightly, which no checker may complain about, and wrongly, which every checker must complain
//! about in the way that fits the fault.
//!
//! - [`cases`] is the list. The program `case` does one of them; `case --list` prints them all.
//! - The program `matrix` runs all of them under a checker, and compares ([`matrix`]).
//! - The program `counted` is `case` with C++'s operators replaced by ones that keep a ledger of
//!   sizes, alignments and families: a checker that needs no tool.
//! - The other side is in `cpp/`, one file per concept.
//!
//! Rust's heap in these programs is [`OffsetHeap`], without which half of the mix-ups would go
//! unnoticed on Linux.
//!
//! All of this is for systems of the unix kind: elsewhere the library is empty, and the programs
//! say so.

#![cfg(unix)]

#[cfg(not(any(feature = "cpp", feature = "cpp-symbols")))]
compile_error!("a matrix without C++ shows nothing: switch on the feature cpp or cpp-symbols");

mod case;
mod heap;

#[cfg(any(feature = "cpp", feature = "cpp-symbols"))]
pub mod cases;
pub mod element;
#[cfg(any(feature = "cpp", feature = "cpp-symbols"))]
pub mod matrix;
#[cfg(any(feature = "cpp", feature = "cpp-symbols"))]
pub mod program;

pub use case::{About, Case, Fault, Heap};
pub use heap::OffsetHeap;
