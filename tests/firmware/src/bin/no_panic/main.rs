//! Every `try_` twin of std's functions, called without memory, on a microcontroller: no allocation
//! that fails panics.
//!
//! `rows.rs` is made of std's API as data. `tests/parity/no_panic.py` looks at the linked program:
//! from none of those functions the panic handler can be reached, except by way of what says that
//! an index or a range is wrong. The program itself runs them with an allocator that has nothing,
//! which the optimiser doesn't know.

#![no_std]
#![no_main]

#[path = "../../board.rs"]
mod board;
mod rows;
#[path = "../../semihosting.rs"]
mod semihosting;

/// What `rows.rs` speaks of.
mod types {
    use core::alloc::Layout;
    use core::hint::black_box;
    use core::ptr::NonNull;
    use exalloc::{Allocator, ExBox, ExString, ExVec, StaticAllocator};

    pub(crate) use core::hint::black_box as any;
    pub(crate) use core::ops::Range;

    pub(crate) type Vec<T> = ExVec<T, Alloc>;
    pub(crate) type String = ExString<Alloc>;
    pub(crate) type Box<T> = ExBox<T, Alloc>;

    /// Has no memory, or any: the optimiser can't tell.
    #[derive(Clone, Copy)]
    pub(crate) struct Alloc;

    // SAFETY: no block is ever handed out.
    unsafe impl Allocator for Alloc {
        unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
            black_box(layout);
            black_box(None)
        }

        unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
            black_box((ptr, layout));
        }

        unsafe fn remap(&self, ptr: NonNull<u8>, old: Layout, size: usize) -> Option<NonNull<u8>> {
            black_box((ptr, old, size));
            black_box(None)
        }
    }

    // SAFETY: as above: there are no blocks that could be invalidated.
    unsafe impl StaticAllocator for Alloc {}

    /// Gives so many numbers, and says nothing of how many.
    pub(crate) struct Numbers(pub(crate) u32);

    impl Iterator for Numbers {
        type Item = u32;

        fn next(&mut self) -> Option<u32> {
            self.0 = self.0.checked_sub(1)?;
            Some(self.0)
        }
    }

    pub(crate) fn seven() -> u32 {
        7
    }

    /// Panics where there is no memory: what must be found. One that is never wrong isn't enough.
    #[cfg(feature = "planted")]
    #[unsafe(no_mangle)]
    #[inline(never)]
    pub(crate) fn row_planted(this: &mut Vec<u32>, value: u32) -> bool {
        this.try_reserve(1).expect("there is room");
        this.try_push(value).is_ok()
    }
}

/// Twins that need no memory where there is nothing in the collection: of `shrink_to_fit` and
/// `shrink_to`, `append` and `into_boxed_slice`, `split_off`, `extend_from_within` and `splice` of
/// vectors; of `shrink_to_fit`, `shrink_to`, `into_boxed_str`, `extend_from_within` and `split_off`
/// of strings.
const WITHOUT: u32 = 7 + 5;

#[unsafe(no_mangle)]
extern "C" fn reset() -> ! {
    #[cfg(feature = "planted")]
    types::any(types::row_planted(types::any(&mut types::Vec::new(types::Alloc)), types::any(1)));
    let refused = rows::refused();
    semihosting::write0("the rows were called\n\0");
    semihosting::exit(refused == rows::ROWS - WITHOUT)
}
