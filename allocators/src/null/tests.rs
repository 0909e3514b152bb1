use super::NullAllocator;
use crate::ArenaAllocator;
use core::alloc::Layout;
use exalloc_core::Allocator;

#[test]
fn every_request_is_refused() {
    for (size, align) in [(1, 1), (1, 4096), (4096, 8)] {
        let layout = Layout::from_size_align(size, align).expect("a power of two");
        let null: &dyn Allocator = &NullAllocator;
        // SAFETY: the sizes are above zero.
        assert_eq!(unsafe { null.alloc(layout) }, None);
        // SAFETY: as above.
        assert_eq!(unsafe { null.alloc_zeroed(layout) }, None);
    }
}

#[test]
fn an_arena_on_it_is_refused() {
    let arena = ArenaAllocator::new(NullAllocator);
    // SAFETY: the size is above zero.
    assert_eq!(unsafe { arena.alloc(Layout::new::<u8>()) }, None);
}
