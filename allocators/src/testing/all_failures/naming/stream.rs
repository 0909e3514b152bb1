//! With the feature `std`: the error stream.

use core::fmt;

/// Prints a line, where tests capture it.
pub(in crate::testing::all_failures) fn say(what: fmt::Arguments<'_>) {
    std::eprintln!("{what}");
}
