//! F11: safe code dereferences what an allocator returns, so the trait is unsafe to implement.

use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc::Allocator;

struct Wrong;

impl Allocator for Wrong {
    unsafe fn alloc(&self, _: Layout) -> Option<NonNull<u8>> {
        None
    }
    unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
}

fn main() {}
