//! Lua's allocation function, over any allocator of exalloc.
//!
//! Lua asks for all its memory through one function (`lua_Alloc`, Lua 5.4 manual, section 4.6):
//!
//! | Lua passes | means | here |
//! |---|---|---|
//! | no block, `nsize > 0` | allocate; `osize` is a tag of the kind of object, no size | `alloc` |
//! | a block, `nsize` larger | grow, or leave the block as it is and return null | `grow`: `remap`, else allocate, copy, free |
//! | a block, `nsize` smaller | shrink | `shrink`, likewise; never refused |
//! | a block, `nsize` zero | free | `dealloc` |
//!
//! Lua states the size of a block each time, so that blocks need no header. All are aligned to 16
//! bytes, as those of `malloc` are, and as long as the next multiple of 16.
//!
//! # Shrinking is never refused
//!
//! `realloc` to a smaller size doesn't fail in practice, and up to Lua 5.3 the manual asks for that
//! outright; an [`Allocator`] may refuse it. Then the block stays as it is, and Lua believes it to
//! be smaller. Its real size has to be known when it is freed, for an allocator takes a block back
//! with exactly its layout. So it is written down in the bytes that Lua has just given up: at least
//! 16, since both sizes are multiples of 16. The records form a list, which is empty as long as the
//! allocator shrinks its blocks.
//!
//! ```text
//! block:  | what Lua knows, rounded up | next, size |  given up  |
//!         ^ ptr                        ^ Record                  ^ ptr + size
//! ```

use core::alloc::Layout;
use core::cell::Cell;
use core::ffi::c_void;
use core::ptr::{self, NonNull};
use exalloc::{Allocator, grow, shrink};

#[cfg(test)]
pub(crate) mod tests;

/// The alignment of all blocks in bytes; their sizes are multiples of it.
const ALIGN: usize = 16;

/// An allocator in the shape that Lua wants.
///
/// # Invariants
///
/// 1. Every block that Lua has and knows to be of `n` bytes is a live block of `alloc`, aligned to
///    [`ALIGN`]. Its size is that of its record if it has one, else `n` rounded up.
/// 2. The records in the list are those of the blocks that are larger than `n` rounded up. Each
///    lies right behind those bytes, inside its block. Nobody else reads or writes there.
#[derive(Debug)]
pub(crate) struct Heap<A> {
    alloc: A,
    records: Cell<Option<NonNull<Record>>>,
}

/// Of a block that is larger than Lua believes.
#[derive(Clone, Copy, Debug)]
struct Record {
    next: Option<NonNull<Self>>,
    /// The size that the block really has.
    size: usize,
}

const _: () = assert!(size_of::<Record>() <= ALIGN && ALIGN.is_multiple_of(align_of::<Record>()));

/// The layout of a block that Lua knows to be of `size` bytes, if there can be one.
fn layout(size: usize) -> Option<Layout> {
    Layout::from_size_align(size, ALIGN).ok().map(|layout| layout.pad_to_align())
}

impl<A: Allocator> Heap<A> {
    /// A heap of nothing yet, over `alloc`.
    pub(crate) const fn new(alloc: A) -> Self {
        Self { alloc, records: Cell::new(None) }
    }

    /// What Lua gets as the allocation function's `ud`.
    pub(crate) const fn ud(&self) -> *mut c_void {
        ptr::from_ref(self).cast_mut().cast()
    }

    /// `lua_Alloc`. Doesn't unwind: no method of an allocator does, and nothing here panics.
    ///
    /// # Safety
    ///
    /// - `ud` is what [`ud`](Self::ud) gave for a heap that is still there, and no other thread
    ///   uses.
    /// - `ptr` is null, or a block that this function returned for that `ud`, whose last `nsize`
    ///   was `osize`, and which the caller gives up unless null is returned for an `nsize` above
    ///   zero.
    pub(crate) unsafe extern "C" fn lua_alloc(
        ud: *mut c_void,
        ptr: *mut c_void,
        osize: usize,
        nsize: usize,
    ) -> *mut c_void {
        // SAFETY: a heap that is still there: our caller's promise. It is shared, never written
        // but for its cells.
        let heap = unsafe { &*ud.cast_const().cast::<Self>() };
        let block = match (NonNull::new(ptr.cast::<u8>()), nsize) {
            (None, 0) => None,
            (None, _) => heap.alloc(nsize),
            (Some(ptr), 0) => {
                // SAFETY: a block of this heap that Lua knows to be of `osize` bytes.
                unsafe { heap.free(ptr, osize) };
                None
            }
            // SAFETY: as above, and the new size is above zero.
            (Some(ptr), _) => unsafe { heap.resize(ptr, osize, nsize) },
        };
        block.map_or(ptr::null_mut(), |block| block.as_ptr().cast())
    }

