mod new;
mod new_array;

use super::routines::refuses;

/// The largest alignment that the heaps' tests ask for; those in dispute are tested apart.
const MAX_ALIGN: usize = 4096;

/// The compiler that compiled the shim is one of those that the table is about.
#[test]
#[cfg(feature = "cpp")]
fn the_compilers_threshold_is_within_the_bounds() {
    use super::threshold::{ALIGNED_ABOVE, PLAIN_UP_TO};
    let threshold = exalloc_cpp::default_new_alignment();
    assert!(PLAIN_UP_TO <= threshold, "{threshold} is below {PLAIN_UP_TO}");
    assert!(threshold <= ALIGNED_ABOVE, "{threshold} is above {ALIGNED_ABOVE}");
}

/// What the documentation says of the targets that tests run on.
#[test]
fn sixteen_is_refused_where_it_is_in_dispute() {
    let gnu = cfg!(target_env = "gnu");
    if !gnu || !cfg!(any(target_arch = "x86", target_arch = "x86_64")) {
        return;
    }
    let asks_the_compiler = cfg!(feature = "cpp") && !cfg!(windows);
    for align in (0..usize::BITS).map(|log| 1 << log) {
        let in_dispute = cfg!(target_arch = "x86") && !asks_the_compiler && align == 16;
        assert_eq!(refuses(align), in_dispute, "{align}");
    }
}
