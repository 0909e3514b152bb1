//! An object of C has a size, so a box of a value without one is refused, when code is generated.

use exalloc::{ExBox, MallocAllocator};

fn main() {
    let mark: ExBox<(), _> = ExBox::new((), MallocAllocator);
    let _ = ExBox::<(), MallocAllocator>::into_malloc(mark);
}
