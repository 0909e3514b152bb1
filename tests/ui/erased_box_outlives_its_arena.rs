//! A box that forgot which arena it is from doesn't outlive it.

use exalloc::{Allocator, ArenaAllocator, ExBox, SystemAllocator};

fn main() {
    let erased: ExBox<u32, &dyn Allocator>;
    {
        let arena = ArenaAllocator::new(SystemAllocator);
        erased = ExBox::erase_alloc(ExBox::new(1, &arena));
    }
    assert_eq!(*erased, 1);
}
