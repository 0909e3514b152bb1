use super::{FreeFunction, FreeWith};
use alloc::vec::Vec;
use core::alloc::Layout;
use core::cell::{Cell, RefCell};
use core::ffi::{c_char, c_void};
use core::panic::AssertUnwindSafe;
use core::ptr::NonNull;
use core::sync::atomic::{AtomicUsize, Ordering};
use exalloc_core::{Allocator, FreeByPointer};
use std::panic::catch_unwind;
use std::process::Command;

const LAYOUT: Layout = Layout::new::<[u8; 16]>();

/// A block that no library frees: the tests look at what arrives.
fn block(bytes: &mut [u8; 16]) -> NonNull<u8> {
    NonNull::from(bytes).cast()
}

#[test]
fn the_block_goes_to_the_function_once_and_by_its_address() {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    static ADDRESSES: AtomicUsize = AtomicUsize::new(0);
    extern "C" fn free(block: *mut c_void) {
        CALLS.fetch_add(1, Ordering::Relaxed);
        ADDRESSES.fetch_add(block.addr(), Ordering::Relaxed);
    }

    let mut bytes = [0; 16];
    let block = block(&mut bytes);
    let alloc = FreeWith::new(free);
    assert_eq!(CALLS.load(Ordering::Relaxed), 0);
    // SAFETY: a block that the function "frees", and that isn't used afterwards.
    unsafe { alloc.dealloc(block, LAYOUT) };
    // Neither the end of the value nor that of a copy frees anything.
    _ = [alloc, alloc];
    assert_eq!(CALLS.load(Ordering::Relaxed), 1);
    assert_eq!(ADDRESSES.load(Ordering::Relaxed), block.addr().get());
}

#[test]
fn a_context_is_captured() {
    let freed = RefCell::new(Vec::new());
    let alloc = FreeWith::from_fn(|block: *mut c_void| freed.borrow_mut().push(block.addr()));
    let (mut one, mut other) = ([0; 16], [0; 16]);
    let blocks = [block(&mut one), block(&mut other)];
    for block in blocks {
        // SAFETY: a block that the closure "frees", and that isn't used afterwards.
        unsafe { alloc.dealloc(block, LAYOUT) };
    }
    assert_eq!(*freed.borrow(), blocks.map(|block| block.addr().get()));
}

#[test]
fn any_size_is_taken_back_zero_included() {
    let freed = Cell::new(0);
    let alloc = FreeWith::from_fn(|_| freed.set(freed.get() + 1));
    let mut bytes = [0; 16];
    let block = block(&mut bytes);
    for size in [0, 1, 16] {
        // SAFETY: a block that the closure "frees"; any layout will do.
        unsafe { alloc.dealloc(block, Layout::from_size_align(size, 8).unwrap()) };
    }
    assert_eq!(freed.get(), 3);
}

#[test]
fn nothing_is_allocated() {
    let alloc = FreeWith::from_fn(|_| unreachable!("nothing is freed"));
    for size in [1, 16, 1 << 20] {
        let layout = Layout::from_size_align(size, 1).unwrap();
        // SAFETY: the size is above zero.
        assert_eq!(unsafe { alloc.alloc(layout) }, None);
        // SAFETY: the size is above zero.
        assert_eq!(unsafe { alloc.alloc_zeroed(layout) }, None);
    }
}

#[test]
fn becoming_smaller_succeeds_in_place_and_growing_is_refused() {
    let freed = Cell::new(0);
    let alloc = FreeWith::from_fn(|_| freed.set(freed.get() + 1));
    let mut bytes = *b"sixteen bytes ..";
    let block = block(&mut bytes);
    for new_size in [17, 32, 1 << 20] {
        // SAFETY: a live block with its layout; the new size is above zero and small.
        assert_eq!(unsafe { alloc.resize_in_place(block, LAYOUT, new_size) }, None);
        // SAFETY: as above.
        assert_eq!(unsafe { alloc.remap(block, LAYOUT, new_size) }, None);
    }
    let mut layout = LAYOUT;
    for new_size in [16, 15, 7, 7, 1] {
        // SAFETY: a live block with its layout; the new size is above zero and small.
        assert_eq!(unsafe { alloc.resize_in_place(block, layout, new_size) }, Some(block));
        // SAFETY: as above.
        assert_eq!(unsafe { alloc.remap(block, layout, new_size) }, Some(block));
        layout = Layout::from_size_align(new_size, 1).unwrap();
    }
    assert_eq!(freed.get(), 0, "refusing and shrinking free nothing");
    // SAFETY: a live block, and its layout.
    unsafe { alloc.dealloc(block, layout) };
    assert_eq!(freed.get(), 1);
    assert_eq!(bytes, *b"sixteen bytes ..");
}

