mod backing;
mod blocks;
mod chunks;
mod resize;
mod values;

use super::ArenaAllocator;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// The distance from a chunk's first byte to its first block, for minimum alignments up to 16.
const HEADER: usize = 2 * size_of::<usize>();

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// A block that knows what was written to all its bytes.
#[derive(Clone, Copy, Debug)]
struct Block {
    ptr: NonNull<u8>,
    layout: Layout,
    byte: u8,
}

impl Block {
    fn addr(&self) -> usize {
        self.ptr.addr().get()
    }

    fn write(self) -> Self {
        // SAFETY: a live block of that size.
        unsafe { self.ptr.write_bytes(self.byte, self.layout.size()) };
        self
    }

    /// Checks the first `size` bytes.
    #[track_caller]
    fn check(&self, size: usize) {
        for i in 0..size {
            // SAFETY: within a live block.
            let at = unsafe { self.ptr.add(i) };
            // SAFETY: all bytes have been written.
            assert_eq!(unsafe { at.read() }, self.byte, "byte {i} of {self:?}");
        }
    }

    /// The same block through a pointer that may access these bytes only, as after `leak`.
    fn narrowed(self) -> NonNull<u8> {
        let bytes = NonNull::slice_from_raw_parts(self.ptr, self.layout.size()).as_ptr();
        // SAFETY: a live block, initialised, to which nobody else refers.
        NonNull::from(unsafe { &mut *bytes }).cast()
    }
}

/// What tests do with arenas: every byte is written, every address checked.
trait Use: Allocator {
    fn take(&self, size: usize, align: usize, byte: u8) -> Option<Block> {
        let layout = layout(size, align);
        // SAFETY: tests ask for sizes above zero.
        let ptr = unsafe { self.alloc(layout) }?;
        assert_eq!(ptr.addr().get() % align, 0, "{layout:?}");
        Some(Block { ptr, layout, byte }.write())
    }

    fn give(&self, block: Block) {
        block.check(block.layout.size());
        // SAFETY: a live block and its layout.
        unsafe { self.dealloc(block.narrowed(), block.layout) };
    }

    fn change(&self, block: Block, size: usize, may_move: bool) -> Option<Block> {
        block.check(block.layout.size());
        let ptr = block.narrowed();
        let changed = if may_move {
            // SAFETY: a live block and its layout; tests ask for sizes within bounds.
            unsafe { self.remap(ptr, block.layout, size) }
        } else {
            // SAFETY: as above.
            unsafe { self.resize_in_place(ptr, block.layout, size) }
        };
        let Some(ptr) = changed else {
            block.check(block.layout.size());
            return None;
        };
        assert!(may_move || ptr == block.ptr);
        assert!(size != block.layout.size() || ptr == block.ptr, "equal stays in place");
        assert_eq!(ptr.addr().get() % block.layout.align(), 0);
        let changed = Block { ptr, layout: layout(size, block.layout.align()), byte: block.byte };
        changed.check(size.min(block.layout.size()));
        Some(changed.write())
    }

    fn resized(&self, block: Block, size: usize) -> Option<Block> {
        self.change(block, size, false)
    }

    fn remapped(&self, block: Block, size: usize) -> Option<Block> {
        self.change(block, size, true)
    }
}

impl<A: Allocator, const MIN_ALIGN: usize> Use for ArenaAllocator<A, MIN_ALIGN> {}

#[track_caller]
fn assert_disjoint(blocks: &[Block]) {
    for (i, a) in blocks.iter().enumerate() {
        a.check(a.layout.size());
        for b in &blocks[i + 1..] {
            let apart =
                a.addr() + a.layout.size() <= b.addr() || b.addr() + b.layout.size() <= a.addr();
            assert!(apart, "{a:?} overlaps {b:?}");
        }
    }
}
