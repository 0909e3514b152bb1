//! What SQLite answers when it refuses.

use crate::ffi;
use crate::memory::Text;
use core::ffi::{CStr, c_int};
use core::fmt;

/// A result code of SQLite's, and its message where it gave one.
#[derive(Debug)]
pub(crate) struct Error {
    pub(crate) code: c_int,
    pub(crate) message: Option<Text>,
}

impl Error {
    pub(crate) const fn new(code: c_int) -> Self {
        Self { code, message: None }
    }

    /// The result of a function that gives a code only.
    pub(crate) fn check(code: c_int) -> Result<(), Self> {
        if code == ffi::SQLITE_OK { Ok(()) } else { Err(Self::new(code)) }
    }

    /// SQLite's message, or what the code means in general.
    pub(crate) fn text(&self) -> &CStr {
        match &self.message {
            Some(message) => message,
            // SAFETY: a C string for every code, in static memory: borrowed, and never freed.
            None => unsafe { CStr::from_ptr(ffi::sqlite3_errstr(self.code)) },
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (SQLite's code {})", self.text().to_string_lossy(), self.code)
    }
}

impl core::error::Error for Error {}
