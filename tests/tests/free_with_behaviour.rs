//! Blocks of a library in collections: its function is called once for each, whatever the
//! collection does meanwhile.

#![cfg(feature = "infallible")]

use core::cell::RefCell;
use core::ffi::c_void;
use core::ptr;
use exalloc::{ExBox, ExVec, FreeWith};

/// A library that lends memory, and notes what comes back; its own end gives it all up.
#[derive(Default)]
struct Library {
    lent: RefCell<Vec<*mut [u32]>>,
    freed: RefCell<Vec<usize>>,
}

impl Library {
    fn lend(&self, numbers: &[u32]) -> *mut u32 {
        let block = Box::into_raw(numbers.into());
        self.lent.borrow_mut().push(block);
        block.cast()
    }

    fn free(&self, block: *mut c_void) {
        self.freed.borrow_mut().push(block.addr());
    }

    fn freed(&self) -> Vec<usize> {
        self.freed.borrow().clone()
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        for block in self.lent.take() {
            // SAFETY: from `into_raw`, once; nobody uses what a library lent when that is gone.
            drop(unsafe { Box::from_raw(block) });
        }
    }
}

/// A vector over what `library` lends.
fn adopt(
    library: &Library,
    numbers: &[u32],
) -> (usize, ExVec<u32, FreeWith<impl Fn(*mut c_void)>>) {
    let (block, n) = (library.lend(numbers), numbers.len());
    let alloc = FreeWith::from_fn(|block| library.free(block));
    // SAFETY: a block of the library with `n` numbers, which it doesn't touch meanwhile.
    (block.addr(), unsafe { ExVec::from_free_with(block, n, n, alloc) })
}

#[test]
fn dropping_calls_the_function_once() {
    let library = Library::default();
    let (one, v) = adopt(&library, &[1, 2, 3]);
    let (other, w) = adopt(&library, &[4]);
    assert_eq!((&v[..], &w[..]), (&[1, 2, 3][..], &[4][..]));
    assert_eq!(library.freed(), []);
    drop(w);
    assert_eq!(library.freed(), [other]);
    drop(v);
    assert_eq!(library.freed(), [other, one]);
}

#[test]
fn growing_is_an_error_and_the_block_is_still_owned() {
    let library = Library::default();
    let (block, mut v) = adopt(&library, &[1, 2, 3]);
    assert_eq!(v.try_push(4).unwrap_err().value, 4);
    assert!(v.try_reserve(1).is_err());
    assert!(v.try_extend_from_slice(&[4, 5]).is_err());
    let panicked = std::panic::catch_unwind(core::panic::AssertUnwindSafe(|| v.push(4)));
    assert!(panicked.is_err());
    assert_eq!(v, [1, 2, 3]);
    assert_eq!(library.freed(), []);
    // There is room again after an element has gone.
    assert_eq!(v.pop(), Some(3));
    v.push(9);
    assert_eq!(v, [1, 2, 9]);
    drop(v);
    assert_eq!(library.freed(), [block]);
}

#[test]
fn becoming_smaller_keeps_the_block() {
    let library = Library::default();
    let (block, mut v) = adopt(&library, &[1, 2, 3, 4]);
    v.truncate(2);
    v.try_shrink_to_fit().expect("it succeeds in place");
    assert_eq!((v.capacity(), v.as_ptr().addr()), (2, block));
    assert_eq!(v, [1, 2]);
    assert!(v.try_push(3).is_err(), "the room was given up");
    assert_eq!(library.freed(), []);
    // An empty vector keeps no block.
    v.clear();
    v.shrink_to_fit();
    assert_eq!((v.capacity(), library.freed()), (0, vec![block]));
    assert!(v.try_push(1).is_err());
    drop(v);
    assert_eq!(library.freed(), [block]);
}

#[test]
fn leaking_and_taking_apart_call_nothing() {
    let library = Library::default();
    let (_, v) = adopt(&library, &[1, 2]);
    assert_eq!(v.leak(), [1, 2]);
    let (block, v) = adopt(&library, &[3]);
    let (ptr, len, cap, alloc) = v.into_raw_parts();
    assert_eq!(library.freed(), []);
    // SAFETY: the parts of one vector, unchanged.
    drop(unsafe { ExVec::from_raw_parts(ptr, len, cap, alloc) });
    assert_eq!(library.freed(), [block]);
}

#[test]
fn nothing_is_called_without_a_block() {
    let library = Library::default();
    let alloc = FreeWith::from_fn(|block| library.free(block));
    // SAFETY: null with capacity zero.
    let empty = unsafe { ExVec::<u32, _>::from_free_with(ptr::null_mut(), 0, 0, alloc) };
    drop(empty);
    assert_eq!(library.freed(), []);
    // A block of capacity zero is the library's all the same.
    let block = library.lend(&[1]);
    // SAFETY: a block of the library.
    let empty = unsafe { ExVec::<u32, _>::from_free_with(block, 0, 0, alloc) };
    assert_eq!(library.freed(), [block.addr()]);
    drop(empty);
    assert_eq!(library.freed(), [block.addr()]);
}

#[test]
fn a_box_is_freed_after_its_value() {
    let library = Library::default();
    let block = library.lend(&[7, 8]).cast::<[u32; 2]>();
    let alloc = FreeWith::from_fn(|block| library.free(block));
    // SAFETY: a block of the library with two numbers.
    let boxed = unsafe { ExBox::from_free_with(block, alloc) }.expect("not null");
    assert_eq!(*boxed, [7, 8]);
    drop(boxed);
    assert_eq!(library.freed(), [block.addr()]);
}

#[test]
fn a_function_of_c_frees_what_c_allocated() {
    unsafe extern "C" {
        safe fn calloc(count: usize, size: usize) -> *mut c_void;
        fn free(block: *mut c_void);
    }
    let block = calloc(4, size_of::<u32>()).cast::<u32>();
    assert!(!block.is_null());
    // SAFETY: four zeros, which `free` frees, and nobody else owns.
    let mut v = unsafe { ExVec::from_free_with(block, 4, 4, FreeWith::new(free)) };
    v[3] = 1;
    // It goes to another thread, as C's functions do.
    let sum = std::thread::spawn(move || v.iter().sum::<u32>()).join().unwrap();
    assert_eq!(sum, 1);
}
