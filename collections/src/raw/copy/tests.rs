//! Every short length, from and to every offset, and nothing beside it.

use super::copy_bytes;

#[test]
fn every_short_length_at_every_offset() {
    let source: [u8; 64] = core::array::from_fn(|n| n as u8 + 1);
    for len in 0..=40 {
        for (from, to) in [(0, 0), (1, 0), (0, 1), (3, 5), (7, 2), (8, 8)] {
            let mut copy = [0_u8; 64];
            let place = copy.as_mut_ptr().wrapping_add(to);
            // SAFETY: `len` initialised bytes, in another array than the as many that are written.
            unsafe { copy_bytes(source.as_ptr().wrapping_add(from), place, len) };
            assert_eq!(copy[to..to + len], source[from..from + len], "{len} from {from} to {to}");
            let beside = copy[..to].iter().chain(&copy[to + len..]);
            assert!(beside.copied().all(|byte| byte == 0), "{len} from {from} to {to}");
        }
    }
}
