//! One live block, as its owner knows it.

use super::pattern::Seed;
use super::words::{Method, Of};
use core::alloc::Layout;
use core::fmt;
use core::ptr::NonNull;

/// What happened to a block last.
#[derive(Clone, Copy, Debug)]
pub(super) enum History {
    /// It was handed out by this method.
    New(Method),
    /// This method gave it another size; it had this one before.
    Resized(Method, usize),
    /// This method refused to give it this size.
    Refused(Method, usize),
}

/// A live block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    pub(super) ptr: NonNull<u8>,
    pub(super) layout: Layout,
    pub(super) seed: Seed,
    /// So many bytes from the start hold the pattern.
    pub(super) filled: usize,
    pub(super) history: History,
}

impl Block {
    /// The address of its first byte.
    pub(super) fn start(&self) -> usize {
        self.ptr.addr().get()
    }

    /// Whether it has a byte in common with these addresses. Neither wraps.
    pub(super) fn overlaps(&self, start: usize, end: usize) -> bool {
        self.start() < end && start < self.start() + self.layout.size()
    }
}

/// The block, and what happened to it: an object in a sentence.
impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the live block of {} at {:#x}, ", Of(self.layout), self.start())?;
        match self.history {
            History::New(method) => write!(f, "which {method} returned"),
            History::Resized(method, from) => {
                write!(f, "to which {method} gave that size ({from} bytes before)")
            }
            History::Refused(method, to) => {
                write!(f, "which {method} refused to give {to} bytes")
            }
        }
    }
}
