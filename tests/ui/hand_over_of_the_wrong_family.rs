//! A block of one heap can't be handed to the routine of another.

use exalloc::{ExBox, ExVec, MallocAllocator, SystemAllocator};

fn main() {
    let system = ExVec::<u8, _>::new(SystemAllocator);
    let _ = system.into_malloc();
    let malloc = ExVec::<u8, _>::new(MallocAllocator);
    let _ = malloc.into_cpp_array();
    let _ = ExBox::into_cpp_single(ExBox::try_new(1_u8, MallocAllocator).unwrap());
}
