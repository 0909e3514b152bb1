//! A box around a hasher is one.

use super::ExBox;
use core::hash::Hasher;
use exalloc_core::Allocator;

impl<H: ?Sized + Hasher, A: Allocator> Hasher for ExBox<H, A> {
    #[inline]
    fn finish(&self) -> u64 {
        (**self).finish()
    }

    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        (**self).write(bytes);
    }

    #[inline]
    fn write_u8(&mut self, n: u8) {
        (**self).write_u8(n);
    }

    #[inline]
    fn write_u16(&mut self, n: u16) {
        (**self).write_u16(n);
    }

    #[inline]
    fn write_u32(&mut self, n: u32) {
        (**self).write_u32(n);
    }

    #[inline]
    fn write_u64(&mut self, n: u64) {
        (**self).write_u64(n);
    }

    #[inline]
    fn write_u128(&mut self, n: u128) {
        (**self).write_u128(n);
    }

    #[inline]
    fn write_usize(&mut self, n: usize) {
        (**self).write_usize(n);
    }

    #[inline]
    fn write_i8(&mut self, n: i8) {
        (**self).write_i8(n);
    }

    #[inline]
    fn write_i16(&mut self, n: i16) {
        (**self).write_i16(n);
    }

    #[inline]
    fn write_i32(&mut self, n: i32) {
        (**self).write_i32(n);
    }

    #[inline]
    fn write_i64(&mut self, n: i64) {
        (**self).write_i64(n);
    }

    #[inline]
    fn write_i128(&mut self, n: i128) {
        (**self).write_i128(n);
    }

    #[inline]
    fn write_isize(&mut self, n: isize) {
        (**self).write_isize(n);
    }
}
