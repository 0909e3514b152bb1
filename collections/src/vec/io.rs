//! Bytes written to a vector.

use super::ExVec;
use crate::error::TryReserveError;
use exalloc_core::Allocator;
use std::io;

impl<A: Allocator> io::Write for ExVec<u8, A> {
    /// Appends all of `buf`.
    ///
    /// # Errors
    ///
    /// [`OutOfMemory`](io::ErrorKind::OutOfMemory) when there is no room; the vector is as it was.
    #[inline]
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.try_extend_from_slice_copy(buf).map_err(out_of_memory)?;
        Ok(buf.len())
    }

    /// Appends all of `bufs`, or none.
    ///
    /// # Errors
    ///
    /// [`OutOfMemory`](io::ErrorKind::OutOfMemory) when there is no room; the vector is as it was.
    fn write_vectored(&mut self, bufs: &[io::IoSlice<'_>]) -> io::Result<usize> {
        let len = bufs.iter().try_fold(0usize, |sum, buf| sum.checked_add(buf.len()));
        let len = len.ok_or(io::ErrorKind::OutOfMemory)?;
        self.try_reserve(len).map_err(out_of_memory)?;
        for buf in bufs {
            self.try_extend_from_slice_copy(buf).map_err(out_of_memory)?;
        }
        Ok(len)
    }

    /// Appends all of `buf`, or nothing.
    ///
    /// # Errors
    ///
    /// [`OutOfMemory`](io::ErrorKind::OutOfMemory) when there is no room; the vector is as it was.
    #[inline]
    fn write_all(&mut self, buf: &[u8]) -> io::Result<()> {
        self.try_extend_from_slice_copy(buf).map_err(out_of_memory)
    }

    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The kind alone: an `io::Error` with a payload would allocate, just now.
#[cold]
fn out_of_memory(_: TryReserveError) -> io::Error {
    io::ErrorKind::OutOfMemory.into()
}
