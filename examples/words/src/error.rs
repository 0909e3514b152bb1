//! What can go wrong, each in one line that names the thing, the value and the bound.

#[cfg_attr(not(feature = "cpp"), expect(dead_code, reason = "C++ has no part"))]
mod cpp;

use crate::report::Grouped;
use core::fmt;
pub(crate) use cpp::CppError;
use exalloc::TryReserveError;
use std::io;
use std::path::{Path, PathBuf};

/// Why the program can't go on, or why its result is no good.
#[derive(Debug)]
pub(crate) enum Error {
    /// The options make no sense.
    Usage(String),
    /// The operating system refused.
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// Its reason.
        error: io::Error,
    },
    /// A file isn't text.
    NotUtf8 {
        /// Which file.
        path: PathBuf,
        /// Where the first byte lies that isn't UTF-8, in bytes from the beginning.
        offset: usize,
        /// That byte.
        byte: u8,
        /// The size of the file, in bytes.
        len: usize,
    },
    /// More text than the program takes.
    TooLarge {
        /// The file with which the text became too large.
        path: PathBuf,
        /// How many bytes it takes.
        max: usize,
    },
    /// A folder has no text file in it.
    NoTextFiles(PathBuf),
    /// There is no word in the input.
    NoWords {
        /// The number of files that were read.
        files: usize,
        /// The number of bytes in them.
        bytes: usize,
    },
    /// There was no memory for what the program itself keeps.
    Memory {
        /// What it is for.
        what: &'static str,
        /// What was asked for.
        error: TryReserveError,
    },
    /// There was no memory for the report.
    Report,
    /// An allocator could not do the job.
    Job {
        /// Which allocator.
        allocator: &'static str,
        /// What was asked of it.
        error: TryReserveError,
        /// The size of the buffer it has, in bytes, if it is bounded.
        buffer: Option<usize>,
        /// What the arena took for the same job, in bytes, if that helps.
        arena: Option<usize>,
    },
    /// An allocator did the job with another result than the first one.
    Differs {
        /// Which allocator.
        allocator: &'static str,
    },
    /// Bytes were not given back.
    Leak {
        /// Which allocator.
        allocator: &'static str,
        /// How many.
        bytes: usize,
    },
    /// The report could not be written.
    Output(io::Error),
    /// C++ did its part wrong, or something is wrong with its memory.
    Cpp(CppError),
}

impl Error {
    /// An [`Error::Io`].
    pub(crate) fn io(action: &'static str, path: &Path, error: io::Error) -> Self {
        Self::Io { action, path: path.into(), error }
    }

    /// What the process answers to its parent.
    pub(crate) const fn exit_code(&self) -> u8 {
        match self {
            Self::Usage(_) => 2,
            Self::Cpp(error) => error.exit_code(),
            _ => 1,
        }
    }
}

impl From<CppError> for Error {
    fn from(error: CppError) -> Self {
        Self::Cpp(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Paths are quoted and escaped: a name may contain line breaks.
        match self {
            Self::Usage(message) => f.write_str(message),
            Self::Io { action, path, error } => write!(f, "{path:?}: can't {action}: {error}"),
            Self::NotUtf8 { path, offset, byte, len } => write!(
                f,
                "{path:?}: not UTF-8: the byte at offset {offset} of {len} is 0x{byte:02X}"
            ),
            Self::TooLarge { path, max } => {
                write!(f, "{path:?}: the text is larger than {} bytes", Grouped(*max))
            }
            Self::NoTextFiles(path) => write!(f, "{path:?}: no text file in this folder"),
            Self::NoWords { files, bytes } => {
                write!(f, "no word to count in {files} files of {bytes} bytes in all")
            }
            Self::Memory { what, error } => write!(f, "{what}: {error}"),
            Self::Report => f.write_str("no memory for the report"),
            Self::Job { allocator, error, buffer, arena } => {
                write!(f, "{allocator}: {error}")?;
                if let Some(buffer) = buffer {
                    write!(f, ", in a buffer of {buffer} bytes")?;
                }
                if let Some(arena) = arena {
                    write!(f, "; the arena took {arena} bytes")?;
                }
                Ok(())
            }
            Self::Differs { allocator } => {
                write!(f, "{allocator}: counted other words than the first allocator")
            }
            Self::Leak { allocator, bytes } => {
                write!(f, "{allocator}: {bytes} bytes live at the end, should be 0")
            }
            Self::Output(error) => write!(f, "can't write the report: {error}"),
            Self::Cpp(error) => write!(f, "C++: {error}"),
        }
    }
}
