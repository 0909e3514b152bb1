use super::LimitAllocator;
use alloc::vec;
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::{Cell, RefCell};
use core::ptr::NonNull;
use exalloc_core::{Allocator, StaticAllocator};

/// Records every call, and answers each method with an address of its own, or with `None`.
#[derive(Default)]
struct Probe {
    calls: RefCell<Vec<Call>>,
    refuse: Cell<bool>,
}

/// Method, address argument, layout argument, size argument.
type Call = (&'static str, usize, Layout, usize);

impl Probe {
    fn answer(&self, call: Call, address: usize) -> Option<NonNull<u8>> {
        self.calls.borrow_mut().push(call);
        NonNull::new(core::ptr::without_provenance_mut(address)).filter(|_| !self.refuse.get())
    }
}

// SAFETY: not an allocator that anyone may use: the tests compare addresses only.
unsafe impl Allocator for Probe {
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.answer(("alloc", 0, layout, 0), 8)
    }
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        let _ = self.answer(("dealloc", ptr.addr().get(), layout, 0), 0);
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> Option<NonNull<u8>> {
        self.answer(("alloc_zeroed", 0, layout, 0), 16)
    }
    unsafe fn resize_in_place(&self, p: NonNull<u8>, old: Layout, n: usize) -> Option<NonNull<u8>> {
        self.answer(("resize_in_place", p.addr().get(), old, n), 24)
    }
    unsafe fn remap(&self, p: NonNull<u8>, old: Layout, n: usize) -> Option<NonNull<u8>> {
        self.answer(("remap", p.addr().get(), old, n), 32)
    }
}

/// What a request asks of a block, if it asks for one that isn't new.
#[derive(Clone, Copy, Debug)]
enum Request {
    Alloc(usize),
    AllocZeroed(usize),
    ResizeInPlace(usize, usize),
    Remap(usize, usize),
}

use Request::{Alloc, AllocZeroed, Remap, ResizeInPlace};

fn bytes(size: usize) -> Layout {
    Layout::from_size_align(size, 4).unwrap()
}

fn block(address: usize) -> NonNull<u8> {
    NonNull::new(core::ptr::without_provenance_mut(address)).unwrap()
}

fn ask<A: Allocator>(alloc: &A, request: Request) -> Option<NonNull<u8>> {
    match request {
        // SAFETY: `Probe` has no conditions.
        Alloc(size) => unsafe { alloc.alloc(bytes(size)) },
        // SAFETY: as above.
        AllocZeroed(size) => unsafe { alloc.alloc_zeroed(bytes(size)) },
        // SAFETY: as above.
        ResizeInPlace(old, new) => unsafe { alloc.resize_in_place(block(8), bytes(old), new) },
        // SAFETY: as above.
        Remap(old, new) => unsafe { alloc.remap(block(8), bytes(old), new) },
    }
}

/// How many calls the allocator inside got so far.
fn calls(limited: &LimitAllocator<Probe>) -> usize {
    limited.inner().calls.borrow().len()
}

/// The columns "passed" and "booked" of the table in the docs, row by row.
#[test]
fn every_method_forwards_unchanged_and_books() {
    let limited = LimitAllocator::new(Probe::default(), 1000);
    let books = |used| {
        assert_eq!(
            (limited.used(), limited.remaining(), limited.limit()),
            (used, 1000 - used, 1000)
        )
    };
    books(0);
    assert_eq!(ask(&limited, Alloc(100)), Some(block(8)));
    books(100);
    assert_eq!(ask(&limited, AllocZeroed(20)), Some(block(16)));
    books(120);
    assert_eq!(ask(&limited, ResizeInPlace(100, 30)), Some(block(24)));
    books(50);
    assert_eq!(ask(&limited, ResizeInPlace(30, 40)), Some(block(24)));
    books(60);
    assert_eq!(ask(&limited, Remap(20, 220)), Some(block(32)));
    books(260);
    assert_eq!(ask(&limited, Remap(220, 210)), Some(block(32)));
    books(250);
    // SAFETY: `Probe` has no conditions.
    unsafe { limited.dealloc(block(32), bytes(210)) };
    books(40);

    assert_eq!(
        limited.into_inner().calls.into_inner(),
        [
            ("alloc", 0, bytes(100), 0),
            ("alloc_zeroed", 0, bytes(20), 0),
            ("resize_in_place", 8, bytes(100), 30),
            ("resize_in_place", 8, bytes(30), 40),
            ("remap", 8, bytes(20), 220),
            ("remap", 8, bytes(220), 210),
            ("dealloc", 32, bytes(210), 0),
        ]
    );
}

