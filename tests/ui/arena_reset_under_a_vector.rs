//! F1: resetting an arena while a vector on it lives.

use exalloc::{ArenaAllocator, ExVec, SystemAllocator};

fn main() {
    let mut arena = ArenaAllocator::new(SystemAllocator);
    let mut v = ExVec::new(&arena);
    v.push(1);
    arena.reset();
    v.push(2);
}
