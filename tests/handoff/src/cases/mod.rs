//! The list of hand-offs.

mod array;
mod c_heap;
mod controls;
mod leak;
mod library;
mod moves;
mod single;
mod storage;
mod text;
mod twice;
mod wrong_address;
mod wrong_family;
mod wrong_layout;
mod wrong_text;

use crate::Case;

/// All cases: those that are right, then those that are deliberately wrong.
pub fn all() -> impl Iterator<Item = &'static Case> {
    let matched =
        [array::CASES, single::CASES, storage::CASES, c_heap::CASES, library::CASES, text::CASES];
    let mismatched = [
        wrong_family::CASES,
        wrong_layout::CASES,
        wrong_address::CASES,
        twice::CASES,
        leak::CASES,
        wrong_text::CASES,
    ];
    matched.into_iter().chain(mismatched).flatten()
}

/// Known faults that need no Rust, and one hand-off that has none: a checker that doesn't tell them
/// apart isn't at work.
pub fn controls() -> impl Iterator<Item = &'static Case> {
    controls::CASES.iter()
}
