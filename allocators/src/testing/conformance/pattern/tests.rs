use super::{Mismatch, Seed, fill, mismatch, nonzero};
use core::ptr::NonNull;

fn filled(parts: &[usize], seed: Seed) -> [u8; 1000] {
    let mut bytes = [0; 1000];
    let block = NonNull::from(&mut bytes).cast::<u8>();
    for ends in parts.windows(2) {
        // SAFETY: no part ends beyond 1000.
        unsafe { fill(block, ends[0], ends[1], seed) };
    }
    bytes
}

#[test]
fn in_pieces_as_at_once() {
    for seed in [0, 1, 250] {
        let seed = Seed::nth(seed);
        let whole = filled(&[0, 1000], seed);
        assert_eq!(whole, filled(&[0, 3, 250, 251, 252, 700, 1000], seed));
        // SAFETY: an array of 1000 bytes.
        assert_eq!(unsafe { mismatch(NonNull::from(&whole).cast(), 1000, seed) }, None);
    }
}

#[test]
fn every_byte_counts() {
    let seed = Seed::nth(7);
    let mut bytes = filled(&[0, 1000], seed);
    for index in 0..1000 {
        bytes[index] ^= 0x80;
        let (found, expected) = (bytes[index], bytes[index] ^ 0x80);
        // SAFETY: an array of 1000 bytes.
        let seen = unsafe { mismatch(NonNull::from(&bytes).cast(), 1000, seed) };
        assert_eq!(seen, Some(Mismatch { index, found, expected }));
        bytes[index] ^= 0x80;
    }
}

#[test]
fn seeds_differ_in_every_byte_and_none_is_zero() {
    let (a, b) = (filled(&[0, 1000], Seed::nth(3)), filled(&[0, 1000], Seed::nth(4)));
    assert!(a.iter().zip(&b).all(|(a, b)| a != b));
    assert!(a.iter().chain(&b).all(|&byte| byte != 0));
}

#[test]
fn zeros_to_the_last_byte() {
    let mut bytes = [0_u8; 3000];
    // SAFETY: an array of 3000 bytes.
    assert_eq!(unsafe { nonzero(NonNull::from(&bytes).cast(), 3000) }, None);
    for index in [0, 1023, 1024, 2999] {
        bytes[index] = 1;
        // SAFETY: an array of 3000 bytes.
        let seen = unsafe { nonzero(NonNull::from(&bytes).cast(), 3000) };
        assert_eq!(seen, Some(Mismatch { index, found: 1, expected: 0 }));
        bytes[index] = 0;
    }
}
