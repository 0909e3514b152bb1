//! What SQLite allocates and leaves to its caller, as collections that give it back to
//! `sqlite3_free`.
//!
//! SQLite has a heap of its own: its blocks must not reach C's `free`, nor Rust's heap. So they are
//! adopted with [`SqliteFree`], an allocator that gives blocks back by `sqlite3_free` and has none
//! to hand out.

use crate::ffi;
use core::ffi::{c_char, c_void};
use core::ops::Deref;
use exalloc::{ExCString, ExVec, FreeWith};

/// Frees what SQLite allocated.
pub(crate) type SqliteFree = FreeWith<unsafe extern "C" fn(*mut c_void)>;

/// A C string that SQLite allocated.
pub(crate) type Text = ExCString<SqliteFree>;

const SQLITE_FREE: SqliteFree = FreeWith::new(ffi::sqlite3_free);

/// Adopts a C string; `None` for null.
///
/// # Safety
///
/// `text` is null, or a C string in a block that `sqlite3_free` frees, which the caller gives up.
pub(crate) unsafe fn adopt_text(text: *mut c_char) -> Option<Text> {
    // SAFETY: forwarded.
    unsafe { ExCString::from_free_with(text, SQLITE_FREE) }
}

/// The image of a database, as it would be in a file; empty for a database without content.
///
/// # Invariants
///
/// 1. The bytes lie in one block of SQLite's heap, or there are none.
#[derive(Debug)]
pub(crate) struct Image {
    bytes: ExVec<u8, SqliteFree>,
}

impl Image {
    /// Adopts a block of `size` bytes; null is the empty image.
    ///
    /// # Safety
    ///
    /// `block` is null and `size` is zero; or it is a block that `sqlite3_free` frees, of at least
    /// `size` initialised bytes, which the caller gives up.
    pub(crate) unsafe fn adopt(block: *mut u8, size: usize) -> Self {
        // INVARIANT 1: our caller's promise.
        // SAFETY: forwarded; bytes have no alignment.
        Self { bytes: unsafe { ExVec::from_free_with(block, size, size, SQLITE_FREE) } }
    }

    /// The bytes as a vector of their own, whose block still goes back to `sqlite3_free`.
    ///
    /// There is no way back, for a vector of this type might hold anybody's block.
    pub(crate) fn into_bytes(self) -> ExVec<u8, SqliteFree> {
        self.bytes
    }

    /// Gives the block back to SQLite: pointer, length and capacity. Null for the empty image.
    pub(crate) fn into_block(self) -> (*mut u8, usize, usize) {
        let (block, length, capacity, _free) = self.bytes.into_raw_parts();
        // The pointer of an empty vector dangles; SQLite would free it.
        let block = if capacity == 0 { core::ptr::null_mut() } else { block };
        (block, length, capacity)
    }

    /// The bytes that SQLite counts for the block: a few more than were asked for.
    pub(crate) fn block_size(&self) -> u64 {
        if self.bytes.capacity() == 0 {
            return 0;
        }
        // SAFETY: a block of SQLite's heap: invariant 1. It is looked at, not freed.
        unsafe { ffi::sqlite3_msize(self.bytes.as_ptr().cast_mut().cast()) }
    }
}

impl Deref for Image {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}
