//! `ExVec` among code that lies, forgets, or comes back: whole and without leaks.
//!
//! What panics is in `every_panic`.

use core::cell::Cell;
use core::mem;
use exalloc::ExVec;
use exalloc::testing::{CheckedAllocator, Finding, FindingKind, Ledger, LyingLength, Tracked};
use exalloc_tests::Heap;

#[test]
fn a_forgotten_drain_leaks_and_no_more() {
    for range in [0..9, 2..5, 4..4, 0..0, 8..9] {
        for taken in 0..=range.len() {
            let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
            let mut v = ExVec::new(&strict);
            v.try_extend(ledger.elements::<9>()).map_err(drop).unwrap();
            let mut drain = v.drain(range.clone());
            for i in 0..taken {
                assert!(if i % 2 == 0 { drain.next() } else { drain.next_back() }.is_some());
            }
            mem::forget(drain);
            assert!(v.iter().map(Tracked::value).eq(0..u32::try_from(range.start).unwrap()));
            v.try_extend([ledger.element(50)]).map_err(drop).unwrap();
            drop(v);
            ledger.check();
            assert_eq!(ledger.alive(), 9 - range.start - taken);
            strict.finish().unwrap();
        }
    }
}

#[test]
fn a_forgotten_into_iter_leaks_its_block() {
    let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
    let v = ExVec::try_from_array_in(ledger.elements::<3>(), &strict).map_err(drop).unwrap();
    let mut elements = v.into_iter();
    drop(elements.next());
    mem::forget(elements);
    ledger.check();
    assert_eq!((ledger.alive(), strict.live_blocks()), (2, 1));
    strict.check().unwrap();
    // The one leak, and nothing else.
    let report = strict.finish().unwrap_err();
    let kinds: Vec<_> = report.findings().map(Finding::kind).collect();
    assert_eq!(kinds, [FindingKind::Leak]);
}

#[test]
fn lengths_that_are_lies() {
    // So many that there is no block for them. On 32 bits there is one for a quarter of that, which
    // the checked allocator takes minutes to fill.
    let no_block = usize::MAX / if cfg!(target_pointer_width = "32") { 16 } else { 64 };
    for claimed in [0, 1, 2, 3, 4, 1000, no_block, usize::MAX - 2, usize::MAX] {
        for actual in [0, 1, 3, 30] {
            let (ledger, strict) = (Ledger::new(), CheckedAllocator::new(Heap));
            let mut v = ExVec::try_from_array_in(ledger.elements::<2>(), &strict).unwrap();
            let items = (0..actual).map(|n| ledger.element(n));
            let left = match v.try_extend(LyingLength::new(items, claimed)) {
                Ok(()) => 0,
                Err(error) => error.into_iter().count(),
            };
            assert_eq!(v.len() + left, 2 + usize::try_from(actual).unwrap());
            drop(v);
            ledger.finish();
            strict.finish().unwrap();
        }
    }
}

/// A vector whose elements reach the vector itself while they are cloned, compared and dropped.
#[test]
fn reentrant_elements_find_a_whole_vector() {
    use core::cell::RefCell;
    use std::rc::{Rc, Weak};

    type Shared = RefCell<ExVec<Reentrant, Heap>>;
    struct Reentrant(Weak<Shared>, Rc<Cell<usize>>);
    impl Reentrant {
        fn look(&self) {
            // Borrowed while a method runs: the attempt must fail, not show half a vector.
            if let Some(v) = self.0.upgrade() {
                assert!(v.try_borrow().is_err());
                self.1.set(self.1.get() + 1);
            }
        }
    }
    impl Clone for Reentrant {
        fn clone(&self) -> Self {
            self.look();
            Self(self.0.clone(), self.1.clone())
        }
    }
    impl Drop for Reentrant {
        fn drop(&mut self) {
            self.look();
        }
    }

    let looks = Rc::new(Cell::new(0));
    let shared: Rc<Shared> = Rc::new(RefCell::new(ExVec::new(Heap)));
    let element = Reentrant(Rc::downgrade(&shared), looks.clone());
    assert!(shared.borrow_mut().try_resize(4, element).is_ok());
    shared.borrow_mut().try_extend_from_within(1..).unwrap();
    shared.borrow_mut().retain(|e| {
        e.look();
        false
    });
    // Three clones to four elements, three more to seven, each looked at and dropped.
    assert_eq!(looks.get(), 3 + 3 + 7 + 7);
}
