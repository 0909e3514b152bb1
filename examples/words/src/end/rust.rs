//! The other end of the program without the feature `cpp`: Rust prints the report.

use crate::contenders::Comparison;
use crate::error::Error;
use crate::input::Origin;
use crate::output::print;
use crate::report::render;
use exalloc::{ExString, SystemAllocator};

/// What stands where C++'s part would.
const OFF: &[u8] = b"
The C++ end is off: this program was built without the feature `cpp`, so Rust printed the report.
With a C++ compiler, this hands it to C++: cargo run --release -p words
";

/// The report, ready to be printed.
#[derive(Debug)]
pub(crate) struct Report(ExString<SystemAllocator>);

impl Report {
    /// Renders the report.
    ///
    /// # Errors
    ///
    /// When there is no memory for it.
    pub(crate) fn try_of(origins: &[Origin], comparison: &Comparison) -> Result<Self, Error> {
        let mut report = ExString::new(SystemAllocator);
        render(origins, comparison, &mut report).map_err(|_| Error::Report)?;
        Ok(Self(report))
    }

    /// Prints the report, and that C++ has no part in it.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub(crate) fn deliver(self) -> Result<(), Error> {
        print(self.0.as_bytes())?;
        print(OFF)
    }
}
