//! How large chunks are: arithmetic only, in bytes.

#![forbid(unsafe_code)]

use crate::bump_math::align_up;

/// What stands at the low end of a chunk: two words.
const HEADER: usize = 2 * size_of::<usize>();

/// The alignment that chunks are requested with.
///
/// Two words are what every heap gives anyway, with the fastest of its functions, and what it can
/// `realloc`; more only where the arena's minimum alignment needs it.
#[inline]
pub(super) const fn chunk_layout_align(min_align: usize) -> usize {
    if min_align > HEADER { min_align } else { HEADER }
}

/// The distance from a chunk's first byte to the first block in it.
///
/// A multiple of the chunk's alignment, so that a block which is aligned no more than its chunk
/// needs no padding there.
#[inline]
pub(super) const fn header_size(min_align: usize) -> usize {
    align_up(HEADER, chunk_layout_align(min_align))
}

/// The size of what blocks can have of a chunk of `size` bytes: what is behind the header, up to
/// the last multiple of `min_align`.
#[inline]
pub(super) const fn usable(size: usize, min_align: usize) -> usize {
    // Can't wrap: a chunk is larger than its header.
    size.wrapping_sub(header_size(min_align)) & !min_align.wrapping_sub(1)
}

/// The size of a chunk that has room for one block of `size` bytes, wherever the chunk lies; `None`
/// beyond the address space.
#[inline]
pub(super) const fn chunk_size_for(size: usize, align: usize, min_align: usize) -> Option<usize> {
    // The first block's place is a multiple of the chunk's alignment. From there to the next
    // multiple of a larger power of two it is at most the difference of the two.
    let padding = align.saturating_sub(chunk_layout_align(min_align));
    match header_size(min_align).checked_add(padding) {
        Some(start) => start.checked_add(size),
        None => None,
    }
}

/// Where the first block of alignment `align` begins in a chunk at address `base`, as a distance.
///
/// It is the place of the only block in a chunk of its own.
#[inline]
pub(super) const fn first_offset(base: usize, align: usize, min_align: usize) -> usize {
    debug_assert!(align.is_power_of_two());
    let behind_header = base.wrapping_add(header_size(min_align));
    align_up(behind_header, align).wrapping_sub(base)
}

/// By which sizes an arena asks for chunks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Growth {
    /// The size of the first chunk.
    pub(super) first: usize,
    /// What each size is multiplied with to give the next.
    pub(super) factor: usize,
    /// The size at which growth stops.
    pub(super) bound: usize,
}

impl Growth {
    /// Doubles from a kibibyte (slightly less, for what heaps add to a block) to a gibibyte, or to
    /// what suits a smaller address space.
    ///
    /// So small arenas stay small, the unused part of the newest chunk is at most about half of all
    /// memory, and it is bounded.
    pub(super) const DEFAULT: Self = {
        let bound_shift = match usize::BITS {
            16 => 12,
            32 => 26,
            _ => 30,
        };
        Self { first: 1024 - 4 * size_of::<usize>(), factor: 2, bound: 1 << bound_shift }
    };

    /// The size of the first chunk: at least so large that one smallest block fits.
    pub(super) const fn first(self, min_align: usize) -> usize {
        let least = header_size(min_align).saturating_add(min_align);
        if self.first > least { self.first } else { least }
    }

    /// The size after `size`: never smaller, and beyond the bound the same.
    pub(super) const fn next(self, size: usize) -> usize {
        let grown = size.saturating_mul(self.factor);
        let bounded = if grown < self.bound { grown } else { self.bound };
        if bounded > size { bounded } else { size }
    }
}
