//! Standard output, written by Rust; and which errors there, of whichever language, are none.

use crate::error::Error;
use std::io::{self, Write};

/// Writes all of `text`.
///
/// # Errors
///
/// When not all of it came through, but for readers that have gone.
pub(crate) fn print(text: &[u8]) -> Result<(), Error> {
    let mut out = io::stdout().lock();
    judge(out.write_all(text).and_then(|()| out.flush()))
}

/// The outcome of writing to standard output. That nobody reads on (`words | head`) is no error.
///
/// # Errors
///
/// All others.
pub(crate) fn judge(outcome: io::Result<()>) -> Result<(), Error> {
    match outcome {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(()),
    }
}
