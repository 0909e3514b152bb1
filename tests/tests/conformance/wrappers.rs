//! The test kit's own wrappers keep the contract too.

use core::mem::MaybeUninit;
use exalloc::testing::{
    AlwaysMoves, BookEntry, CheckedAllocator, Disaligning, FailingAllocator, NarrowProvenance,
    RecordingAllocator, RefusesResize, conformance,
};
use exalloc::{ArenaAllocator, InlineBump, LimitAllocator};
use exalloc_tests::Heap;

/// The checker writes to all it gets, which isn't to be half of an address space of 32 bits.
fn heap() -> LimitAllocator<Heap> {
    LimitAllocator::new(Heap, 16 << 20)
}

conformance!(checked => CheckedAllocator::new(heap()));
conformance!(checked_without_quarantine => CheckedAllocator::new(heap()).with_quarantine(0));
conformance!(checked_with_books =>
    let mut books = [const { MaybeUninit::<BookEntry>::uninit() }; 40];
    CheckedAllocator::with_books(heap(), &mut books)
);
conformance!(checked_on_disaligning => CheckedAllocator::new(Disaligning::new(heap())));
conformance!(checked_on_limit => CheckedAllocator::new(LimitAllocator::new(Heap, 64 << 10)));
conformance!(checked_on_arena => CheckedAllocator::new(ArenaAllocator::new(heap())));
conformance!(arena_on_checked => ArenaAllocator::new(CheckedAllocator::new(heap())));
conformance!(checked_twice => CheckedAllocator::new(CheckedAllocator::new(heap())));

conformance!(failing_never => FailingAllocator::never(Heap));
conformance!(failing_at_random => FailingAllocator::seeded(Heap, 1, 5));
conformance!(failing_after_bytes => FailingAllocator::after_bytes(Heap, 64 << 10));
conformance!(failing_every_third_resize =>
    FailingAllocator::every_kth(ArenaAllocator::new(Heap), 3).only_resize()
);
conformance!(failing_on_checked => FailingAllocator::every_kth(CheckedAllocator::new(heap()), 4));

conformance!(recording => RecordingAllocator::new(Heap));
conformance!(disaligning => Disaligning::new(Heap));
conformance!(disaligning_an_arena => Disaligning::new(ArenaAllocator::new(Heap)));
conformance!(refuses_resize => RefusesResize::new(ArenaAllocator::new(Heap)));
conformance!(always_moves => AlwaysMoves::new(CheckedAllocator::new(heap())));
conformance!(narrow_bump =>
    let memory = InlineBump::<16384>::new();
    NarrowProvenance::new(&memory)
);
conformance!(all_of_them =>
    CheckedAllocator::new(AlwaysMoves::new(Disaligning::new(NarrowProvenance::new(
        RecordingAllocator::<_, 8>::with_room(heap())
    ))))
);
conformance!(arena_on_all_of_them =>
    ArenaAllocator::new(NarrowProvenance::new(AlwaysMoves::new(Disaligning::new(Heap))))
);

#[cfg(feature = "std")]
#[test]
fn threads_share_the_checker() {
    let tally = conformance::shared(&CheckedAllocator::new(Heap));
    assert!(tally.served > 100, "{tally}");
}
