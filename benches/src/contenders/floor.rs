//! What is there only to show how little work there is: the least that does it, and what can't be
//! avoided.

use crate::workloads::Region;
use crate::workloads::boxes::Boxes;
use crate::workloads::buffer::Buffer;
use core::alloc::Layout;
use core::cell::Cell;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

/// A position in a buffer, and its end; nothing is rounded but for alignment.
#[derive(Debug)]
pub(crate) struct Position {
    start: NonNull<u8>,
    position: Cell<NonNull<u8>>,
    end: usize,
}

impl Buffer for Position {
    fn on(buffer: &'static mut [MaybeUninit<u8>]) -> Self {
        let start = NonNull::from(&mut *buffer).cast();
        Self { start, position: Cell::new(start), end: start.addr().get() + buffer.len() }
    }

    #[inline(always)]
    fn block(&self, layout: Layout) -> Option<NonNull<u8>> {
        let position = self.position.get();
        // Nothing overflows: what is asked for is small, and no buffer ends at the last address.
        let start = (position.addr().get() + layout.align() - 1) & !(layout.align() - 1);
        let end = start + layout.size();
        if end > self.end {
            return None;
        }
        // SAFETY: inside the buffer, as the end of the block is; no buffer begins at address zero.
        let block = unsafe { position.add(start - position.addr().get()) };
        // SAFETY: the same.
        self.position.set(unsafe { block.add(layout.size()) });
        Some(block)
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.position.set(self.start);
    }
}

/// C++'s `operator new` and `operator delete`, as exalloc's shim calls them, and nothing around.
#[derive(Debug)]
pub(crate) struct OperatorNew;

impl Region for OperatorNew {
    fn with_capacity(_: usize) -> Self {
        Self
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

const VALUE: Layout = Layout::new::<[u64; 3]>();

impl Boxes for OperatorNew {
    type Boxed<'a> = NonNull<[u64; 3]>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        // SAFETY: the alignment is a power of two.
        let block = unsafe { exalloc_cpp::operator_new(VALUE.size(), VALUE.align()) };
        // SAFETY: a bench ends at the latest when it writes to null.
        let block = unsafe { NonNull::new_unchecked(block.cast()) };
        // SAFETY: a new block with the layout of a value.
        unsafe { block.write(value) };
        block
    }

    #[inline(always)]
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3] {
        // SAFETY: `boxed` wrote it.
        unsafe { boxed.as_ref() }
    }

    #[inline(always)]
    fn free(&self, boxed: Self::Boxed<'_>) {
        let block = boxed.as_ptr().cast();
        // SAFETY: a block of `operator_new` with this size and alignment, not used any more.
        unsafe { exalloc_cpp::operator_delete(block, VALUE.size(), VALUE.align()) };
    }
}

#[cfg(test)]
mod tests {
    use super::Position;
    use crate::Input;
    use crate::workloads::buffer::{self, BLOCKS, Buffer};

    #[test]
    fn as_many_blocks_fit_as_goal_9_says() {
        let bytes = vec![core::mem::MaybeUninit::uninit(); buffer::BYTES + 64].leak();
        let skipped = bytes.as_ptr().align_offset(64);
        let position = Position::on(&mut bytes[skipped..][..buffer::BYTES]);
        let input = Input::of(10_000);
        let table = buffer::table(&input);
        assert_eq!(table.take_while(|&l| position.block(l).is_some()).count(), BLOCKS);
    }
}
