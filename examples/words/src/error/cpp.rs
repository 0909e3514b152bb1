//! What can go wrong at the C++ end.

use core::fmt;

/// Why there is no good end in C++.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CppError {
    /// C++ had no memory for its summary.
    Memory {
        /// What it asked for, in bytes.
        bytes: usize,
    },
    /// Nothing was counted, though there were arrays: other operators than the program's own are in
    /// use.
    Uncounted,
    /// Arrays weren't freed as often as they were made.
    Unbalanced {
        /// The calls of `operator new[]`.
        made: usize,
        /// The calls of `operator delete[]`.
        freed: usize,
    },
}

impl CppError {
    /// What the process answers to its parent.
    pub(crate) const fn exit_code(self) -> u8 {
        match self {
            Self::Memory { .. } => 1,
            Self::Uncounted | Self::Unbalanced { .. } => 3,
        }
    }
}

impl fmt::Display for CppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Memory { bytes } => write!(f, "no memory for a summary of {bytes} bytes"),
            Self::Uncounted => f.write_str("calls of operator new[] bypass the program's own"),
            Self::Unbalanced { made, freed } => write!(
                f,
                "operator new[] was called {made} times and operator delete[] {freed} times, should \
                 be equal"
            ),
        }
    }
}
