//! The other end of the program: C++ owns and prints the report, and Rust owns C++'s summary.
//!
//! ```text
//! Rust: ExString<CppNewArrayAllocator>  --into_cpp_array-->  C++: unique_ptr<char[]>, delete[]
//! C++:  new char[capacity]              --from_cpp_array-->  Rust: ExVec<u8, CppNewArrayAllocator>
//! ```
//!
//! | file | concept |
//! |---|---|
//! | `cpp/end.h`, `cpp/end.cpp` | the C++ side, and who frees what |
//! | `cpp/operators.cpp` | the program's own `operator new[]` and `operator delete[]`, which count |
//! | `cpp/standard_output*` | what C++ writes to |
//! | `border.rs` | the C++ functions, made safe |
//! | `rust.rs` | what is in this file's place without the feature `cpp` |

mod border;

use crate::contenders::Comparison;
use crate::error::{CppError, Error};
use crate::input::Origin;
use crate::output::{judge, print};
use crate::report::{Grouped, render};
use border::{Counts, CppBytes};
use core::fmt::Write as _;
use exalloc::{CppNewArrayAllocator, ExString, SystemAllocator};
use std::io::Write as _;

/// The room that Rust's part of the summary takes, or more, in bytes.
const RUSTS_PART: usize = 400;

/// The report, ready to be handed to C++.
#[derive(Debug)]
pub(crate) struct Report(ExString<CppNewArrayAllocator>);

impl Report {
    /// Renders the report into an array of `new[]`.
    ///
    /// # Errors
    ///
    /// When there is no memory for it.
    pub(crate) fn try_of(origins: &[Origin], comparison: &Comparison) -> Result<Self, Error> {
        let mut report = ExString::new(CppNewArrayAllocator);
        render(origins, comparison, &mut report).map_err(|_| Error::Report)?;
        Ok(Self(report))
    }

    /// Hands the report to C++, which prints and frees it; adopts C++'s summary and prints that;
    /// and at last, when both are gone, what was counted.
    ///
    /// # Errors
    ///
    /// When something can't be written, C++ has no memory, or the counts differ.
    pub(crate) fn deliver(self) -> Result<(), Error> {
        let (printed, outcome) = border::print(self.0.into_bytes());
        judge(outcome)?;
        let summary = border::summary(&printed).map_err(|bytes| CppError::Memory { bytes })?;
        print(&complete(summary)?)?;
        let counts = border::counts();
        print(counts_line(counts)?.as_bytes())?;
        Ok(balanced(counts)?)
    }
}

/// Appends Rust's part to the summary of C++, in the array of C++ or a larger one.
fn complete(mut summary: CppBytes) -> Result<CppBytes, Error> {
    let made = summary.capacity();
    let no_memory = |error| Error::Memory { what: "the summary", error };
    summary.try_reserve(RUSTS_PART).map_err(no_memory)?;
    let grown = summary.capacity();
    write!(
        summary,
        "\
adoption:  C++ gave these lines to Rust as an array of new char[{}], which is an
           ExVec<u8, CppNewArrayAllocator> now; it grew to {} bytes, and frees itself by delete[].
",
        Grouped(made),
        Grouped(grown),
    )
    .map_err(|_| Error::Report)?;
    Ok(summary)
}

/// What the output ends with, in memory that isn't counted.
fn counts_line(counts: Counts) -> Result<ExString<SystemAllocator>, Error> {
    let mut line = ExString::new(SystemAllocator);
    let (made, freed) = (Grouped(counts.made), Grouped(counts.freed));
    writeln!(
        line,
        "\ncalls in this process: {made} of C++'s operator new[], {freed} of its operator delete[]"
    )
    .map_err(|_| Error::Report)?;
    Ok(line)
}

/// Compares the counts, when all arrays should be gone.
const fn balanced(counts: Counts) -> Result<(), CppError> {
    match counts {
        // The report was in an array, so at least one call was made.
        Counts { made: 0, .. } => Err(CppError::Uncounted),
        Counts { made, freed } if made == freed => Ok(()),
        Counts { made, freed } => Err(CppError::Unbalanced { made, freed }),
    }
}

#[cfg(test)]
mod tests;
