//! What a box leaks lives as long as its arena, and no longer.

use exalloc::{ArenaAllocator, ExBox, SystemAllocator};

fn main() {
    let arena = ArenaAllocator::new(SystemAllocator);
    let leaked = ExBox::leak(ExBox::new(1, &arena));
    drop(arena);
    *leaked += 1;
}
