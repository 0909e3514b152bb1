//! An arena's state isn't synchronised, so what refers to it stays on its thread.

use exalloc::{ArenaAllocator, ExVec, SystemAllocator};

fn main() {
    let arena = ArenaAllocator::new(SystemAllocator);
    let mut v = ExVec::new(&arena);
    v.push(1);
    std::thread::scope(|scope| {
        scope.spawn(move || drop(v));
    });
}
