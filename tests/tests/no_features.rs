//! Without any feature: what remains, and that nothing of the rest is needed for it.
//!
//! Compiled where the features are off only, so `cargo test -p exalloc-tests --no-default-features`
//! runs it, and it shows that exalloc itself got no feature from elsewhere.

#![cfg(not(any(feature = "infallible", feature = "alloc", feature = "malloc")))]

use core::fmt::Write;
use core::mem::MaybeUninit;
use exalloc::testing::CheckedAllocator;
use exalloc::{
    Allocator, ArenaAllocator, BumpAllocator, CountingAllocator, ExBox, ExString, ExVec,
    InlineBump, TryReserveError, try_ex_format, unsize,
};
use exalloc_tests::{Heap, has};
use std::rc::Rc;

#[test]
fn no_feature_is_on() {
    const {
        assert!(!cfg!(feature = "std") && !cfg!(feature = "alloc"));
        assert!(!cfg!(feature = "infallible") && !cfg!(feature = "malloc"));
    }
    // These are impls that the features of exalloc would add: it got none from another package.
    assert!(!has!(Rc<Heap>: Allocator));
    assert!(!has!(ExVec<u8, Heap>: Clone));
    assert!(!has!(ExVec<u8, Heap>: Extend<u8>));
    assert!(!has!(ExVec<u8, Heap>: std::io::Write));
    // And these don't depend on any.
    assert!(has!(&'static Heap: Allocator));
    assert!(has!(ExVec<u8, Heap>: core::fmt::Debug + PartialEq + core::hash::Hash + IntoIterator));
    assert!(has!(ExString<Heap>: Write + core::fmt::Display));
    assert!(has!(TryReserveError: core::error::Error));
}

/// A little of everything, in memory from `alloc`.
fn job(alloc: &dyn Allocator) -> Result<usize, TryReserveError> {
    let mut words = ExVec::new(alloc);
    for word in "the quick brown fox jumps over the lazy dog".split(' ') {
        words.try_push(ExString::try_from_str_in(word, alloc)?)?;
    }
    words.sort();
    words.dedup();
    let mut text = ExString::new(alloc);
    for word in &words {
        text.try_push_str(word)?;
        text.try_push(' ')?;
    }
    let count = words.len();
    let shown = try_ex_format!(in alloc, "{count}: {text}")?;
    let boxed = ExBox::try_new(words, alloc)?;
    let printable: ExBox<dyn core::fmt::Debug, &dyn Allocator> =
        unsize!(boxed => dyn core::fmt::Debug);
    let mut debug = ExString::new(alloc);
    // A failed write says no more than that; the string has kept the beginning.
    let written = write!(debug, "{printable:?}");
    assert!(written.is_err() || debug.starts_with("[\"brown\", \"dog\""));
    Ok(shown.len())
}

#[test]
fn collections_on_every_allocator_that_remains() {
    let expected = "8: brown dog fox jumps lazy over quick the ".len();
    assert_eq!(job(&Heap), Ok(expected));

    let strict = CheckedAllocator::new(Heap);
    let arena = ArenaAllocator::new(&strict);
    assert_eq!(job(&arena), Ok(expected));
    drop(arena);
    strict.finish().unwrap();

    let mut memory = [MaybeUninit::uninit(); 4096];
    let counting = CountingAllocator::new(BumpAllocator::new(&mut memory));
    assert_eq!(job(&counting), Ok(expected));
    assert_eq!(counting.stats().live_blocks, 0);

    let inline = InlineBump::<4096>::new();
    assert_eq!(job(&&inline), Ok(expected));
}

#[test]
fn every_buffer_that_is_too_small_is_an_error_and_no_panic() {
    let mut outcomes = [0, 0];
    let mut memory = vec![MaybeUninit::uninit(); 4096];
    for size in 0..memory.len() {
        let counting = CountingAllocator::new(BumpAllocator::new(&mut memory[..size]));
        outcomes[usize::from(job(&counting).is_ok())] += 1;
        assert_eq!(counting.stats().live_blocks, 0, "with {size} bytes");
    }
    assert!(outcomes[0] > 100 && outcomes[1] > 100, "{outcomes:?}");
}
