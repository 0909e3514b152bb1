use super::InlineBump;
use alloc::boxed::Box;
use alloc::format;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::Allocator;

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

/// A block, of which every byte has been written.
fn alloc<A: Allocator>(bump: A, layout: Layout, byte: u8) -> Option<NonNull<u8>> {
    // SAFETY: tests ask for sizes above zero.
    let block = unsafe { bump.alloc(layout) }?;
    assert_eq!(block.addr().get() % layout.align(), 0, "{layout:?}");
    // SAFETY: a fresh block of that size.
    unsafe { block.write_bytes(byte, layout.size()) };
    Some(block)
}

#[test]
fn every_alignment_by_address_wherever_the_value_lies() {
    #[repr(C)]
    struct Shifted<T>([u8; 8], T);

    let near = InlineBump::<2048>::new();
    let far = Box::new(Shifted([0; 8], InlineBump::<2048>::new()));
    for bump in [&near, &far.1] {
        let range = bump.storage.get().addr()..bump.storage.get().addr() + 2048;
        for shift in 0..9 {
            let block = alloc(bump, layout(3, 1 << shift), 1).unwrap();
            assert!(range.contains(&block.addr().get()));
            assert!(range.contains(&(block.addr().get() + 2)));
        }
        assert_eq!(alloc(bump, layout(1, 1 << (usize::BITS - 2)), 1), None);
    }
}

#[test]
fn the_last_byte_is_used_and_no_more() {
    let mut bump = InlineBump::<32>::new();
    assert_eq!(alloc(&bump, layout(33, 1), 0), None);
    assert!(alloc(&bump, layout(32, 1), 0).is_some());
    assert_eq!(alloc(&bump, layout(1, 1), 0), None);
    assert_eq!((bump.used(), bump.remaining(), bump.capacity()), (32, 0, 32));
    bump.reset();
    assert_eq!((bump.used(), bump.remaining()), (0, 32));
}

#[test]
fn nothing_fits_into_no_bytes() {
    let bump = InlineBump::<0>::default();
    assert_eq!(alloc(&bump, layout(1, 1), 0), None);
    assert_eq!(alloc(&bump, layout(1, 4096), 0), None);
    assert_eq!(bump.capacity(), 0);
}

#[test]
fn blocks_survive_other_borrows_and_operations() {
    // The borrow checker allows both borrows at once; neither may disturb the other's blocks.
    let bump = InlineBump::<64>::new();
    let (one, other) = (&bump, &bump);
    let first = alloc(one, layout(8, 1), 1).unwrap();
    // SAFETY: the block is live, initialised, and ours.
    let exclusive = unsafe { &mut *first.cast::<[u8; 8]>().as_ptr() };
    let second = alloc(other, layout(8, 1), 2).unwrap();
    exclusive[7] = 3;
    assert_eq!(bump.used(), 16);
    exclusive[0] = 4;
    // SAFETY: a live block and its layout; the new size is above zero and small.
    let second = unsafe { one.resize_in_place(second, layout(8, 1), 56) }.unwrap();
    // SAFETY: the block has 56 bytes now.
    unsafe { second.write_bytes(5, 56) };
    assert_eq!(*exclusive, [4, 1, 1, 1, 1, 1, 1, 3]);
    // SAFETY: a live block and its layout.
    unsafe { other.dealloc(second, layout(56, 1)) };
    assert_eq!(bump.used(), 8);
}

#[test]
fn moved_between_two_uses() {
    let bump = InlineBump::<64>::new();
    alloc(&bump, layout(5, 1), 1).unwrap();
    let mut elsewhere = Box::new(bump);
    assert_eq!(elsewhere.used(), 5);
    let block = alloc(&*elsewhere, layout(8, 8), 2).unwrap();
    let low = elsewhere.storage.get().addr();
    assert!((low + 5..low + 64).contains(&block.addr().get()));
    elsewhere.reset();
    assert!(alloc(&*elsewhere, layout(64, 1), 3).is_some());
}

#[test]
fn a_constant_and_debug() {
    static_assertions();
    let bump = const { InlineBump::<16>::new() };
    alloc(&bump, layout(4, 1), 0).unwrap();
    assert_eq!(format!("{bump:?}"), "InlineBump { used: 4, capacity: 16, .. }");
}

fn static_assertions() {
    fn send<T: Send>() {}
    send::<InlineBump<8>>();
    assert_eq!(size_of::<InlineBump<8>>(), size_of::<usize>() + 8);
}
