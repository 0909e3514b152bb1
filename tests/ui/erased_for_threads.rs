//! A box that forgot an allocator of one thread stays there.

use exalloc::{ArenaAllocator, ExBox, SystemAllocator};

fn main() {
    let arena = ArenaAllocator::new(SystemAllocator);
    let _shared = ExBox::erase_alloc_sync(ExBox::new(1, &arena));
    let erased = ExBox::erase_alloc(ExBox::new(1, &SystemAllocator));
    std::thread::spawn(move || drop(erased));
}