/// The column "refused": one byte decides, and the allocator inside isn't asked.
#[test]
fn the_limit_is_exact() {
    let at_limit = [
        (Alloc(60), 100),
        (AllocZeroed(60), 100),
        (ResizeInPlace(40, 100), 100),
        (Remap(40, 100), 100),
    ];
    for (request, used) in at_limit {
        let limited = LimitAllocator::new(Probe::default(), 100);
        assert!(ask(&limited, Alloc(40)).is_some());
        assert!(ask(&limited, request).is_some(), "{request:?}");
        assert_eq!((limited.used(), limited.remaining()), (used, 0), "{request:?}");
    }
    for request in [Alloc(61), AllocZeroed(61), ResizeInPlace(40, 101), Remap(40, 101)] {
        let limited = LimitAllocator::new(Probe::default(), 100);
        assert!(ask(&limited, Alloc(40)).is_some());
        assert_eq!(ask(&limited, request), None, "{request:?}");
        assert_eq!((limited.used(), limited.remaining(), calls(&limited)), (40, 60, 1));
    }
}

#[test]
fn refusals_of_the_allocator_inside_change_nothing() {
    let limited = LimitAllocator::new(Probe::default(), 100);
    assert!(ask(&limited, Alloc(40)).is_some());
    limited.inner().refuse.set(true);
    let requests = [
        Alloc(60),
        AllocZeroed(60),
        ResizeInPlace(40, 100),
        ResizeInPlace(40, 10),
        ResizeInPlace(40, 40),
        Remap(40, 100),
        Remap(40, 10),
        Remap(40, 40),
    ];
    for (n, request) in requests.into_iter().enumerate() {
        assert_eq!(ask(&limited, request), None, "{request:?}");
        assert_eq!((limited.used(), calls(&limited)), (40, n + 2), "{request:?}");
    }
}

#[test]
fn nothing_overflows() {
    const HUGE: usize = isize::MAX as usize - 3;
    let limited = LimitAllocator::new(Probe::default(), usize::MAX);
    assert!(ask(&limited, Alloc(HUGE)).is_some());
    assert!(ask(&limited, Alloc(HUGE)).is_some());
    assert_eq!(limited.remaining(), usize::MAX - 2 * HUGE);
    for request in [Alloc(HUGE), AllocZeroed(HUGE), Remap(4, HUGE), ResizeInPlace(4, HUGE)] {
        assert_eq!(ask(&limited, request), None, "{request:?}");
        assert_eq!(limited.used(), 2 * HUGE);
    }

    // With a limit of zero, an absurd size is refused like any other.
    let none = LimitAllocator::new(Probe::default(), 0);
    assert_eq!((ask(&none, Alloc(1)), ask(&none, Alloc(HUGE)), calls(&none)), (None, None, 0));
}

#[test]
fn books_stop_at_zero_for_blocks_of_the_allocator_inside() {
    let limited = LimitAllocator::new(Probe::default(), 100);
    // Blocks of the allocator inside may be given back and resized here, although they were never
    // booked.
    assert!(ask(&limited, ResizeInPlace(500, 10)).is_some());
    assert!(ask(&limited, Remap(500, 10)).is_some());
    assert_eq!(limited.used(), 0);
    assert!(ask(&limited, Remap(500, 530)).is_some());
    assert_eq!(limited.used(), 30);
    // SAFETY: `Probe` has no conditions.
    unsafe { limited.dealloc(block(8), bytes(530)) };
    assert_eq!((limited.used(), limited.remaining()), (0, 100));
}

#[test]
fn a_lowered_limit_allows_what_doesnt_grow() {
    let limited = LimitAllocator::new(Probe::default(), 100);
    assert!(ask(&limited, Alloc(100)).is_some());
    limited.set_limit(50);
    assert_eq!((limited.limit(), limited.used(), limited.remaining()), (50, 100, 0));
    assert_eq!(ask(&limited, Alloc(1)), None);
    assert_eq!(ask(&limited, Remap(100, 101)), None);
    assert_eq!(ask(&limited, ResizeInPlace(100, 101)), None);
    // Equal succeeds (rule 5), and so does smaller.
    assert!(ask(&limited, Remap(100, 100)).is_some());
    assert!(ask(&limited, ResizeInPlace(100, 100)).is_some());
    assert!(ask(&limited, ResizeInPlace(100, 70)).is_some());
    assert_eq!((limited.used(), limited.remaining()), (70, 0));
    assert!(ask(&limited, Remap(70, 49)).is_some());
    assert_eq!((limited.used(), limited.remaining()), (49, 1));
    assert!(ask(&limited, Alloc(1)).is_some());
    limited.set_limit(60);
    assert_eq!(limited.remaining(), 10);
}

#[test]
fn moving_it_keeps_the_books() {
    let limited = LimitAllocator::new(Probe::default(), 100);
    assert!(ask(&limited, Alloc(60)).is_some());
    let moved = vec![limited].pop().unwrap();
    let lent = &moved;
    assert_eq!(ask(&lent, Alloc(41)), None);
    // SAFETY: `Probe` has no conditions.
    unsafe { Allocator::dealloc(&lent, block(8), bytes(60)) };
    assert_eq!((moved.used(), moved.remaining()), (0, 100));
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
    all(const { LimitAllocator::new(Static, 1) });
}
