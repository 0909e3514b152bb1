//! Random programs, right and wrong calls mixed, against a model.

use super::super::{CheckedAllocator, FREED_BYTE, FindingKind};
use super::backing::Wrong;
use super::{Backing, Use, facts, findings, layout, peek, spoil};
use crate::CountingAllocator;
use alloc::vec::Vec;
use core::mem::MaybeUninit;
use core::ptr::NonNull;
use exalloc_core::Allocator;

/// Numbers that look random: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// What the model knows of a block.
#[derive(Clone, Copy, Debug)]
struct Known {
    block: NonNull<u8>,
    size: usize,
    number: u64,
}

impl Known {
    fn byte(&self) -> u8 {
        self.number.to_le_bytes()[0] | 1
    }

    fn write(&self) {
        // SAFETY: a live block of that size.
        unsafe { self.block.write_bytes(self.byte(), self.size) };
    }

    fn check(&self, size: usize) {
        for at in 0..size.cast_signed() {
            assert_eq!(peek(self.block, at), self.byte(), "byte {at} of {self:?}");
        }
    }
}

/// `twice` says that the allocator inside may refuse to let a block grow, and serve it when it has
/// more memory. Answers with how many changes were refused.
fn run<A: Allocator>(
    checked: &CheckedAllocator<'_, A>,
    seed: u64,
    steps: usize,
    limit: usize,
    twice: bool,
) -> usize {
    let mut random = Random(seed);
    let mut live: Vec<Known> = Vec::new();
    let mut freed: Vec<Known> = Vec::new();
    let (mut number, mut quarantined, mut refused) = (0, 0, 0);
    for _ in 0..steps {
        let mut expected = Vec::new();
        match random.below(10) {
            0..4 => {
                let size = 1 + random.below(200);
                // SAFETY: the size is above zero.
                let block = unsafe { checked.alloc(layout(size, 8)) }.unwrap();
                number += 1;
                live.push(Known { block, size, number });
                live.last().unwrap().write();
            }
            4..6 if !live.is_empty() => {
                let known = live.swap_remove(random.below(live.len()));
                known.check(known.size);
                checked.give(known.block, known.size);
                freed.push(known);
                quarantined += known.size + 32;
                while quarantined > limit {
                    quarantined -= freed.remove(0).size + 32;
                }
            }
            6..8 if !live.is_empty() => {
                let index = random.below(live.len());
                let (known, size) = (live[index], 1 + random.below(200));
                let changed = if random.below(2) == 0 {
                    checked.resize(known.block, known.size, size)
                } else {
                    checked.move_to(known.block, known.size, size)
                };
                refused += usize::from(changed.is_none());
                let grows = size > known.size;
                let served = twice && checked.quarantined_bytes() == 0;
                if grows && (changed.is_none() || served) {
                    freed.clear(); // So that the allocator inside may serve it after all.
                    quarantined = 0;
                }
                assert!(changed.is_some() || size != known.size, "an equal size succeeds");
                if let Some(block) = changed {
                    Known { block, ..known }.check(known.size.min(size));
                    live[index] = Known { block, size, ..known };
                    live[index].write();
                }
            }
            8 if !freed.is_empty() => {
                let known = freed[random.below(freed.len())];
                assert_eq!(peek(known.block, 0), FREED_BYTE);
                checked.give(known.block, known.size);
                expected.push(("dealloc", FindingKind::DoubleFree, Some(known.number)));
            }
            9 if !live.is_empty() => {
                let known = live[random.below(live.len())];
                let byte = spoil(known.block, known.size.cast_signed());
                let kind = FindingKind::Overflow { distance: 1, byte };
                expected.push(("check", kind, Some(known.number)));
            }
            _ => {}
        }
        let found = checked.check().map_or_else(|report| findings(&report), |()| Vec::new());
        assert_eq!(found.iter().map(facts).collect::<Vec<_>>(), expected);
        let bytes: usize = live.iter().map(|known| known.size).sum();
        assert_eq!((checked.live_blocks(), checked.live_bytes()), (live.len(), bytes));
        assert_eq!(checked.quarantined_bytes(), quarantined);
    }
    for known in live {
        known.check(known.size);
        checked.give(known.block, known.size);
    }
    refused
}

#[test]
fn programs_on_a_moving_allocator() {
    for seed in 1..=20 {
        let counting = CountingAllocator::new(Backing::new());
        let checked = CheckedAllocator::new(&counting).with_quarantine(1000);
        assert_eq!(run(&checked, seed, 150, 1000, false), 0);
        checked.finish().unwrap();
        let stats = counting.stats();
        assert_eq!((stats.live_blocks, stats.live_bytes), (0, 0));
    }
}

#[test]
fn programs_on_an_allocator_that_refuses_to_resize() {
    for seed in 1..=10 {
        let backing = Backing::new();
        let mut books = [const { MaybeUninit::uninit() }; 200];
        backing.be(Wrong::RefusesToResize);
        let checked = CheckedAllocator::with_books(&backing, &mut books).with_quarantine(5000);
        let refused = run(&checked, seed * 7, 150, 5000, false);
        assert!(refused > 10, "{refused}");
        checked.finish().unwrap();
    }
}

#[test]
fn programs_on_an_arena() {
    for seed in 1..=10 {
        let arena = crate::ArenaAllocator::new(Backing::new());
        let checked = CheckedAllocator::new(&arena).with_quarantine(3000);
        let _ = run(&checked, seed * 13, 150, 3000, true);
        checked.finish().unwrap();
    }
}
