use super::{Call, RecordingAllocator};
use crate::InlineBump;
use crate::testing::FailingAllocator;
use crate::testing::asking::{Block, layout};
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::alloc::Layout;

fn call(
    method: &'static str,
    address: Option<usize>,
    layout: Layout,
    new_size: Option<usize>,
    answer: Option<usize>,
) -> Call {
    Call { method, address, layout, new_size, answer }
}

#[test]
fn each_call_is_written_down_with_all_of_it() {
    let bump = InlineBump::<256>::new();
    let recording = RecordingAllocator::new(&bump);
    let zeroed = Block::zeroed(&recording, layout(8, 8)).unwrap();
    let block = Block::new(&recording, layout(16, 4)).unwrap();
    let block = block.resize(&recording, 24).unwrap();
    let block = block.remap(&recording, 32).unwrap();
    assert_eq!(block.resize(&recording, 1000), None);
    assert_eq!(block.remap(&recording, 1000), None);
    assert_eq!(Block::new(&recording, layout(1000, 2)), None);
    assert_eq!(Block::zeroed(&recording, layout(1000, 2)), None);
    block.give(&recording);

    let (first, second) = (Some(zeroed.ptr.addr().get()), Some(block.ptr.addr().get()));
    let calls = recording.calls();
    assert_eq!(
        calls.iter().copied().collect::<Vec<_>>(),
        [
            call("alloc_zeroed", None, layout(8, 8), None, first),
            call("alloc", None, layout(16, 4), None, second),
            call("resize_in_place", second, layout(16, 4), Some(24), second),
            call("remap", second, layout(24, 4), Some(32), second),
            call("resize_in_place", second, layout(32, 4), Some(1000), None),
            call("remap", second, layout(32, 4), Some(1000), None),
            call("alloc", None, layout(1000, 2), None, None),
            call("alloc_zeroed", None, layout(1000, 2), None, None),
            call("dealloc", second, layout(32, 4), None, None),
        ]
    );
    assert_eq!((calls.count(), calls.missed()), (9, 0));
}

#[test]
fn the_last_calls_are_kept() {
    let bump = InlineBump::<256>::new();
    let recording = RecordingAllocator::<_, 3>::with_room(&bump);
    let sizes = || recording.calls().iter().map(|call| call.layout().size()).collect::<Vec<_>>();
    for size in 1..=7 {
        assert!(Block::new(&recording, layout(size, 1)).is_some());
        let first = size.saturating_sub(2).max(1);
        assert_eq!(sizes(), (first..=size).collect::<Vec<_>>());
    }
    let taken = recording.take();
    assert_eq!((taken.count(), taken.missed(), taken.iter().count()), (7, 4, 3));
    assert_eq!(sizes(), []);
    assert!(Block::new(&recording, layout(9, 1)).is_some());
    assert_eq!((sizes(), recording.calls().count()), (Vec::from([9]), 1));
}

#[test]
fn without_room_calls_are_counted() {
    let bump = InlineBump::<256>::new();
    let recording = RecordingAllocator::<_, 0>::with_room(&bump);
    assert!(Block::new(&recording, layout(1, 1)).is_some());
    let calls = recording.calls();
    assert_eq!((calls.count(), calls.missed(), calls.iter().count()), (1, 1, 0));
}

#[test]
fn texts_name_everything() {
    let bump = InlineBump::<256>::new();
    let recording = RecordingAllocator::<_, 3>::with_room(FailingAllocator::nth(&bump, 3));
    let block = Block::new(&recording, layout(16, 4)).unwrap().remap(&recording, 24).unwrap();
    assert_eq!(block.resize(&recording, 32), None);
    block.give(&recording);
    let at = format!("{:#x}", block.ptr.addr());
    assert_eq!(
        recording.calls().to_string(),
        format!(
            "… 1 calls that are no longer kept\n\
             `remap` of 16 bytes aligned to 4 at {at} to 24 bytes: {at}\n\
             `resize_in_place` of 24 bytes aligned to 4 at {at} to 32 bytes: refused\n\
             `dealloc` of 24 bytes aligned to 4 at {at}\n"
        )
    );
    let debug = format!("{:?}", recording.calls());
    assert!(debug.contains("missed: 1") && debug.contains("remap"), "{debug}");
}

#[cfg(feature = "std")]
#[test]
fn no_two_calls_own_an_address_at_a_time() {
    let recording = RecordingAllocator::<_, 2000>::with_room(crate::SystemAllocator);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..200 {
                    Block::new(&recording, layout(16, 8)).unwrap().give(&recording);
                }
            });
        }
    });
    let calls = recording.calls();
    assert_eq!((calls.count(), calls.missed()), (1600, 0));
    let mut owned = Vec::new();
    for call in calls.iter() {
        match call.address() {
            None => {
                let new = call.answer().unwrap();
                assert!(!owned.contains(&new), "{call} is owned already");
                owned.push(new);
            }
            Some(old) => {
                let place = owned.iter().position(|&block| block == old);
                owned.swap_remove(place.expect("owned"));
            }
        }
    }
    assert!(owned.is_empty());
}
