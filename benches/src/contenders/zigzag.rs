//! zigzag-alloc: its collections on its `SystemAllocator`, its arena, its `BumpAllocator`.

use crate::workloads::Region;
use crate::workloads::arena_known::Values;
use crate::workloads::arena_unknown::Blocks;
use crate::workloads::boxes::Boxes;
use crate::workloads::buffer::Buffer;
use crate::workloads::push::{Vector, Vectors};
use crate::workloads::strings::{Formats, Texts, Writes};
use core::alloc::Layout;
use core::fmt::Write;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use zigzag_alloc::alloc::allocator::Allocator;
use zigzag_alloc::alloc::arena::ArenaAllocator;
use zigzag_alloc::alloc::bump::BumpAllocator;
use zigzag_alloc::alloc::system::SystemAllocator;
use zigzag_alloc::{ExBox, ExString, ExVec};

/// On the heap.
pub(crate) struct ZigzagHeap(SystemAllocator);

impl Region for ZigzagHeap {
    fn with_capacity(_: usize) -> Self {
        Self(SystemAllocator)
    }

    #[inline(always)]
    fn reset(&mut self) {}
}

impl Vector for ExVec<'_, u64> {
    #[inline(always)]
    fn push(&mut self, number: u64) {
        self.push(number);
    }

    #[inline(always)]
    fn extend(&mut self, numbers: &[u64]) {
        self.push_slice(numbers);
    }

    #[inline(always)]
    fn as_slice(&self) -> &[u64] {
        self.as_slice()
    }
}

impl Vectors for ZigzagHeap {
    type Vector<'a> = ExVec<'a, u64>;

    #[inline(always)]
    fn vector(&self) -> Self::Vector<'_> {
        ExVec::new(&self.0)
    }
}

impl Boxes for ZigzagHeap {
    type Boxed<'a> = ExBox<'a, [u64; 3]>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        ExBox::new(value, &self.0).expect("memory")
    }

    #[inline(always)]
    fn value<'a>(boxed: &'a Self::Boxed<'_>) -> &'a [u64; 3] {
        boxed
    }

    #[inline(always)]
    fn free(&self, boxed: Self::Boxed<'_>) {
        drop(boxed);
    }
}

impl Texts for ZigzagHeap {
    type Text<'a> = ExString<'a>;

    #[inline(always)]
    fn text(&self) -> Self::Text<'_> {
        ExString::new(&self.0)
    }

    #[inline(always)]
    fn as_str<'a>(text: &'a Self::Text<'_>) -> &'a str {
        text.as_str()
    }

    #[inline(always)]
    fn push_str(text: &mut Self::Text<'_>, word: &str) {
        text.push_str(word);
    }
}

impl Writes for ZigzagHeap {
    #[inline(always)]
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str) {
        write!(text, "{number} {word}").expect("memory");
    }
}

impl Formats for ZigzagHeap {
    #[inline(always)]
    fn format(&self, number: u64, word: &str) -> Self::Text<'_> {
        let mut text = ExString::new(&self.0);
        Self::write(&mut text, number, word);
        text
    }
}

/// Its arena, which takes a block of the heap for each of its own.
pub(crate) struct ZigzagArena(ArenaAllocator<SystemAllocator>);

impl Region for ZigzagArena {
    fn with_capacity(_: usize) -> Self {
        Self(ArenaAllocator::new(SystemAllocator))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl Values for ZigzagArena {
    #[inline(always)]
    fn value(&self, value: [u64; 3]) -> &[u64; 3] {
        let block = self.block(Layout::for_value(&value)).cast();
        // SAFETY: a new block with the layout of a value.
        unsafe { block.write(value) };
        // SAFETY: just written; the arena's memory lives until a reset, which `&mut self` forbids.
        unsafe { block.as_ref() }
    }
}

impl Blocks for ZigzagArena {
    #[inline(always)]
    fn block(&self, layout: Layout) -> NonNull<u8> {
        // SAFETY: our caller promises a size above zero.
        unsafe { self.0.alloc(layout) }.expect("memory")
    }
}

/// Its bump allocator, which aligns distances from the buffer's start.
pub(crate) struct ZigzagBump(BumpAllocator);

impl Buffer for ZigzagBump {
    fn on(buffer: &'static mut [MaybeUninit<u8>]) -> Self {
        buffer.fill(MaybeUninit::new(0));
        // SAFETY: all of it was just initialised.
        Self(BumpAllocator::new(unsafe { buffer.assume_init_mut() }))
    }

    #[inline(always)]
    fn block(&self, layout: Layout) -> Option<NonNull<u8>> {
        // SAFETY: our caller promises a size above zero.
        unsafe { self.0.alloc(layout) }
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}
