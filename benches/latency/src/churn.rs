//! The other thread: it keeps the system's heap busy.

use crate::feed::Random;
use core::sync::atomic::{AtomicBool, Ordering};
use exalloc::{ExVec, SystemAllocator};

/// Blocks alive at a time.
const BLOCKS: usize = 20_000;

/// Takes and gives back blocks of the system's heap until told to stop: most of them small, one of
/// 64 between 8 and 256 KiB, which the heap takes from the system and gives back to it. Says how
/// many.
pub fn churn(stop: &AtomicBool) -> u64 {
    let mut random = Random::new(1);
    let mut blocks: ExVec<ExVec<u8, SystemAllocator>, _> = ExVec::new(SystemAllocator);
    blocks.resize_with(BLOCKS, || ExVec::new(SystemAllocator));
    let mut count = 0;
    while !stop.load(Ordering::Relaxed) {
        let size = match random.below(64) {
            0 => 8192 + random.below(248 << 10),
            _ => 16 + random.below(2000),
        };
        let size = usize::try_from(size).unwrap_or(16);
        let mut block = ExVec::with_capacity(size, SystemAllocator);
        // Written, so that there is memory behind it.
        block.resize(size, 1);
        let place = usize::try_from(random.below(BLOCKS as u64)).unwrap_or(0);
        blocks[place] = block;
        count += 1;
    }
    count
}
