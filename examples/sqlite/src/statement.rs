//! A prepared statement, its parameters, and its rows.

use crate::error::Error;
use crate::ffi::{self, Sqlite3Stmt};
use crate::memory::{Text, adopt_text};
use core::ffi::c_int;
use core::marker::PhantomData;
use core::ptr::{self, NonNull};
use core::slice;

/// A compiled statement; dropping it frees it.
///
/// # Invariants
///
/// 1. `raw` is a statement of a connection that is open for `'d`.
#[derive(Debug)]
pub(crate) struct Statement<'d> {
    raw: NonNull<Sqlite3Stmt>,
    database: PhantomData<&'d ()>,
}

impl Statement<'_> {
    /// # Safety
    ///
    /// `raw` is null, or a statement that nobody else has, of a connection that is open as long.
    pub(crate) unsafe fn new(raw: *mut Sqlite3Stmt) -> Option<Self> {
        // INVARIANT 1: our caller's promise.
        Some(Self { raw: NonNull::new(raw)?, database: PhantomData })
    }

    /// SQLite's pointer.
    #[cfg(test)]
    pub(crate) const fn raw(&self) -> *mut Sqlite3Stmt {
        self.raw.as_ptr()
    }

    /// Sets a parameter, counted from 1, to a copy of a text.
    pub(crate) fn bind_text(&mut self, index: c_int, text: &str) -> Result<(), Error> {
        const COPY: *const core::ffi::c_void = ptr::without_provenance(usize::MAX);
        let len = c_int::try_from(text.len()).map_err(|_| Error::new(ffi::SQLITE_RANGE))?;
        // SAFETY: a statement, and `len` bytes that are copied. The index is checked by SQLite.
        let code = unsafe {
            ffi::sqlite3_bind_text(self.raw.as_ptr(), index, text.as_ptr().cast(), len, COPY)
        };
        Error::check(code)
    }

    /// Sets a parameter, counted from 1, to a number.
    pub(crate) fn bind_int(&mut self, index: c_int, value: i64) -> Result<(), Error> {
        // SAFETY: a statement. The index is checked by SQLite.
        Error::check(unsafe { ffi::sqlite3_bind_int64(self.raw.as_ptr(), index, value) })
    }

    /// Runs up to the next row; whether there is one.
    pub(crate) fn step(&mut self) -> Result<bool, Error> {
        // SAFETY: a statement.
        match unsafe { ffi::sqlite3_step(self.raw.as_ptr()) } {
            ffi::SQLITE_ROW => Ok(true),
            ffi::SQLITE_DONE => Ok(false),
            code => Err(Error::new(code)),
        }
    }

    /// Goes back to before the first row; parameters keep their values.
    pub(crate) fn reset(&mut self) {
        // The code that it returns is that of the last `step`.
        // SAFETY: a statement.
        unsafe { ffi::sqlite3_reset(self.raw.as_ptr()) };
    }

    /// A column of the current row, counted from 0, as text; `None` for null, and without a row.
    ///
    /// The bytes are SQLite's, and lent until the statement is used again.
    pub(crate) fn text(&mut self, column: c_int) -> Option<&[u8]> {
        if !self.has(column) {
            return None;
        }
        // SAFETY: a statement at a row that has the column.
        let text = unsafe { ffi::sqlite3_column_text(self.raw.as_ptr(), column) };
        let text = NonNull::new(text.cast_mut())?;
        // SAFETY: as above; the value is text now, and its length doesn't change it.
        let len = unsafe { ffi::sqlite3_column_bytes(self.raw.as_ptr(), column) };
        // SAFETY: so many bytes, which stay until the next call for this statement: each takes
        // `&mut self`, or looks at no row.
        Some(unsafe { slice::from_raw_parts(text.as_ptr(), usize::try_from(len).unwrap_or(0)) })
    }

    /// A column of the current row, counted from 0, as a number; zero for null, and without a row.
    pub(crate) fn int(&mut self, column: c_int) -> i64 {
        if !self.has(column) {
            return 0;
        }
        // SAFETY: a statement at a row that has the column.
        unsafe { ffi::sqlite3_column_int64(self.raw.as_ptr(), column) }
    }

    /// Whether there is a row with that column: what SQLite doesn't check itself.
    fn has(&self, column: c_int) -> bool {
        // SAFETY: a statement.
        let columns = unsafe { ffi::sqlite3_data_count(self.raw.as_ptr()) };
        (0..columns).contains(&column)
    }

    /// The statement's SQL with its parameters filled in, in a block that SQLite allocates; `None`
    /// when there is no memory for it.
    pub(crate) fn expanded_sql(&self) -> Option<Text> {
        // SAFETY: a statement.
        let sql = unsafe { ffi::sqlite3_expanded_sql(self.raw.as_ptr()) };
        // SAFETY: null, or a C string that is to be freed by `sqlite3_free`
        // (`sqlite3_expanded_sql`).
        unsafe { adopt_text(sql) }
    }
}

impl Drop for Statement<'_> {
    fn drop(&mut self) {
        // The code that it returns is that of the last `step`.
        // SAFETY: a statement, which is not used again; its connection is open: invariant 1.
        unsafe { ffi::sqlite3_finalize(self.raw.as_ptr()) };
    }
}
