//! A heap that is elsewhere.

unsafe extern "C" {
    /// A block, or null.
    pub(crate) safe fn size_alloc(size: usize, align: usize) -> *mut u8;
    /// A larger or smaller block in the place of an old one, or null.
    pub(crate) fn size_realloc(block: *mut u8, old: usize, align: usize, size: usize) -> *mut u8;
    /// Takes a block back.
    pub(crate) fn size_dealloc(block: *mut u8, size: usize, align: usize);
}
