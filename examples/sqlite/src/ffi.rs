//! The few functions of `libsqlite3` that this program calls, as `sqlite3.h` of version 3.40
//! declares them.
//!
//! Types: `int` is [`c_int`], `sqlite3_int64` and `sqlite3_uint64` have 64 bits on every platform.

use core::ffi::{c_char, c_int, c_uint, c_void};
use core::marker::{PhantomData, PhantomPinned};

/// A type that is known to SQLite alone.
macro_rules! opaque {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug)]
        #[repr(C)]
        pub(crate) struct $name {
            opaque: [u8; 0],
            neither_send_nor_unpin: PhantomData<(*mut u8, PhantomPinned)>,
        }
    };
}

opaque!(
    /// `sqlite3`: a connection.
    Sqlite3
);
opaque!(
    /// `sqlite3_stmt`: a prepared statement.
    Sqlite3Stmt
);

/// The callback of `sqlite3_exec`: none here.
pub(crate) type ExecCallback = unsafe extern "C" fn(
    data: *mut c_void,
    columns: c_int,
    values: *mut *mut c_char,
    names: *mut *mut c_char,
) -> c_int;

pub(crate) const SQLITE_OK: c_int = 0;
pub(crate) const SQLITE_NOMEM: c_int = 7;
pub(crate) const SQLITE_MISUSE: c_int = 21;
pub(crate) const SQLITE_RANGE: c_int = 25;
pub(crate) const SQLITE_ROW: c_int = 100;
pub(crate) const SQLITE_DONE: c_int = 101;

pub(crate) const SQLITE_OPEN_READWRITE: c_int = 0x02;
pub(crate) const SQLITE_OPEN_MEMORY: c_int = 0x80;
pub(crate) const SQLITE_DESERIALIZE_FREEONCLOSE: c_uint = 1;
pub(crate) const SQLITE_DESERIALIZE_RESIZEABLE: c_uint = 2;

#[link(name = "sqlite3")]
unsafe extern "C" {
    pub(crate) safe fn sqlite3_libversion() -> *const c_char;
    /// Bytes that SQLite has now from `sqlite3_malloc` and its family, in the whole process.
    pub(crate) safe fn sqlite3_memory_used() -> i64;
    /// The largest number of those.
    pub(crate) safe fn sqlite3_memory_highwater(reset: c_int) -> i64;
    /// Takes a block of `sqlite3_malloc` and its family, or null.
    pub(crate) fn sqlite3_free(block: *mut c_void);
    /// The size of such a block, which may be larger than asked for.
    pub(crate) fn sqlite3_msize(block: *mut c_void) -> u64;
    pub(crate) safe fn sqlite3_errstr(code: c_int) -> *const c_char;

    pub(crate) fn sqlite3_open_v2(
        name: *const c_char,
        db: *mut *mut Sqlite3,
        flags: c_int,
        vfs: *const c_char,
    ) -> c_int;
    /// Takes null, too.
    pub(crate) fn sqlite3_close_v2(db: *mut Sqlite3) -> c_int;
    /// The message is one to be freed by `sqlite3_free`, or null.
    pub(crate) fn sqlite3_exec(
        db: *mut Sqlite3,
        sql: *const c_char,
        callback: Option<ExecCallback>,
        data: *mut c_void,
        message: *mut *mut c_char,
    ) -> c_int;
    pub(crate) fn sqlite3_extended_errcode(db: *mut Sqlite3) -> c_int;
    /// The result is to be freed by `sqlite3_free`; null without content or without memory.
    pub(crate) fn sqlite3_serialize(
        db: *mut Sqlite3,
        schema: *const c_char,
        size: *mut i64,
        flags: c_uint,
    ) -> *mut u8;
    pub(crate) fn sqlite3_deserialize(
        db: *mut Sqlite3,
        schema: *const c_char,
        data: *mut u8,
        size: i64,
        capacity: i64,
        flags: c_uint,
    ) -> c_int;

    pub(crate) fn sqlite3_prepare_v2(
        db: *mut Sqlite3,
        sql: *const c_char,
        len: c_int,
        stmt: *mut *mut Sqlite3Stmt,
        tail: *mut *const c_char,
    ) -> c_int;
    /// Takes null, too.
    pub(crate) fn sqlite3_finalize(stmt: *mut Sqlite3Stmt) -> c_int;
    /// The result is to be freed by `sqlite3_free`; null without memory.
    pub(crate) fn sqlite3_expanded_sql(stmt: *mut Sqlite3Stmt) -> *mut c_char;
    pub(crate) fn sqlite3_bind_int64(stmt: *mut Sqlite3Stmt, index: c_int, value: i64) -> c_int;
    /// The destructor may be `SQLITE_TRANSIENT`, which is -1: SQLite makes a copy.
    pub(crate) fn sqlite3_bind_text(
        stmt: *mut Sqlite3Stmt,
        index: c_int,
        text: *const c_char,
        len: c_int,
        destructor: *const c_void,
    ) -> c_int;
    pub(crate) fn sqlite3_step(stmt: *mut Sqlite3Stmt) -> c_int;
    pub(crate) fn sqlite3_reset(stmt: *mut Sqlite3Stmt) -> c_int;
    /// The number of columns in the current row; zero when there is none.
    pub(crate) fn sqlite3_data_count(stmt: *mut Sqlite3Stmt) -> c_int;
    pub(crate) fn sqlite3_column_int64(stmt: *mut Sqlite3Stmt, column: c_int) -> i64;
    pub(crate) fn sqlite3_column_text(stmt: *mut Sqlite3Stmt, column: c_int) -> *const u8;
    pub(crate) fn sqlite3_column_bytes(stmt: *mut Sqlite3Stmt, column: c_int) -> c_int;
}
