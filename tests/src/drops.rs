//! Elements that are counted, and that panic at the k-th clone, drop or comparison.

use core::cell::{Cell, RefCell};
use core::cmp::Ordering;
use core::hash::{Hash, Hasher};
use std::collections::BTreeSet;

/// Makes [`Tracked`] elements and knows which of them are alive.
///
/// Elements count the calls of their `clone`, `drop` and comparisons (`eq`, `cmp`, `hash`) here,
/// each kind from 0, and the call of a chosen number panics. A drop that panics counts as a drop.
#[derive(Debug, Default)]
pub struct Ledger {
    next: Cell<u64>,
    alive: RefCell<BTreeSet<u64>>,
    faults: RefCell<Vec<u64>>,
    dropped: Cell<usize>,
    clone_fuse: Cell<Option<usize>>,
    drop_fuse: Cell<Option<usize>>,
    compare_fuse: Cell<Option<usize>>,
}

/// Burns one step of a fuse; panics at its end, once.
fn burn(fuse: &Cell<Option<usize>>, what: &str) {
    if let Some(left) = fuse.get() {
        fuse.set(left.checked_sub(1));
        assert!(left > 0, "planted panic in {what}");
    }
}

impl Ledger {
    /// A ledger without elements, in which nothing panics.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A new element.
    pub fn element(&self, value: u32) -> Tracked<'_> {
        let id = self.next.get();
        self.next.set(id + 1);
        self.alive.borrow_mut().insert(id);
        Tracked { ledger: self, id, value }
    }

    /// `N` new elements with the values `0..N`.
    pub fn elements<const N: usize>(&self) -> [Tracked<'_>; N] {
        let mut value = 0;
        [(); N].map(|()| {
            value += 1;
            self.element(value - 1)
        })
    }

    /// Makes the `k`-th clone from now on panic, counted from 0.
    pub fn panic_at_clone(&self, k: usize) {
        self.clone_fuse.set(Some(k));
    }

    /// Makes the `k`-th drop from now on panic, counted from 0.
    pub fn panic_at_drop(&self, k: usize) {
        self.drop_fuse.set(Some(k));
    }

    /// Makes the `k`-th comparison or hashing from now on panic, counted from 0.
    pub fn panic_at_compare(&self, k: usize) {
        self.compare_fuse.set(Some(k));
    }

    /// Lets nothing panic any more.
    pub fn disarm(&self) {
        for fuse in [&self.clone_fuse, &self.drop_fuse, &self.compare_fuse] {
            fuse.set(None);
        }
    }

    /// The number of elements that are alive.
    pub fn alive(&self) -> usize {
        self.alive.borrow().len()
    }

    /// The number of elements ever made, clones included.
    pub fn made(&self) -> usize {
        usize::try_from(self.next.get()).unwrap_or(usize::MAX)
    }

    /// The number of drops.
    pub fn dropped(&self) -> usize {
        self.dropped.get()
    }

    /// Asserts that no element was dropped or used after it had been dropped.
    ///
    /// # Panics
    ///
    /// If one was.
    #[track_caller]
    pub fn check(&self) {
        let faults = self.faults.borrow().clone();
        assert!(faults.is_empty(), "elements used or dropped after their drop: {faults:?}");
    }

    /// Ends the test: [`check`](Self::check), and every element was dropped.
    ///
    /// # Panics
    ///
    /// If one was dropped twice, or is alive.
    #[track_caller]
    pub fn finish(&self) {
        self.check();
        let alive = self.alive.borrow().clone();
        assert!(alive.is_empty(), "elements never dropped: {alive:?}");
    }
}

/// An element that tells its [`Ledger`] what becomes of it. Compares and hashes by its value.
#[derive(Debug)]
pub struct Tracked<'l> {
    ledger: &'l Ledger,
    id: u64,
    value: u32,
}

impl Tracked<'_> {
    /// The value; a fault if the element isn't alive.
    pub fn value(&self) -> u32 {
        self.used();
        self.value
    }

    /// The number of the element within its ledger: every clone has its own.
    pub fn id(&self) -> u64 {
        self.id
    }

    fn used(&self) {
        if !self.ledger.alive.borrow().contains(&self.id) {
            self.ledger.faults.borrow_mut().push(self.id);
        }
    }

    fn compared(&self) {
        self.used();
        burn(&self.ledger.compare_fuse, "a comparison");
    }
}

impl Clone for Tracked<'_> {
    fn clone(&self) -> Self {
        self.used();
        burn(&self.ledger.clone_fuse, "clone");
        self.ledger.element(self.value)
    }
}

impl Drop for Tracked<'_> {
    fn drop(&mut self) {
        self.ledger.dropped.set(self.ledger.dropped.get() + 1);
        if !self.ledger.alive.borrow_mut().remove(&self.id) {
            self.ledger.faults.borrow_mut().push(self.id);
        }
        // While another panic unwinds, a second one would abort the test program.
        if !std::thread::panicking() {
            burn(&self.ledger.drop_fuse, "drop");
        }
    }
}

impl PartialEq for Tracked<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.compared();
        self.value == other.value()
    }
}

impl Eq for Tracked<'_> {}

impl PartialEq<u32> for Tracked<'_> {
    fn eq(&self, other: &u32) -> bool {
        self.compared();
        self.value == *other
    }
}

impl PartialOrd for Tracked<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Tracked<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.compared();
        self.value.cmp(&other.value())
    }
}

impl Hash for Tracked<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.compared();
        self.value.hash(state);
    }
}

/// A value at an address that is a multiple of 64.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(align(64))]
pub struct OverAligned<T>(
    /// The value.
    pub T,
);

#[cfg(test)]
mod tests {
    use super::Ledger;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    #[test]
    fn knows_what_lives() {
        let ledger = Ledger::new();
        let [a, b] = ledger.elements();
        let c = a.clone();
        assert!(a == c && a < b);
        assert_eq!((ledger.alive(), ledger.made(), ledger.dropped()), (3, 3, 0));
        drop((a, b, c));
        assert_eq!((ledger.alive(), ledger.made(), ledger.dropped()), (0, 3, 3));
        ledger.finish();
    }

    #[test]
    #[should_panic(expected = "after their drop")]
    fn finds_a_second_drop() {
        let ledger = Ledger::new();
        let mut a = core::mem::ManuallyDrop::new(ledger.element(1));
        // SAFETY: the element owns no memory, so that the second drop is a fault of the ledger's
        // bookkeeping only.
        unsafe { core::mem::ManuallyDrop::drop(&mut a) };
        // SAFETY: as above.
        unsafe { core::mem::ManuallyDrop::drop(&mut a) };
        ledger.finish();
    }

    #[test]
    #[should_panic(expected = "never dropped")]
    fn finds_a_lost_element() {
        let ledger = Ledger::new();
        core::mem::forget(ledger.element(1));
        ledger.finish();
    }

    #[test]
    fn panics_at_the_chosen_call_and_once() {
        let ledger = Ledger::new();
        let a = ledger.element(1);
        ledger.panic_at_clone(1);
        let clones = [(); 4].map(|()| catch_unwind(AssertUnwindSafe(|| drop(a.clone()))).is_ok());
        assert_eq!(clones, [true, false, true, true]);
        ledger.panic_at_drop(0);
        assert!(catch_unwind(AssertUnwindSafe(|| drop(a))).is_err());
        ledger.finish();
    }
}
