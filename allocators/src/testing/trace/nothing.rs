//! Without the feature `std`: nothing is recorded.

use core::fmt;

/// Where in the program something happened, if that was recorded: a backtrace with the feature
/// `std`, nothing without.
#[derive(Clone, Default)]
pub struct Trace(());

impl Trace {
    /// A trace that tells nothing.
    #[must_use]
    pub const fn none() -> Self {
        Self(())
    }

    /// Records nothing: that takes the feature `std`.
    #[must_use]
    pub fn here() -> Self {
        Self(())
    }

    /// Whether anything was recorded.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        false
    }
}

impl fmt::Display for Trace {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl fmt::Debug for Trace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Trace(unknown)")
    }
}
