//! What the failing cases would be if they kept the rules. A passing case also makes trybuild
//! generate code, in which `alloc_value`'s refusal appears.

use core::mem::MaybeUninit;
use exalloc::{ArenaAllocator, BumpAllocator, ExVec, InlineBump, SystemAllocator};

fn main() {
    let mut arena = ArenaAllocator::new(SystemAllocator);
    let mut v = ExVec::new(&arena);
    v.push(1);
    let number = arena.alloc_value(1_u32);
    *number += v[0];
    drop(v);
    arena.reset();

    let inline = InlineBump::<64>::new();
    ExVec::new(&inline).push(1_u8);

    let mut memory = [MaybeUninit::<u8>::uninit(); 64];
    let bump = BumpAllocator::new(&mut memory);
    ExVec::new(&bump).push(1_u8);

    let sent = ExVec::<u32, _>::new(ArenaAllocator::new(SystemAllocator));
    std::thread::spawn(move || drop(sent)).join().unwrap();
}
