//! Without the feature `std`: nowhere to print.

use core::fmt;

/// Nothing.
pub(in crate::testing::all_failures) const fn say(_: fmt::Arguments<'_>) {}
