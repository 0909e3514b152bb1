//! An arena runs no destructors, so it refuses values that have one, when code is generated.

use exalloc::{ArenaAllocator, SystemAllocator};

fn main() {
    let arena = ArenaAllocator::new(SystemAllocator);
    arena.alloc_value(String::from("lost"));
}
