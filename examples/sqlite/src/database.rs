//! A database in memory.
//!
//! Any SQL may be passed to safe functions here: SQLite doesn't trust it (SQL can't load extensions
//! unless the program allows that, and this one doesn't). What remains is to trust SQLite's own
//! code.

use crate::error::Error;
use crate::ffi::{self, Sqlite3};
use crate::memory::{Image, adopt_text};
use crate::statement::Statement;
use core::ffi::CStr;
use core::ptr;

/// A connection to a database of its own, in memory; dropping it closes it.
///
/// # Invariants
///
/// 1. `raw` is an open connection, of this thread.
#[derive(Debug)]
pub(crate) struct Database {
    raw: *mut Sqlite3,
}

impl Database {
    /// An empty database.
    pub(crate) fn new() -> Result<Self, Error> {
        const FLAGS: i32 = ffi::SQLITE_OPEN_READWRITE | ffi::SQLITE_OPEN_MEMORY;
        let mut raw = ptr::null_mut();
        // SAFETY: a C string, a place for the result, and the default file system.
        let code =
            unsafe { ffi::sqlite3_open_v2(c":memory:".as_ptr(), &raw mut raw, FLAGS, ptr::null()) };
        // INVARIANT 1: or it has failed, and `drop` closes what there is of it, or null.
        let database = Self { raw };
        Error::check(code).map(|()| database)
    }

    /// A database that starts as the copy that an image is. SQLite takes the image's block over: it
    /// may grow it, and frees it in the end, or now if this fails.
    pub(crate) fn from_image(image: Image) -> Result<Self, Error> {
        const FLAGS: u32 = ffi::SQLITE_DESERIALIZE_FREEONCLOSE | ffi::SQLITE_DESERIALIZE_RESIZEABLE;
        let database = Self::new()?;
        if image.is_empty() {
            return Ok(database);
        }
        let (block, length, capacity) = image.into_block();
        // SAFETY: an open connection, and a block from SQLite's heap of `capacity` bytes, which
        // nobody else owns now. Both numbers are at most `isize::MAX`.
        let code = unsafe {
            ffi::sqlite3_deserialize(
                database.raw,
                c"main".as_ptr(),
                block,
                length as i64,
                capacity as i64,
                FLAGS,
            )
        };
        Error::check(code).map(|()| database)
    }

    /// Runs statements that give no rows.
    pub(crate) fn execute(&self, sql: &CStr) -> Result<(), Error> {
        let mut message = ptr::null_mut();
        // SAFETY: an open connection, a C string, no callback, and a place for the message.
        let code = unsafe {
            ffi::sqlite3_exec(self.raw, sql.as_ptr(), None, ptr::null_mut(), &raw mut message)
        };
        // SAFETY: null, or a C string that is to be freed by `sqlite3_free` (`sqlite3_exec`).
        let message = unsafe { adopt_text(message) };
        if code == ffi::SQLITE_OK {
            return Ok(());
        }
        // SAFETY: an open connection.
        let code = unsafe { ffi::sqlite3_extended_errcode(self.raw) };
        Err(Error { code, message })
    }

    /// Compiles one statement.
    pub(crate) fn prepare(&self, sql: &CStr) -> Result<Statement<'_>, Error> {
        let mut raw = ptr::null_mut();
        // SAFETY: an open connection, a C string, and a place for the result.
        let code = unsafe {
            ffi::sqlite3_prepare_v2(self.raw, sql.as_ptr(), -1, &raw mut raw, ptr::null_mut())
        };
        Error::check(code)?;
        // SAFETY: a statement of a connection that is borrowed as long; null for a comment.
        unsafe { Statement::new(raw) }.ok_or(Error::new(ffi::SQLITE_MISUSE))
    }

    /// The image of what is in the database now, in a block that SQLite allocates.
    pub(crate) fn image(&self) -> Result<Image, Error> {
        let mut size = 0;
        // SAFETY: an open connection, a C string, and a place for the size; without flags, the
        // result is a copy.
        let block = unsafe { ffi::sqlite3_serialize(self.raw, c"main".as_ptr(), &raw mut size, 0) };
        // Null stands for no bytes, and for bytes that there was no memory for.
        let size = match (usize::try_from(size), block.is_null()) {
            (Ok(0), true) => 0,
            (Ok(size), false) => size,
            _ => return Err(Error::new(ffi::SQLITE_NOMEM)),
        };
        // SAFETY: null and zero; or a block of `size` bytes, initialised, to be freed by
        // `sqlite3_free` (`sqlite3_serialize`).
        Ok(unsafe { Image::adopt(block, size) })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // SAFETY: an open connection or null, which is not used again. No statement is in use, as
        // each borrows the database; had one been forgotten, this version of closing would wait
        // for it.
        unsafe { ffi::sqlite3_close_v2(self.raw) };
    }
}
