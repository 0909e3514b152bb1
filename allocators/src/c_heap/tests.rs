use super::{MALLOC_ALIGN, malloc_aligns};

#[test]
fn malloc_align_is_a_power_of_two_of_at_least_a_word() {
    assert!(MALLOC_ALIGN.is_power_of_two());
    assert!(MALLOC_ALIGN >= size_of::<usize>());
}

/// The C standard's bound. (`libc` has the type on some targets only.)
#[cfg(all(feature = "malloc", target_os = "linux", target_env = "gnu"))]
#[test]
fn malloc_align_is_not_above_max_align_t() {
    assert!(MALLOC_ALIGN <= align_of::<libc::max_align_t>());
}

#[test]
fn small_sizes_are_not_taken_for_aligned() {
    assert!(malloc_aligns(8, 8));
    assert!(!malloc_aligns(8, 7));
    assert!(!malloc_aligns(MALLOC_ALIGN * 2, MALLOC_ALIGN * 2));
}

/// The reason why over-aligned blocks have no `remap`: what `realloc` returns for one may be
/// aligned to no more than `malloc` promises.
#[cfg(all(unix, feature = "malloc"))]
#[test]
fn over_aligned_blocks_are_never_given_to_realloc() {
    use core::alloc::Layout;

    let align = MALLOC_ALIGN * 4;
    let layout = Layout::from_size_align(align, align).unwrap();
    let mut blocks = alloc::vec::Vec::new();
    for _ in 0..1000 {
        // SAFETY: the size is above zero.
        let block = unsafe { super::alloc(layout) }.unwrap();
        // SAFETY: a live block with its layout; the new size is above zero.
        assert_eq!(unsafe { super::remap(block, layout, 5 * align) }, None);
        blocks.push(block);
    }
    for block in blocks {
        // SAFETY: `remap` answered `None`: the block is still live.
        unsafe { super::dealloc(block, layout) };
    }
}
