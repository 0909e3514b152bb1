//! What the compiler can say: sizes, variance, auto traits.

use super::{Drain, ExVec, IntoIter};
use core::cell::Cell;
use core::marker::PhantomData;
use core::panic::{RefUnwindSafe, UnwindSafe};
use exalloc_core::Allocator;

/// An allocator of size zero, without memory.
struct Nothing;

/// One that isn't `Sync`.
struct Local(#[expect(dead_code, reason = "for its type")] Cell<u8>);

// SAFETY: it never hands a block out.
unsafe impl Allocator for Nothing {
    unsafe fn alloc(&self, _: core::alloc::Layout) -> Option<core::ptr::NonNull<u8>> {
        None
    }
    unsafe fn dealloc(&self, _: core::ptr::NonNull<u8>, _: core::alloc::Layout) {}
}

// SAFETY: it never hands a block out.
unsafe impl Allocator for Local {
    unsafe fn alloc(&self, _: core::alloc::Layout) -> Option<core::ptr::NonNull<u8>> {
        None
    }
    unsafe fn dealloc(&self, _: core::ptr::NonNull<u8>, _: core::alloc::Layout) {}
}

const WORD: usize = size_of::<usize>();
const _: () = assert!(size_of::<ExVec<u64, Nothing>>() == 3 * WORD);
const _: () = assert!(size_of::<ExVec<(), Nothing>>() == 3 * WORD);
const _: () = assert!(size_of::<ExVec<u64, &Nothing>>() == 4 * WORD);
const _: () = assert!(size_of::<ExVec<u64, &dyn Allocator>>() == 5 * WORD);
const _: () = assert!(size_of::<Option<ExVec<u64, Nothing>>>() == 3 * WORD);

type Names<'a, 'b> = ExVec<&'a str, &'b Local>;

#[expect(dead_code, reason = "it compiles: that is the test")]
fn covariant<'a>(v: Names<'static, 'static>) -> Names<'a, 'a> {
    v
}

#[expect(dead_code, reason = "it compiles: that is the test")]
fn drain_covariant<'a>(
    v: Drain<'a, &'static str, &'static Local>,
) -> Drain<'a, &'a str, &'a Local> {
    v
}

#[expect(dead_code, reason = "it compiles: that is the test")]
fn into_iter_covariant<'a>(
    v: IntoIter<&'static str, &'static Local>,
) -> IntoIter<&'a str, &'a Local> {
    v
}

/// Whether a type has an auto trait: an inherent constant wins over the trait's, where it applies.
macro_rules! has {
    ($type:ty: $bound:path) => {{
        struct Ask<X>(PhantomData<X>);
        trait No {
            const ANSWER: bool = false;
        }
        impl<X> No for Ask<X> {}
        impl<X: $bound> Ask<X> {
            const ANSWER: bool = true;
        }
        // Both constants are used in every expansion: `u8` has all of these traits.
        assert!(<Ask<u8>>::ANSWER && !<Ask<$type> as No>::ANSWER);
        <Ask<$type>>::ANSWER
    }};
}

/// Neither `Send` nor `Sync`.
type Neither = *const u8;
/// `Send`, but not `Sync`.
type OnlySend = Cell<u8>;

#[test]
fn send_when_elements_and_allocator_are() {
    assert!(has!(ExVec<u8, Nothing>: Send));
    assert!(has!(ExVec<OnlySend, Nothing>: Send));
    assert!(!has!(ExVec<Neither, Nothing>: Send));
    assert!(!has!(ExVec<u8, &Local>: Send));
    assert!(has!(IntoIter<OnlySend, Nothing>: Send));
    assert!(!has!(IntoIter<Neither, Nothing>: Send));
    assert!(has!(Drain<'static, OnlySend, Nothing>: Send));
    assert!(!has!(Drain<'static, Neither, Nothing>: Send));
    assert!(!has!(Drain<'static, u8, &Local>: Send));
}

#[test]
fn sync_when_elements_and_allocator_are() {
    assert!(has!(ExVec<u8, Nothing>: Sync));
    assert!(!has!(ExVec<OnlySend, Nothing>: Sync));
    assert!(!has!(ExVec<u8, &Local>: Sync));
    assert!(has!(IntoIter<u8, Nothing>: Sync));
    assert!(!has!(IntoIter<OnlySend, Nothing>: Sync));
    assert!(has!(Drain<'static, u8, Nothing>: Sync));
    assert!(!has!(Drain<'static, OnlySend, Nothing>: Sync));
    assert!(!has!(Drain<'static, u8, &Local>: Sync));
}

#[test]
fn unwind_safe_when_elements_are() {
    assert!(has!(ExVec<u8, Nothing>: UnwindSafe));
    assert!(has!(ExVec<u8, Nothing>: RefUnwindSafe));
    assert!(!has!(ExVec<OnlySend, Nothing>: RefUnwindSafe));
}

#[test]
fn empty_vectors_are_constants() {
    static EMPTY: ExVec<u8, Nothing> = ExVec::new(Nothing);
    const LEN: usize = EMPTY.len() + EMPTY.as_slice().len() + EMPTY.capacity();
    assert_eq!(LEN, 0);
}
