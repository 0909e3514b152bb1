//! C and C++ run no destructor, so elements that have one are refused, when code is generated.

use exalloc::{ExVec, MallocAllocator};

fn main() {
    let names: ExVec<String, _> = ExVec::new(MallocAllocator);
    let _ = names.into_malloc();
}
