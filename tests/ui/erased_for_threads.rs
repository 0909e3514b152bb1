//! A box that forgot its allocator forgot too whether that is for threads.

use exalloc::{ExBox, SystemAllocator};

fn main() {
    let erased = ExBox::erase_alloc(ExBox::new(1, &SystemAllocator));
    std::thread::spawn(move || drop(erased));
}
