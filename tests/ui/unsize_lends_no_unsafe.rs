//! What the caller writes in `unsize!` and `unsize_pin!` isn't inside their `unsafe`.

use core::fmt::Debug;
use core::pin::Pin;
use exalloc::{ExBox, SystemAllocator, unsize, unsize_pin};

unsafe fn boxed() -> ExBox<u32, SystemAllocator> {
    ExBox::new(1, SystemAllocator)
}

unsafe fn pinned() -> Pin<ExBox<u32, SystemAllocator>> {
    ExBox::pin(1, SystemAllocator)
}

fn main() {
    let _boxed = unsize!(boxed() => dyn Debug);
    let _pinned = unsize_pin!(pinned() => dyn Debug);
}
