//! F1: giving an arena's chunks back while a value in it lives.

use exalloc::{ArenaAllocator, SystemAllocator};

fn main() {
    let mut arena = ArenaAllocator::new(SystemAllocator);
    let value = arena.alloc_value(1);
    arena.free_all();
    *value += 1;
}
