//! Elements of several kinds, counted on both sides.

use crate::fuzz::input::Plant;
use exalloc::testing::{Fuse, HasTally, Ledger, OverAligned, Tally, Tracked, TrackedUnit};
use exalloc::{Allocator, ExVec, TryReserveError};
use std::marker::PhantomData;

/// Makes the elements of one side, and knows what became of them.
pub(super) trait Elements {
    /// An element.
    type Item<'l>: Clone + PartialEq
    where
        Self: 'l;

    /// What an element of that value says.
    fn seen(value: u32) -> u32 {
        value
    }

    fn element(&self, value: u32) -> Self::Item<'_>;
    fn value(item: &Self::Item<'_>) -> u32;
    /// Burns at calls of closures and iterators.
    fn fuse(&self) -> &Fuse;
    fn plant(&self, plant: Plant);
    fn disarm(&self);
    /// How many were made, and dropped.
    fn counts(&self) -> [usize; 2];
    /// Fails if an element was used or dropped after its end.
    fn check(&self);

    /// `try_extend_from_slice_copy`, for elements that are `Copy`.
    fn extend_copy<'l, A: Allocator>(
        &'l self,
        _: &mut ExVec<Self::Item<'l>, A>,
        _: &[Self::Item<'l>],
    ) -> Option<Result<(), TryReserveError>> {
        None
    }
}

/// Elements of two words.
pub(super) struct Small(Ledger, Fuse);

/// Elements aligned to 64.
pub(super) struct Wide(Ledger, Fuse);

/// Elements of no size, counted in the type's own static.
pub(super) struct Units<H>(Fuse, PhantomData<H>);

/// Elements that are `Copy`.
pub(super) struct Bytes(Fuse);

macro_rules! ledger_elements {
    ($name:ident, $value:ty, $make:expr, $read:expr) => {
        impl $name {
            pub(super) fn new() -> Self {
                Self(Ledger::new(), Fuse::never())
            }
        }

        impl Elements for $name {
            type Item<'l> = Tracked<'l, $value>;

            fn element(&self, value: u32) -> Self::Item<'_> {
                self.0.element($make(value))
            }

            fn value(item: &Self::Item<'_>) -> u32 {
                $read(item.value())
            }

            fn fuse(&self) -> &Fuse {
                &self.1
            }

            fn plant(&self, plant: Plant) {
                match plant {
                    Plant::None => {}
                    Plant::Clone(k) => self.0.panic_at_clone(k),
                    Plant::Drop(k) => self.0.panic_at_drop(k),
                    Plant::Compare(k) => self.0.panic_at_compare(k),
                    Plant::Call(k) => self.1.arm(k),
                }
            }

            fn disarm(&self) {
                self.0.disarm();
                self.1.disarm();
            }

            fn counts(&self) -> [usize; 2] {
                [self.0.made(), self.0.dropped()]
            }

            fn check(&self) {
                self.0.check();
            }
        }
    };
}

ledger_elements!(Small, u32, |n| n, |n| n);
ledger_elements!(Wide, OverAligned<u32>, OverAligned, |OverAligned(n)| n);

impl<H> Units<H> {
    pub(super) fn new() -> Self {
        Self(Fuse::never(), PhantomData)
    }
}

impl<H: HasTally> Elements for Units<H> {
    type Item<'l>
        = TrackedUnit<H>
    where
        Self: 'l;

    fn seen(_: u32) -> u32 {
        0
    }

    fn element(&self, _: u32) -> TrackedUnit<H> {
        TrackedUnit::new()
    }

    fn value(_: &TrackedUnit<H>) -> u32 {
        0
    }

    fn fuse(&self) -> &Fuse {
        &self.0
    }

    fn plant(&self, plant: Plant) {
        match plant {
            Plant::None => {}
            Plant::Clone(k) => H::tally().panic_at_clone(k),
            Plant::Drop(k) => H::tally().panic_at_drop(k),
            Plant::Compare(k) => H::tally().panic_at_compare(k),
            Plant::Call(k) => self.0.arm(k),
        }
    }

    fn disarm(&self) {
        H::tally().disarm();
        self.0.disarm();
    }

    fn counts(&self) -> [usize; 2] {
        [H::tally().made(), H::tally().dropped()]
    }

    fn check(&self) {}
}

impl Bytes {
    pub(super) fn new() -> Self {
        Self(Fuse::never())
    }
}

impl Elements for Bytes {
    type Item<'l> = u8;

    fn seen(value: u32) -> u32 {
        value % 256
    }

    fn element(&self, value: u32) -> u8 {
        value.to_le_bytes()[0]
    }

    fn value(item: &u8) -> u32 {
        (*item).into()
    }

    fn fuse(&self) -> &Fuse {
        &self.0
    }

    fn plant(&self, plant: Plant) {
        if let Plant::Call(k) = plant {
            self.0.arm(k);
        }
    }

    fn disarm(&self) {
        self.0.disarm();
    }

    fn counts(&self) -> [usize; 2] {
        [0, 0]
    }

    fn check(&self) {}

    fn extend_copy<A: Allocator>(
        &self,
        v: &mut ExVec<u8, A>,
        items: &[u8],
    ) -> Option<Result<(), TryReserveError>> {
        Some(v.try_extend_from_slice_copy(items))
    }
}

/// Our zero-sized elements.
pub(super) struct Ours;

/// The model's.
pub(super) struct Theirs;

impl HasTally for Ours {
    fn tally() -> &'static Tally {
        static TALLY: Tally = Tally::new();
        &TALLY
    }
}

impl HasTally for Theirs {
    fn tally() -> &'static Tally {
        static TALLY: Tally = Tally::new();
        &TALLY
    }
}
