//! Blocks in a buffer of 64 KiB until there is no room for the next one, then a reset. An operation
//! is a block that fits; the layouts are those of [`arena_unknown`](super::arena_unknown).

use super::{Work, Workload, arena_unknown};
use crate::Input;
use crate::watch::Watch;
use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::NonNull;

/// The buffer's size.
pub const BYTES: usize = 64 << 10;
/// Blocks that fit without any padding but what alignments ask for.
pub const BLOCKS: usize = 872;

/// Hands out blocks of a buffer.
pub trait Buffer: Sized {
    /// Takes the buffer; who can't use one that is given allocates [`BYTES`] bytes, and no more
    /// later.
    fn on(buffer: &'static mut [MaybeUninit<u8>]) -> Self;

    /// An uninitialised block, which lives until the next [`reset`](Self::reset), or none when
    /// there is no room.
    ///
    /// `layout.size()` is above zero.
    fn block(&self, layout: Layout) -> Option<NonNull<u8>>;

    /// Takes back everything that was handed out.
    fn reset(&mut self);
}

/// The workload, on one contender's memory.
#[derive(Debug)]
pub struct Full<B> {
    buffer: B,
    layouts: Vec<Layout>,
    /// Blocks that fit.
    fit: usize,
}

#[repr(align(64))]
struct Bytes([MaybeUninit<u8>; BYTES]);

impl<B: Buffer + 'static> Work for Full<B> {
    const WORKLOAD: Workload = Workload::Buffer;
    /// How many fit is the contender's; these do, for every one of them.
    const SUMMED: usize = SUMMED;

    fn prepare(input: &Input) -> Self {
        // For good: a value that owned its buffer and the allocator on it would refer to itself.
        let bytes = Box::leak(Box::new(Bytes([MaybeUninit::uninit(); BYTES])));
        let mut buffer = B::on(&mut bytes.0);
        let layouts: Vec<_> = table(input).collect();
        let fit = layouts.iter().position(|&layout| buffer.block(layout).is_none());
        buffer.reset();
        // Panics: never, as the blocks of the table are larger than the buffer.
        Self { buffer, layouts, fit: fit.expect("the buffer is full") }
    }

    #[inline(always)]
    fn body(&mut self, input: &Input, watch: &mut impl Watch) {
        for _ in 0..fills(input) {
            for &layout in &self.layouts {
                match self.buffer.block(layout) {
                    Some(block) => watch.block(block, layout),
                    None => break,
                }
            }
            watch.reset();
            self.buffer.reset();
        }
    }

    fn operations(&self, input: &Input) -> usize {
        self.fit * fills(input)
    }
}

/// Blocks of each fill that are part of the checksum.
pub(crate) const SUMMED: usize = 800;

/// How often the buffer is filled in a round.
#[must_use]
pub fn fills(input: &Input) -> usize {
    input.operations().div_ceil(BLOCKS)
}

/// The layouts of one fill, more than fit, for contenders in any language.
pub(crate) fn table(input: &Input) -> impl Iterator<Item = Layout> {
    // With this offset, exactly `BLOCKS` fit (a test of the floor's asserts it).
    arena_unknown::layouts(input.seed + SEED).take(1000)
}

const SEED: u64 = 23;
