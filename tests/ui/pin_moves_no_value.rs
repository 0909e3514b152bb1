//! A pinned value doesn't move: neither out of its box, nor into another one's block.

use core::marker::PhantomPinned;
use exalloc::{ExBox, SystemAllocator};

fn main() {
    let pinned = ExBox::pin(PhantomPinned, SystemAllocator);
    let _out = ExBox::into_inner(pinned);
    let pinned = ExBox::pin(PhantomPinned, SystemAllocator);
    let _moved = ExBox::into_alloc(pinned, SystemAllocator);
}
