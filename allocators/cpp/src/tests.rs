use super::{
    default_new_alignment, operator_delete, operator_delete_array, operator_new, operator_new_array,
};

const SIZES: [usize; 6] = [0, 1, 15, 64, 4097, 1_000_000];

#[test]
fn the_threshold_is_a_power_of_two_of_at_least_a_word() {
    assert!(default_new_alignment().is_power_of_two());
    assert!(default_new_alignment() >= size_of::<usize>());
}

#[test]
fn every_alignment_is_served_and_taken_back() {
    for align in (0..=12).map(|log| 1_usize << log) {
        for size in SIZES {
            // Blocks at least as large as the alignment: smaller ones get no more than their size.
            let size = if size == 0 { 0 } else { size.next_multiple_of(align) };
            // SAFETY: a power of two.
            let one = unsafe { operator_new(size, align) };
            // SAFETY: as above.
            let array = unsafe { operator_new_array(size, align) };
            for block in [one, array] {
                assert!(!block.is_null());
                assert!(size == 0 || block.addr() % align == 0, "{block:?} for {size}, {align}");
                // SAFETY: the block is `size` bytes long.
                unsafe { block.cast::<u8>().write_bytes(0xA5, size) };
            }
            // SAFETY: as it was asked for, and used no more.
            unsafe { operator_delete(one, size, align) };
            // SAFETY: as above.
            unsafe { operator_delete_array(array, align) };
        }
    }
}

#[test]
fn no_memory_is_null() {
    // Half the address space may well be free on 32 bits; all but a few bytes never is.
    let sizes: &[usize] = if cfg!(target_pointer_width = "64") {
        &[usize::MAX, usize::MAX / 2]
    } else {
        &[usize::MAX]
    };
    for align in [1, 16, 4096] {
        for size in sizes {
            let size = size & !(align - 1);
            // SAFETY: a power of two.
            assert!(unsafe { operator_new(size, align) }.is_null(), "{size}, {align}");
            // SAFETY: as above.
            assert!(unsafe { operator_new_array(size, align) }.is_null(), "{size}, {align}");
        }
    }
}

/// Runtimes may round a size up without looking, and give less than was asked for.
#[test]
fn a_size_that_cannot_be_rounded_up_is_refused() {
    for align in [32_usize, 64, 4096] {
        for size in [usize::MAX, usize::MAX - 1, usize::MAX - align + 2] {
            // SAFETY: a power of two.
            assert!(unsafe { operator_new(size, align) }.is_null(), "{size}, {align}");
            // SAFETY: as above.
            assert!(unsafe { operator_new_array(size, align) }.is_null(), "{size}, {align}");
        }
    }
}
