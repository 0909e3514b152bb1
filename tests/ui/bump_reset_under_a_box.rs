//! F1: resetting a bump allocator while a box on it lives.

use core::mem::MaybeUninit;
use exalloc::{BumpAllocator, ExBox};

fn main() {
    let mut memory = [MaybeUninit::uninit(); 64];
    let mut bump = BumpAllocator::new(&mut memory);
    let b = ExBox::new(1, &bump);
    bump.reset();
    assert_eq!(*b, 1);
}
