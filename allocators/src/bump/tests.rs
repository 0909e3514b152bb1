use super::BumpAllocator;
use alloc::boxed::Box;
use alloc::format;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::Allocator;

fn layout(size: usize, align: usize) -> Layout {
    Layout::from_size_align(size, align).unwrap()
}

fn memory<const N: usize>() -> [MaybeUninit<u8>; N] {
    [MaybeUninit::uninit(); N]
}

/// A block, of which every byte has been written.
fn alloc<A: Allocator>(bump: &A, layout: Layout, byte: u8) -> Option<NonNull<u8>> {
    // SAFETY: tests ask for sizes above zero.
    let block = unsafe { bump.alloc(layout) }?;
    assert_eq!(block.addr().get() % layout.align(), 0, "{layout:?}");
    // SAFETY: a fresh block of that size.
    unsafe { block.write_bytes(byte, layout.size()) };
    Some(block)
}

fn bytes(block: NonNull<u8>, size: usize) -> Vec<u8> {
    // SAFETY: tests pass live blocks that are initialised so far.
    unsafe { core::slice::from_raw_parts(block.as_ptr(), size) }.to_vec()
}

#[test]
fn every_alignment_from_every_offset_of_the_buffer() {
    // 9 blocks of 16 at alignments up to 256 need at most so much, wherever the buffer begins.
    let mut memory = memory::<2048>();
    for offset in 0..64 {
        let bump = BumpAllocator::new(&mut memory[offset..]);
        let low = bump.base.addr().get();
        let mut end = low;
        for shift in 0..9 {
            let layout = layout(16 - shift, 1 << shift);
            let block = alloc(&bump, layout, shift as u8).unwrap();
            let start = block.addr().get();
            assert!(start >= end && start - end < layout.align(), "no more padding than needed");
            end = start + layout.size();
            assert_eq!(bump.used(), end - low);
        }
    }
}

#[test]
fn the_last_byte_is_used() {
    let mut memory = memory::<64>();
    let mut bump = BumpAllocator::new(&mut memory);
    for size in 1..=64 {
        for _ in 0..64 / size {
            assert!(alloc(&bump, layout(size, 1), 1).is_some());
        }
        assert_eq!(bump.remaining(), 64 % size);
        assert_eq!(alloc(&bump, layout(64 % size + 1, 1), 1), None);
        assert_eq!(bump.remaining(), 64 % size, "a refusal changes nothing");
        bump.reset();
        assert_eq!((bump.used(), bump.remaining(), bump.capacity()), (0, 64, 64));
    }
}

#[test]
fn small_blocks_fill_64_kib() {
    // 64 KiB for blocks of 75 bytes on average, in a deterministic mixture: only the last may miss.
    let mut memory = alloc::vec![MaybeUninit::<u8>::uninit(); 65_536];
    let bump = BumpAllocator::new(&mut memory);
    let (mut total, mut fitted) = (0, 0);
    for i in 0_usize.. {
        let size = 16 + i * 37 % 119;
        if alloc(&bump, layout(size, 1), 1).is_none() {
            assert!(total + size > 65_536);
            break;
        }
        total += size;
        fitted += 1;
    }
    assert_eq!(bump.used(), total, "no byte between blocks of alignment 1");
    assert!(fitted > 800);
}

#[test]
fn impossible_sizes_and_alignments_are_refused() {
    let mut memory = memory::<64>();
    let bump = BumpAllocator::new(&mut memory);
    let max = isize::MAX as usize;
    for shift in 0..usize::BITS {
        let align = 1_usize << shift;
        let huge = layout(max + 1 - align, align);
        if huge.size() > 64 {
            assert_eq!(alloc(&bump, huge, 0), None);
        }
    }
    // The largest alignment that a block may have divides few addresses: 0, and three more.
    assert_eq!(alloc(&bump, layout(1, 1 << (usize::BITS - 2)), 0), None);
    assert_eq!(bump.used(), 0);
    let block = alloc(&bump, layout(8, 1), 7).unwrap();
    // SAFETY: a live block and its layout; the new sizes are within bounds.
    assert_eq!(unsafe { bump.resize_in_place(block, layout(8, 1), max) }, None);
    // SAFETY: as above.
    assert_eq!(unsafe { bump.remap(block, layout(8, 1), 65) }, None);
    assert_eq!(bytes(block, 8), [7; 8]);
    assert_eq!(bump.used(), 8);
}

#[test]
fn nothing_fits_an_empty_buffer() {
    let bump = BumpAllocator::new(&mut []);
    assert_eq!(alloc(&bump, layout(1, 1), 0), None);
    assert_eq!(alloc(&bump, layout(1, 4096), 0), None);
    assert_eq!((bump.used(), bump.capacity()), (0, 0));
}

#[test]
fn the_last_block_goes_back_and_is_handed_out_again() {
    let mut memory = memory::<64>();
    let bump = BumpAllocator::new(&mut memory);
    let first = alloc(&bump, layout(10, 1), 1).unwrap();
    let second = alloc(&bump, layout(10, 1), 2).unwrap();
    // SAFETY: a live block and its layout.
    unsafe { bump.dealloc(first, layout(10, 1)) };
    assert_eq!(bump.used(), 20, "the block below waits for the reset");
    // SAFETY: a live block and its layout.
    unsafe { bump.dealloc(second, layout(10, 1)) };
    assert_eq!(bump.used(), 10);
    assert_eq!(alloc(&bump, layout(1, 1), 3), Some(second));
}

