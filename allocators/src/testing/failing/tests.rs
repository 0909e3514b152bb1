use super::{FailingAllocator, Refusal};
use crate::InlineBump;
use crate::testing::asking::{Block, layout};
use alloc::string::ToString;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

fn bytes(size: usize) -> Layout {
    layout(size, 1)
}

type Bump = InlineBump<4096>;

/// Which of `N` requests for one byte are served.
fn served<const N: usize>(failing: &FailingAllocator<&Bump>) -> [bool; N] {
    [(); N].map(|()| Block::new(failing, bytes(1)).is_some())
}

/// Which requests are refused: numbers from 1, of 8.
fn refused(make: impl FnOnce(&Bump) -> FailingAllocator<&Bump>) -> Vec<usize> {
    let bump = Bump::new();
    let failing = make(&bump);
    let served = served::<8>(&failing);
    let refused: Vec<_> = (1..=8).filter(|n| !served[n - 1]).collect();
    assert_eq!((failing.requests(), failing.refusals()), (8, refused.len() as u64));
    let last = failing.last_refusal().as_ref().map(Refusal::number);
    assert_eq!(last, refused.last().map(|&n| n as u64));
    refused
}

#[test]
fn plans() {
    assert_eq!(refused(|a| FailingAllocator::never(a)), []);
    assert_eq!(refused(|a| FailingAllocator::always(a)), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(refused(|a| FailingAllocator::nth(a, 0)), []);
    assert_eq!(refused(|a| FailingAllocator::nth(a, 1)), [1]);
    assert_eq!(refused(|a| FailingAllocator::nth(a, 8)), [8]);
    assert_eq!(refused(|a| FailingAllocator::nth(a, 9)), []);
    assert_eq!(refused(|a| FailingAllocator::from_nth(a, 0)).len(), 8);
    assert_eq!(refused(|a| FailingAllocator::from_nth(a, 1)).len(), 8);
    assert_eq!(refused(|a| FailingAllocator::from_nth(a, 7)), [7, 8]);
    assert_eq!(refused(|a| FailingAllocator::from_nth(a, 9)), []);
    assert_eq!(refused(|a| FailingAllocator::every_kth(a, 0)), []);
    assert_eq!(refused(|a| FailingAllocator::every_kth(a, 1)).len(), 8);
    assert_eq!(refused(|a| FailingAllocator::every_kth(a, 3)), [3, 6]);
    assert_eq!(refused(|a| FailingAllocator::after_bytes(a, 0)).len(), 8);
    assert_eq!(refused(|a| FailingAllocator::after_bytes(a, 6)), [7, 8]);
    assert_eq!(refused(|a| FailingAllocator::seeded(a, 1, 0)), []);
    assert_eq!(refused(|a| FailingAllocator::seeded(a, 1, 1)).len(), 8);
}

#[test]
fn a_seed_refuses_the_same_each_time_and_about_one_in_so_many() {
    let run = |seed| {
        let bump = Bump::new();
        served::<400>(&FailingAllocator::seeded(&bump, seed, 4))
    };
    assert_eq!(run(7), run(7));
    assert_ne!(run(7), run(8));
    let refused = run(7).into_iter().filter(|&served| !served).count();
    assert!((70..130).contains(&refused), "{refused} of 400 refused, of which 100 are expected");
}

/// What is served: growing and shrinking in place, growing and shrinking by `remap`, `alloc`,
/// `alloc_zeroed`.
fn program(failing: &FailingAllocator<&Bump>) -> [bool; 6] {
    failing.pause();
    let block = Block::new(failing, bytes(16)).unwrap();
    failing.resume();
    let mut served = [false; 6];
    for (n, size) in [20, 4].into_iter().enumerate() {
        for (m, change) in [Block::resize, Block::remap].into_iter().enumerate() {
            if let Some(changed) = change(block, failing, size) {
                served[2 * m + n] = true;
                // Back to the old size, without being asked after.
                assert_eq!(changed.resize(failing.inner(), 16), Some(block));
            }
            // Equal sizes succeed whatever the plan says, and aren't counted.
            let before = failing.requests();
            assert_eq!(change(block, failing, 16), Some(block));
            assert_eq!(failing.requests(), before);
        }
    }
    served[4] = Block::new(failing, bytes(16)).is_some();
    served[5] = Block::zeroed(failing, bytes(16)).is_some();
    served
}

#[test]
fn methods_are_chosen() {
    let run = |choose: fn(FailingAllocator<&Bump>) -> FailingAllocator<&Bump>| {
        let bump = Bump::new();
        let failing = choose(FailingAllocator::always(&bump));
        let served = program(&failing);
        let refused = served.iter().filter(|&&served| !served).count() as u64;
        assert_eq!((failing.requests(), failing.refusals()), (refused, refused));
        served
    };
    let [no, yes] = [false, true];
    assert_eq!(run(|all| all), [no; 6]);
    assert_eq!(run(|f| f.only_alloc()), [yes, yes, yes, yes, no, no]);
    assert_eq!(run(|f| f.only_resize()), [no, no, no, no, yes, yes]);
    assert_eq!(run(|f| f.only_resize_in_place()), [no, no, yes, yes, yes, yes]);
    assert_eq!(run(|f| f.only_remap()), [yes, yes, no, no, yes, yes]);
}

#[test]
fn bytes_are_those_handed_out() {
    let bump = InlineBump::<100>::new();
    let failing = FailingAllocator::after_bytes(&bump, 50);
    assert_eq!(Block::new(&failing, bytes(51)), None);
    let block = Block::new(&failing, bytes(30)).unwrap().resize(&failing, 40).unwrap();
    assert_eq!(block.resize(&failing, 51), None);
    // Smaller takes nothing, and gives nothing back.
    let block = block.resize(&failing, 10).unwrap();
    assert_eq!(block.resize(&failing, 21), None);
    let block = block.remap(&failing, 20).unwrap();
    assert_eq!(Block::new(&failing, bytes(1)), None);
    assert!(block.resize(&failing, 19).is_some());
    let last = failing.last_refusal().unwrap();
    assert_eq!((last.number(), last.method(), last.layout()), (8, "alloc", bytes(1)));
    assert_eq!(last.new_size(), None);
}

/// What the allocator inside refuses is counted as a request, and takes no bytes.
#[test]
fn refusals_inside_are_not_ours() {
    let bump = InlineBump::<10>::new();
    let failing = FailingAllocator::after_bytes(&bump, 30);
    for _ in 0..3 {
        assert_eq!(Block::new(&failing, bytes(20)), None);
    }
    assert!(Block::new(&failing, bytes(5)).is_some());
    assert_eq!((failing.requests(), failing.refusals()), (4, 0));
    assert!(failing.last_refusal().is_none());
}

#[test]
fn refusals_are_told() {
    let bump = Bump::new();
    let failing = FailingAllocator::from_nth(&bump, 2).with_traces(true);
    let block = Block::new(&failing, layout(24, 8)).unwrap();
    assert_eq!(block.remap(&failing, 48), None);
    let text = failing.last_refusal().unwrap().to_string();
    let told = "request 2 refused, `remap` of 24 bytes aligned to 8 to 48 bytes";
    assert!(text.starts_with(told), "{text}");
    assert_eq!(text.contains("refusals_are_told"), cfg!(feature = "std"), "{text}");
    assert_eq!(text == told, cfg!(not(feature = "std")), "{text}");
}

#[test]
fn pausing_stops_the_count() {
    let bump = Bump::new();
    let failing = FailingAllocator::nth(&bump, 2);
    assert_eq!(served(&failing), [true]);
    failing.pause();
    assert_eq!(served(&failing), [true; 5]);
    assert_eq!(failing.requests(), 1);
    failing.resume();
    assert_eq!(served(&failing), [false, true]);
}

#[test]
fn a_refused_resize_leaves_the_block() {
    let bump = Bump::new();
    let failing = FailingAllocator::always(&bump).only_resize();
    let block = Block::new(&failing, bytes(16)).unwrap();
    block.fill();
    assert_eq!((block.resize(&failing, 20), block.remap(&failing, 20)), (None, None));
    assert!(block.is_filled(16));
    assert_eq!(bump.used(), 16);
    block.give(&failing);
    assert_eq!(bump.used(), 0);
}

#[test]
fn by_value_by_reference_nested() {
    let bump = Bump::new();
    let outer = FailingAllocator::nth(FailingAllocator::nth(&bump, 1), 1);
    let by_reference: &dyn Allocator = &&outer;
    let ask = || Block::new(by_reference, bytes(1)).is_some();
    assert_eq!([ask(), ask(), ask()], [false, false, true]);
    assert_eq!(outer.inner().requests(), 2);
    assert_eq!(outer.into_inner().into_inner().used(), 1);
}

#[test]
fn is_static_and_send_where_the_allocator_inside_is() {
    struct Static;
    // SAFETY: serves nothing, so has no blocks to invalidate.
    unsafe impl Allocator for Static {
        unsafe fn alloc(&self, _: Layout) -> Option<NonNull<u8>> {
            None
        }
        unsafe fn dealloc(&self, _: NonNull<u8>, _: Layout) {}
    }
    // SAFETY: as above.
    unsafe impl StaticAllocator for Static {}

    fn all<T: StaticAllocator + Send>(_: T) {}
    all(const { FailingAllocator::nth(Static, 3).only_alloc().with_traces(true) });
    #[cfg(feature = "std")]
    {
        fn sync<T: Sync>(_: T) {}
        sync(FailingAllocator::never(Static));
    }
}

#[cfg(feature = "std")]
#[test]
fn threads_share_the_count() {
    let failing = FailingAllocator::every_kth(crate::SystemAllocator, 3);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..300 {
                    if let Some(block) = Block::new(&failing, bytes(8)) {
                        block.give(&failing);
                    }
                }
            });
        }
    });
    assert_eq!((failing.requests(), failing.refusals()), (1200, 400));
    assert_eq!(failing.last_refusal().unwrap().number(), 1200);
}