    fn alloc(&self, size: usize) -> Option<NonNull<u8>> {
        // INVARIANT 1: the size rounded up, without a record.
        // SAFETY: the size is above zero in `lua_alloc`, and isn't rounded to less.
        unsafe { self.alloc.alloc(layout(size)?) }
    }

    /// # Safety
    ///
    /// `ptr` denotes a block of this heap that Lua knows to be of `size` bytes, and gives up.
    unsafe fn free(&self, ptr: NonNull<u8>, size: usize) {
        // SAFETY: forwarded.
        let Some(layout) = (unsafe { self.take_layout(ptr, size) }) else { return };
        // SAFETY: live, and `layout` fits: invariant 1.
        unsafe { self.alloc.dealloc(ptr, layout) };
    }

    /// # Safety
    ///
    /// `ptr` denotes a block of this heap that Lua knows to be of `old_size` bytes, and gives up
    /// unless this is `None`. The new size is above zero.
    unsafe fn resize(
        &self,
        ptr: NonNull<u8>,
        old_size: usize,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        let new = layout(new_size)?;
        // SAFETY: forwarded.
        let old = unsafe { self.take_layout(ptr, old_size) }?;
        if new.size() == old.size() {
            // INVARIANT 1: the new size rounded up; a record, if it had one, is off the list.
            return Some(ptr);
        }
        let moved = if new.size() > old.size() {
            // SAFETY:
            // - a live block that `old` fits: invariant 1.
            // - what Lua knows of it is no more than the block, which is smaller than the new one;
            //   the alignments are one.
            unsafe { grow(&self.alloc, ptr, old, new, old_size) }
        } else {
            // SAFETY: as above; what Lua will know of it is no more than either, and above zero.
            unsafe { shrink(&self.alloc, ptr, old, new, old_size.min(new_size)) }
        };
        if moved.is_some() {
            // INVARIANT 1: the new size rounded up, and its record was taken off the list.
            return moved;
        }
        // Nothing has happened to the block. Where that is as large as Lua wants, it stays.
        let stays = new.size() <= old.size();
        let known = if stays { new_size } else { old_size };
        // SAFETY: a live block of `old.size()` bytes, of which Lua knows `known`, and no record.
        unsafe { self.put_record(ptr, known, old.size()) };
        stays.then_some(ptr)
    }

    /// The layout of a block; its record is taken off the list, if it has one.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a block of this heap that Lua knows to be of `size` bytes. The caller restores
    /// the invariants.
    unsafe fn take_layout(&self, ptr: NonNull<u8>, size: usize) -> Option<Layout> {
        // Never `None`: a block of that size was allocated.
        let known = layout(size)?;
        // Where the record is if there is one. No other block's record is there: it would be a part
        // of that other block, and so would the byte before it be, which is this block's last.
        let place = ptr.addr().saturating_add(known.size());
        let mut before: Option<NonNull<Record>> = None;
        let mut next = self.records.get();
        while let Some(at) = next {
            // SAFETY: a record of the list, which lies inside a live block: invariant 2.
            let record = unsafe { at.read() };
            if at.addr() == place {
                match before {
                    None => self.records.set(record.next),
                    // SAFETY: as above; it keeps its size.
                    Some(before) => unsafe { (*before.as_ptr()).next = record.next },
                }
                return layout(record.size);
            }
            before = Some(at);
            next = record.next;
        }
        Some(known)
    }

    /// Writes down that a block is larger than Lua believes, if it is.
    ///
    /// # Safety
    ///
    /// `ptr` denotes a live block of `size` bytes, a multiple of [`ALIGN`], of which Lua knows
    /// `known`, and which has no record.
    unsafe fn put_record(&self, ptr: NonNull<u8>, known: usize, size: usize) {
        let Some(place) = layout(known).map(|known| known.size()).filter(|&at| at < size) else {
            return;
        };
        // SAFETY: within the block.
        let at = unsafe { ptr.add(place) }.cast::<Record>();
        // SAFETY: both are multiples of `ALIGN`, so the block has `ALIGN` bytes there, aligned to
        // that, which is enough for a record; Lua gave these bytes up.
        unsafe { at.write(Record { next: self.records.get(), size }) };
        // INVARIANT 2: right behind the bytes that Lua knows, rounded up.
        self.records.set(Some(at));
    }
}
