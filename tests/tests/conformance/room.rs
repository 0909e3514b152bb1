//! What outsiders' allocators allocate from.

use core::alloc::Layout;
use core::ptr::NonNull;

/// Bytes in a room.
pub(crate) const ROOM: usize = 96 << 10;

const BUFFER: Layout = Layout::new::<[u64; ROOM / 8 + 1]>();

/// A buffer at an odd address, in which wrong allocators do no harm outside.
pub(crate) struct Room(NonNull<u8>);

impl Room {
    pub(crate) fn new() -> Self {
        // SAFETY: the size is above zero.
        let buffer = unsafe { std::alloc::alloc_zeroed(BUFFER) };
        // SAFETY: the buffer has eight bytes more than the room.
        Self(NonNull::new(unsafe { buffer.add(1) }).expect("96 KiB"))
    }

    /// The address of its first byte.
    pub(crate) fn addr(&self) -> usize {
        self.0.addr().get()
    }

    /// A pointer to the byte of this number.
    pub(crate) fn at(&self, offset: usize) -> NonNull<u8> {
        assert!(offset <= ROOM, "offset {offset} is outside the room");
        // SAFETY: within the buffer, or at its end.
        unsafe { self.0.add(offset) }
    }

    /// The number of the byte at the address of `ptr`.
    pub(crate) fn offset(&self, ptr: NonNull<u8>) -> usize {
        ptr.addr().get() - self.addr()
    }

    /// The first offset from `offset` on whose address is a multiple of `align`.
    pub(crate) fn align(&self, offset: usize, align: usize) -> usize {
        (self.addr() + offset).next_multiple_of(align) - self.addr()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        // SAFETY: `new` went one byte up.
        let buffer = unsafe { self.0.sub(1) };
        // SAFETY: allocated in `new`, with this layout.
        unsafe { std::alloc::dealloc(buffer.as_ptr(), BUFFER) };
    }
}

// SAFETY: a room is memory of its own, which anybody may own; it gives out addresses only.
unsafe impl Send for Room {}
// SAFETY: as above: nothing changes through `&Room`.
unsafe impl Sync for Room {}
