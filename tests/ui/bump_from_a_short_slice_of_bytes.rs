//! Padding written through the allocator de-initialises bytes that their owner would read later.

use exalloc::{BumpAllocator, ExVec};

fn main() {
    let mut bytes = [0_u8; 64];
    {
        let bump = BumpAllocator::from_static(&mut bytes);
        ExVec::new(&bump).push(1_u32);
    }
    println!("{bytes:?}");
}
