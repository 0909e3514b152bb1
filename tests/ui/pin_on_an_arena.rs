//! B5: a pinned value must stay until its destructor has run; an arena may go before.

use exalloc::{ArenaAllocator, ExBox, SystemAllocator};

fn main() {
    let arena = ArenaAllocator::new(SystemAllocator);
    let _pinned = ExBox::pin(1, &arena);
}
