//! Wider blocks, and the chain of their fronts.

use core::alloc::Layout;
use core::ptr::NonNull;

/// What lies at the start of a wider block: the next front, if there is one.
struct Front(Option<NonNull<Front>>);

/// The wider block around a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wider {
    /// At least a [`Front`]'s size, and at least its alignment.
    pub(super) layout: Layout,
    /// Bytes before the block: an odd multiple of its alignment, at least a [`Front`]'s size. It
    /// depends on the alignment alone.
    pub(super) front: usize,
}

impl Wider {
    /// `None` if there is no such layout.
    pub(super) fn around(layout: Layout) -> Option<Self> {
        let align = layout.align();
        let front = align.checked_mul(size_of::<Front>().div_ceil(align) | 1)?;
        let aligned = align.checked_mul(2)?.max(align_of::<Front>());
        let size = front.checked_add(layout.size())?;
        let layout = Layout::from_size_align(size, aligned).ok()?;
        Some(Self { layout, front })
    }

    /// The address at which the wider block around the block at `ptr` starts.
    pub(super) fn start(&self, ptr: NonNull<u8>) -> usize {
        ptr.addr().get().wrapping_sub(self.front)
    }
}

/// A chain of fronts, youngest first.
///
/// # Invariants
///
/// 1. Every pointer of the chain denotes a live block of one allocator, as that one returned it,
///    aligned for a [`Front`] and as large.
/// 2. At its start lies an initialised [`Front`], which nobody else touches. No block is in the
///    chain twice.
pub(super) struct Fronts {
    first: Option<NonNull<Front>>,
}

// SAFETY: the chain owns the fronts, bytes that nobody else touches, and holds no allocator:
// whether the wider blocks may be given back in another thread is a matter of the allocator beside.
unsafe impl Send for Fronts {}

impl Fronts {
    /// No blocks.
    pub(super) const NONE: Self = Self { first: None };

    /// Puts the front of a block first.
    ///
    /// # Safety
    ///
    /// `start` denotes a live block that isn't in the chain, aligned for a [`Front`] and as large,
    /// and its first bytes are nobody else's until it is removed.
    pub(super) unsafe fn push(&mut self, start: NonNull<u8>) {
        let front = start.cast::<Front>();
        // SAFETY: live, aligned and large enough.
        unsafe { front.write(Front(self.first)) };
        // INVARIANT: 1 and 2: our caller promises the block, and the front was just written.
        self.first = Some(front);
    }

    /// Takes the block at this address out of the chain: its start, as the allocator returned it.
    pub(super) fn remove(&mut self, address: usize) -> Option<NonNull<u8>> {
        let mut before: Option<NonNull<Front>> = None;
        let mut current = self.first;
        while let Some(front) = current {
            // SAFETY: invariants 1 and 2.
            let Front(next) = unsafe { front.read() };
            if front.addr().get() == address {
                match before {
                    // INVARIANT: both hold for the rest of the chain.
                    None => self.first = next,
                    // SAFETY: invariants 1 and 2.
                    // INVARIANT: as above.
                    Some(before) => unsafe { before.write(Front(next)) },
                }
                return Some(front.cast());
            }
            before = current;
            current = next;
        }
        None
    }
}
