//! A vector can't leave the scope of its arena.

use exalloc::{ArenaAllocator, ExVec, SystemAllocator};

fn main() {
    let v = {
        let arena = ArenaAllocator::new(SystemAllocator);
        let mut v = ExVec::new(&arena);
        v.push(1);
        v
    };
    assert_eq!(v, [1]);
}
