//! Each contender alone, and what the comparison says of those that fail.

use super::{Contender, Ranking, buffer, compare, count_on_bump};
use crate::error::Error;
use crate::progress::Progress;

const TEXT: &str = "Once upon a time there was a word, and the word was counted upon a heap";

#[test]
fn every_contender_agrees_and_gives_everything_back() {
    let comparison = compare(TEXT, 3, None, &mut Progress::new()).expect("a small job");
    assert!(comparison.problems.is_empty(), "{:?}", comparison.problems);
    assert_eq!(comparison.ranking.total, 16);
    for row in &comparison.rows {
        assert_eq!(row.times.len(), 3);
        assert_eq!(row.counted.at_end, 0, "{row:?}");
        assert!(row.counted.allocations > 0, "{row:?}");
        let live = row.counted.live.expect("it succeeded");
        assert!(0 < live && live <= row.counted.peak, "{row:?}");
    }
    // The heaps and the arena were asked for the same.
    let [system, malloc, global, arena, on_counting, bump] = &comparison.rows[..] else {
        panic!("six rows")
    };
    for other in [malloc, global, arena, bump] {
        assert_eq!(other.counted.allocations, system.counted.allocations, "{other:?}");
        assert_eq!(other.counted.live, system.counted.live, "{other:?}");
    }
    assert!(on_counting.counted.allocations < arena.counted.allocations);
    assert_eq!(comparison.bump_bytes, on_counting.counted.peak);
}

#[test]
fn a_bump_of_any_size_loses_nothing() {
    let enough = compare(TEXT, 1, None, &mut Progress::new()).expect("a small job").bump_bytes;
    let mut failures = 0;
    for bytes in (0..enough).step_by(509) {
        let comparison = compare(TEXT, 1, Some(bytes), &mut Progress::new()).expect("a small job");
        let bump = comparison.rows.last().expect("six rows");
        assert_eq!(bump.counted.at_end, 0);
        match &comparison.problems[..] {
            [] => assert_eq!(bump.times.len(), 1),
            [error @ Error::Job { allocator: "bump", .. }] => {
                failures += 1;
                assert!(bump.times.is_empty());
                assert_eq!(bump.counted.live, None);
                let message = error.to_string();
                let end = format!(", in a buffer of {bytes} bytes; the arena took {enough} bytes");
                assert!(message.starts_with("bump: no memory for a block of "), "{message}");
                assert!(message.ends_with(&end), "{message}");
            }
            others => panic!("{others:?}"),
        }
    }
    assert!(failures > 10, "{failures}");
}

#[test]
fn another_result_is_noticed() {
    let other = Ranking::try_of("another text").expect("the system has memory");
    for contender in Contender::ALL {
        let mut memory = buffer(1 << 20).expect("the system has memory");
        let (counted, agrees) = contender.count(TEXT, &mut memory, &other);
        assert_eq!(agrees, Ok(false));
        assert_eq!(counted.at_end, 0);
    }
}

#[test]
fn a_buffer_that_may_grow_grows_until_the_bump_is_done() {
    let expected = Ranking::try_of(TEXT).expect("the system has memory");
    for bytes in [0, 1, 1000, 1 << 20] {
        let (memory, (counted, outcome)) =
            count_on_bump(TEXT, bytes, true, &expected).expect("the system has memory");
        assert_eq!(outcome, Ok(true));
        assert_eq!(counted.at_end, 0);
        assert!(memory.len() >= bytes.max(counted.peak), "{bytes}");
    }
    let (memory, (_, outcome)) =
        count_on_bump(TEXT, 1000, false, &expected).expect("the system has memory");
    assert_eq!(memory.len(), 1000);
    assert!(outcome.is_err());
}
