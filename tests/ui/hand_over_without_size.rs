//! An object of C has a size, so elements without one are refused, when code is generated.

use exalloc::{ExVec, MallocAllocator};

fn main() {
    let marks: ExVec<(), _> = ExVec::new(MallocAllocator);
    let _ = marks.into_malloc();
}
