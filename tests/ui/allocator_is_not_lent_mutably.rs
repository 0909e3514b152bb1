//! Rule 1: a collection lends its allocator as `&A` only, or it could be reset under its blocks.

use exalloc::{ArenaAllocator, ExVec, SystemAllocator};

fn main() {
    let mut v = ExVec::new(ArenaAllocator::new(SystemAllocator));
    v.push(1);
    v.allocator().reset();
}
