//! A vector that has forgotten which allocator it is can't leave the scope of its arena either.

use exalloc::{ArenaAllocator, ExVec, SystemAllocator};

fn main() {
    let v = {
        let arena = ArenaAllocator::new(SystemAllocator);
        let mut v = ExVec::new(&arena);
        v.push(1);
        v.erase_alloc()
    };
    assert_eq!(v, [1]);
}