#[test]
fn the_last_block_changes_its_size_and_others_shrink() {
    let mut memory = memory::<64>();
    let bump = BumpAllocator::new(&mut memory);
    let first = alloc(&bump, layout(10, 1), 1).unwrap();
    // SAFETY: a live block and its layout; the new size is above zero and small.
    assert_eq!(unsafe { bump.resize_in_place(first, layout(10, 1), 20) }, Some(first));
    assert_eq!((bump.used(), bytes(first, 10)), (20, alloc::vec![1; 10]));
    // SAFETY: as above; the block's layout is the new one now.
    assert_eq!(unsafe { bump.remap(first, layout(20, 1), 5) }, Some(first));
    assert_eq!(bump.used(), 5);

    let second = alloc(&bump, layout(30, 1), 2).unwrap();
    // SAFETY: as above.
    assert_eq!(unsafe { bump.resize_in_place(first, layout(5, 1), 6) }, None);
    // SAFETY: as above.
    assert_eq!(unsafe { bump.resize_in_place(first, layout(5, 1), 5) }, Some(first));
    // SAFETY: as above.
    assert_eq!(unsafe { bump.resize_in_place(first, layout(5, 1), 2) }, Some(first));
    assert_eq!(bump.used(), 35, "what a block below gives up waits for the reset");
    // SAFETY: as above.
    assert_eq!(unsafe { bump.resize_in_place(second, layout(30, 1), 59) }, Some(second));
    // SAFETY: as above.
    assert_eq!(unsafe { bump.resize_in_place(second, layout(59, 1), 60) }, None);
    assert_eq!((bytes(first, 2), bytes(second, 30)), (alloc::vec![1; 2], alloc::vec![2; 30]));
}

#[test]
fn zeroed_blocks_are_zero_where_others_have_been() {
    let mut memory = memory::<64>();
    let mut bump = BumpAllocator::new(&mut memory);
    alloc(&bump, layout(64, 1), 0xff).unwrap();
    bump.reset();
    // SAFETY: the size is above zero.
    let block = unsafe { bump.alloc_zeroed(layout(40, 1)) }.unwrap();
    assert_eq!(bytes(block, 40), [0; 40]);
}

#[test]
fn a_grown_block_is_written_through_the_returned_pointer() {
    let mut memory = memory::<64>();
    let bump = BumpAllocator::new(&mut memory);
    let block = alloc(&bump, layout(8, 1), 1).unwrap();
    // What `leak` makes of it: a pointer that may touch these 8 bytes only.
    // SAFETY: the block is live, initialised, and nobody else refers to it.
    let narrow = NonNull::from(unsafe { &mut *block.cast::<[u8; 8]>().as_ptr() }).cast();
    // SAFETY: a live block and its layout; the new size is above zero and small.
    let grown = unsafe { bump.resize_in_place(narrow, layout(8, 1), 64) }.unwrap();
    // SAFETY: the block has 64 bytes now.
    unsafe { grown.write_bytes(2, 64) };
    assert_eq!(bytes(grown, 64), [2; 64]);
}

#[test]
fn blocks_stay_while_the_allocator_moves() {
    let mut memory = memory::<64>();
    let bump = BumpAllocator::new(&mut memory);
    let first = alloc(&bump, layout(8, 8), 1).unwrap();
    let bump = Box::new(bump);
    let second = alloc(&*bump, layout(8, 8), 2).unwrap();
    let bump = std::thread::scope(|s| s.spawn(move || *bump).join().unwrap());
    assert_eq!((bytes(first, 8), bytes(second, 8)), (alloc::vec![1; 8], alloc::vec![2; 8]));
    // SAFETY: live blocks and their layouts, the last one first.
    unsafe { bump.dealloc(second, layout(8, 8)) };
    // SAFETY: as above.
    unsafe { bump.dealloc(first, layout(8, 8)) };
    assert!(bump.used() < 8, "padding at most");
}

#[test]
fn a_static_buffer() {
    let bump = BumpAllocator::from_static(Box::leak(Box::new([9; 16])));
    let block = alloc(&bump, layout(16, 1), 1).unwrap();
    assert_eq!(bytes(block, 16), [1; 16]);
    assert_eq!(format!("{bump:?}"), "BumpAllocator { used: 16, capacity: 16, .. }");
    // SAFETY: nobody has the buffer any more: the bump that had it is dropped.
    drop(unsafe { Box::from_raw(block.cast::<[u8; 16]>().as_ptr()) });
}

#[test]
fn covariant_and_send() {
    fn shorter<'a>(bump: BumpAllocator<'static>) -> BumpAllocator<'a> {
        bump
    }
    fn send<T: Send>(_: &T) {}
    send(&shorter(BumpAllocator::new(&mut [])));
    assert_eq!(size_of::<BumpAllocator<'_>>(), 3 * size_of::<usize>());
}