/// The name of the test below, and the sign to its second run that it is the child.
const CHILD: &str = "free_with::tests::a_panic_in_the_function_aborts";

#[test]
fn a_panic_in_the_function_aborts() {
    if std::env::var_os(CHILD).is_some() {
        let alloc = FreeWith::from_fn(|_| panic!("from the closure"));
        let mut bytes = [0; 16];
        let block = block(&mut bytes);
        let unwound = catch_unwind(AssertUnwindSafe(|| {
            // SAFETY: a block that the closure "frees", and that isn't used afterwards.
            unsafe { alloc.dealloc(block, LAYOUT) };
        }));
        assert!(unwound.is_ok());
        std::println!("not aborted");
        return;
    }
    let child = Command::new(std::env::current_exe().unwrap())
        .args([CHILD, "--exact", "--nocapture"])
        .env(CHILD, "1")
        .output()
        .unwrap();
    let printed = alloc::string::String::from_utf8_lossy(&child.stdout).into_owned();
    let complaint = alloc::string::String::from_utf8_lossy(&child.stderr).into_owned();
    assert!(complaint.contains("from the closure"), "{complaint}");
    assert!(!printed.contains("not aborted"), "{printed}");
    // Not the code by which the harness reports a failed test.
    assert!(!child.status.success() && child.status.code() != Some(101), "{:?}", child.status);
}

#[test]
fn every_kind_of_function_is_taken() {
    fn frees<A: FreeByPointer>(alloc: A) {
        let mut bytes = [0; 16];
        let block = NonNull::from(&mut bytes).cast();
        // SAFETY: a block that the function "frees", and that isn't used afterwards.
        unsafe { alloc.dealloc(block, LAYOUT) };
    }
    unsafe extern "C" fn of_c(_: *mut c_void) {}
    extern "C" fn of_text(_: *mut c_char) {}
    extern "C" fn of_bytes(_: *mut u8) {}
    fn of_rust(_: *mut c_void) {}

    const IN_A_CONSTANT: FreeWith = FreeWith::new(of_c);
    frees(IN_A_CONSTANT);
    frees(FreeWith::new(of_c));
    frees(FreeWith::new(of_text));
    frees(FreeWith::new(of_bytes));
    frees(FreeWith::new(of_c as unsafe extern "C" fn(*mut c_void)));
    frees(FreeWith::from_fn(of_rust));
    frees(FreeWith::from_fn(of_rust as fn(*mut c_void)));
    frees(FreeWith::from_fn(|_| ()));
    frees::<&FreeWith>(&FreeWith::new(of_c));
    let boxed: alloc::boxed::Box<dyn Fn(*mut c_void)> = alloc::boxed::Box::new(of_rust);
    frees(FreeWith::from_fn(boxed));
}

#[test]
fn is_as_large_and_as_shareable_as_the_function() {
    fn all<T: Send + Sync + Copy + core::fmt::Debug>(_: &T) {}
    fn free_function<F: FreeFunction>(_: FreeWith<F>) -> usize {
        size_of::<FreeWith<F>>()
    }
    extern "C" fn free(_: *mut c_void) {}

    let alloc = FreeWith::new(free);
    all(&alloc);
    assert_eq!(free_function(alloc), size_of::<usize>());
    assert_eq!(free_function(FreeWith::from_fn(|_| ())), 0);
}
