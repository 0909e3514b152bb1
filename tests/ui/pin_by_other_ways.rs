//! B5, every other way to a pinned box: none lets an arena pin, not even one that the box owns.

use core::fmt::Debug;
use core::pin::Pin;
use exalloc::{ArenaAllocator, ExBox, SystemAllocator, unsize_pin};

type Arena = ArenaAllocator<SystemAllocator>;

fn boxed() -> ExBox<u32, Arena> {
    ExBox::new(1, Arena::default())
}

fn main() {
    let _tried = ExBox::try_pin(1, Arena::default());
    let _pinned = ExBox::into_pin(boxed());
    let _converted = Pin::from(boxed());
    let _default: Pin<ExBox<u32, Arena>> = Default::default();
    let _unsized = unsize_pin!(Pin::new(boxed()) => dyn Debug);
}
