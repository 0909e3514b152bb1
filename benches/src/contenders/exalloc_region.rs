//! exalloc's collections on a region: `&ArenaAllocator` and `&BumpAllocator`.

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
use exalloc::{
    Allocator, ArenaAllocator, ArenaBuilder, BumpAllocator, ExBox, ExString, ExVec,
    SystemAllocator, ex_format,
};

/// Memory of an allocator that takes everything back at once.
#[derive(Debug)]
pub(crate) struct ExallocRegion<A>(A);

pub(crate) type ExallocArena = ExallocRegion<ArenaAllocator<SystemAllocator>>;
pub(crate) type ExallocBump = ExallocRegion<BumpAllocator<'static>>;

impl Region for ExallocArena {
    fn with_capacity(bytes: usize) -> Self {
        Self(ArenaBuilder::new().first_chunk_size(bytes).build(SystemAllocator))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl Region for ExallocBump {
    fn with_capacity(bytes: usize) -> Self {
        // For good: a region that owned its buffer and the allocator on it would refer to itself.
        let buffer: &'static mut [MaybeUninit<u8>] = Box::leak(Box::new_uninit_slice(bytes));
        Self(BumpAllocator::new(buffer))
    }

    #[inline(always)]
    fn reset(&mut self) {
        self.0.reset();
    }
}

impl<A: Allocator + 'static> Vectors for ExallocRegion<A>
where
    Self: Region,
{
    type Vector<'a> = ExVec<u64, &'a A>;

    #[inline(always)]
    fn vector(&self) -> Self::Vector<'_> {
        ExVec::new(&self.0)
    }
}

impl<A: Allocator + 'static> Boxes for ExallocRegion<A>
where
    Self: Region,
{
    type Boxed<'a> = ExBox<[u64; 3], &'a A>;

    #[inline(always)]
    fn boxed(&self, value: [u64; 3]) -> Self::Boxed<'_> {
        ExBox::new(value, &self.0)
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

impl Values for ExallocArena {
    #[inline(always)]
    fn value(&self, value: [u64; 3]) -> &[u64; 3] {
        self.0.alloc_value(value)
    }
}

impl Values for ExallocBump {
    #[inline(always)]
    fn value(&self, value: [u64; 3]) -> &[u64; 3] {
        ExBox::leak(ExBox::new(value, &self.0))
    }
}

impl<A: Allocator + 'static> Blocks for ExallocRegion<A>
where
    Self: Region,
{
    #[inline(always)]
    fn block(&self, layout: Layout) -> NonNull<u8> {
        // SAFETY: our caller promises a size above zero.
        match unsafe { self.0.alloc(layout) } {
            Some(block) => block,
            None => exhausted(),
        }
    }
}

impl Buffer for ExallocBump {
    fn on(buffer: &'static mut [MaybeUninit<u8>]) -> Self {
        Self(BumpAllocator::new(buffer))
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

impl<A: Allocator + 'static> Texts for ExallocRegion<A>
where
    Self: Region,
{
    type Text<'a> = ExString<&'a A>;

    #[inline(always)]
    fn text(&self) -> Self::Text<'_> {
        ExString::new(&self.0)
    }

    #[inline(always)]
    fn as_str<'a>(text: &'a Self::Text<'_>) -> &'a str {
        text
    }

    #[inline(always)]
    fn push_str(text: &mut Self::Text<'_>, word: &str) {
        text.push_str(word);
    }
}

impl<A: Allocator + 'static> Writes for ExallocRegion<A>
where
    Self: Region,
{
    #[inline(always)]
    fn write(text: &mut Self::Text<'_>, number: u64, word: &str) {
        write!(text, "{number} {word}").expect("memory");
    }
}

impl<A: Allocator + 'static> Formats for ExallocRegion<A>
where
    Self: Region,
{
    #[inline(always)]
    fn format(&self, number: u64, word: &str) -> Self::Text<'_> {
        ex_format!(in &self.0, "{number} {word}")
    }
}

/// How often a vector moves while it grows to 10,000 elements as the last block of a region, on all
/// regions together.
pub(super) fn moves() -> usize {
    moves_on(&ExallocArena::with_capacity(1 << 20)) + moves_on(&ExallocBump::with_capacity(1 << 20))
}

fn moves_on(region: &impl Vectors) -> usize {
    let mut v = region.vector();
    v.push(0);
    let (mut moves, mut start) = (0, v.as_slice().as_ptr());
    for number in 1..10_000 {
        v.push(number);
        moves += usize::from(v.as_slice().as_ptr() != start);
        start = v.as_slice().as_ptr();
    }
    moves
}

/// A region was made too small: a fault of the workload.
#[cold]
#[inline(never)]
fn exhausted() -> ! {
    panic!("the region is exhausted")
}

#[cfg(test)]
mod tests {
    /// Half of goal G2.
    #[test]
    fn the_last_block_of_a_region_grows_without_a_copy() {
        assert_eq!(super::moves(), 0);
    }
}
