//! A program that has replaced C++'s operators, all of them, by its own: they keep a ledger, and
//! refuse on command. Each request that Rust makes of C++ is refused once, small ones included, and
//! nothing may be lost: no value, no block, not the vector's state; and the ledger must balance by
//! form.
//!
//! The operators are the process's, which is why this test is alone in one, and takes turns.

#![cfg(any(feature = "cpp", feature = "cpp-symbols"))]

use core::alloc::Layout;
use core::ffi::c_int;
use exalloc::{
    Allocator, CppNewAllocator, CppNewArrayAllocator, ExBox, ExCString, ExString, ExVec,
    TryReserveError,
};
use exalloc_border as _;
use std::sync::{Mutex, MutexGuard, PoisonError};

// Here and nowhere else: whoever links it has its operators replaced.
#[link(name = "exalloc_border_replaced", kind = "static", modifiers = "+whole-archive")]
unsafe extern "C" {
    fn border_ledger(into: *mut Books);
    safe fn border_ledger_reset();
    safe fn border_refuse_from(n: c_int, with_an_int: bool);
    safe fn border_refuse_nothing();
    safe fn border_set_handler_that_makes_room();
    safe fn border_new_and_delete(align: usize, of_array: bool) -> bool;
}

unsafe extern "C" {
    safe fn border_set_handler(handler: c_int);
    safe fn border_handler_calls() -> c_int;
    safe fn border_handler_is_set() -> bool;
    fn border_deallocate_storage(owned: *mut u64, capacity: usize);
    fn border_delete_array(owned: *mut u64) -> bool;
    safe fn border_new_array(length: usize, capacity: usize) -> *mut u64;
    safe fn border_new_storage(length: usize, capacity: usize) -> *mut u64;
}

const NO_HANDLER: c_int = 0;
/// A refusal: how C++ says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// Without a handler, by `std::bad_alloc`.
    BadAlloc,
    /// Without a handler, by an operator that throws `5`.
    Int,
    /// By a handler that throws `std::bad_alloc`.
    HandlerThrowsBadAlloc = 11,
    /// By a handler that throws `5`.
    HandlerThrowsInt = 12,
    /// By a handler that takes itself away.
    HandlerGivesUp = 13,
}

impl Refusal {
    const ALL: [Self; 5] = [
        Self::BadAlloc,
        Self::Int,
        Self::HandlerThrowsBadAlloc,
        Self::HandlerThrowsInt,
        Self::HandlerGivesUp,
    ];

    /// Refuses the `n`-th request from now on, and all that follow.
    fn begin(self, n: c_int) {
        border_set_handler(match self {
            Self::BadAlloc | Self::Int => NO_HANDLER,
            Self::HandlerThrowsBadAlloc => 1,
            Self::HandlerThrowsInt => 2,
            Self::HandlerGivesUp => 3,
        });
        border_refuse_from(n, self == Self::Int);
    }
}

/// `Ledger` of `replaced.cpp`. The forms are: one object, an array, each of them over-aligned.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Books {
    made: [c_int; 4],
    freed: [c_int; 4],
    refused: c_int,
    wrong: c_int,
    bytes: usize,
    sized_bytes: usize,
}

impl Books {
    fn read() -> Self {
        let mut books = Self::default();
        // SAFETY: the struct of the same fields, which may be written.
        unsafe { border_ledger(&raw mut books) };
        books
    }

    /// Every block has gone back, by the form that made it, with its size and its alignment.
    #[track_caller]
    fn assert_balanced(&self) {
        assert_eq!(self.made, self.freed, "{self:?}");
        assert_eq!((self.wrong, self.bytes), (0, 0), "{self:?}");
    }
}

/// The process's operators, for one test at a time; before and afterwards they refuse nothing.
struct Turn(#[expect(dead_code, reason = "held until the turn ends")] MutexGuard<'static, ()>);

impl Turn {
    fn take() -> Self {
        static TURN: Mutex<()> = Mutex::new(());
        let turn = Self(TURN.lock().unwrap_or_else(PoisonError::into_inner));
        border_ledger_reset();
        turn
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        border_refuse_nothing();
        border_set_handler(NO_HANDLER);
    }
}

/// Runs `body` again and again, with its first, second, third… request to C++ refused in every way,
/// until it makes no more than were let through. `body` says whether an error was returned; that
/// must be so exactly if there was a refusal. The ledger must balance each time.
#[track_caller]
fn survives_every_refusal(body: impl Fn() -> bool) {
    let _turn = Turn::take();
    for refusal in Refusal::ALL {
        let mut n = 0;
        loop {
            border_ledger_reset();
            refusal.begin(n);
            let failed = body();
            border_refuse_nothing();
            let books = Books::read();
            books.assert_balanced();
            assert_eq!(failed, books.refused > 0, "{refusal:?}, {n}: {books:?}");
            if refusal == Refusal::HandlerGivesUp && failed {
                assert!(!border_handler_is_set() && border_handler_calls() == 1);
            }
            if !failed {
                assert_eq!(books.made.iter().sum::<c_int>(), n, "more blocks than requests");
                break;
            }
            n += 1;
        }
        assert!(n > 0, "the body asks C++ for nothing");
    }
}

#[repr(C, align(64))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line([u8; 64]);

/// Pushes until the vector has grown twice; at a refusal the value must come back, and the vector
/// be as it was, and go on working.
fn push<T: Copy + PartialEq + core::fmt::Debug>(element: T, alloc: impl Allocator) -> bool {
    let mut v = ExVec::new(alloc);
    while v.len() < 10 {
        let before = (v.as_ptr(), v.len(), v.capacity());
        if let Err(failed) = v.try_push(element) {
            assert_eq!(failed.value, element);
            assert_eq!((v.as_ptr(), v.len(), v.capacity()), before);
            assert!(v.iter().all(|&other| other == element));
            border_refuse_nothing();
            v.push(element);
            assert_eq!(v.len(), before.1 + 1);
            return true;
        }
    }
    false
}

#[test]
fn a_value_that_cant_be_pushed_comes_back() {
    survives_every_refusal(|| push(5_u64, CppNewAllocator));
    survives_every_refusal(|| push(5_u64, CppNewArrayAllocator));
}

#[test]
fn an_over_aligned_value_that_cant_be_pushed_comes_back() {
    survives_every_refusal(|| push(Line([5; 64]), CppNewAllocator));
    survives_every_refusal(|| push(Line([5; 64]), CppNewArrayAllocator));
}

#[test]
fn a_value_that_cant_be_boxed_comes_back() {
    fn boxed<T: Copy + PartialEq + core::fmt::Debug>(value: T, alloc: impl Allocator) -> bool {
        match ExBox::try_new(value, alloc) {
            Ok(b) => {
                assert_eq!(*b, value);
                false
            }
            Err(failed) => {
                assert_eq!(failed.value, value);
                true
            }
        }
    }
    survives_every_refusal(|| boxed(5_u64, CppNewAllocator));
    survives_every_refusal(|| boxed(Line([5; 64]), CppNewAllocator));
    survives_every_refusal(|| boxed(Line([5; 64]), CppNewArrayAllocator));
}

#[test]
fn vectors_in_a_vector_are_all_freed() {
    survives_every_refusal(|| {
        let job = || -> Result<(), TryReserveError> {
            let mut outer = ExVec::new(CppNewAllocator);
            for n in 0..6_u8 {
                let mut inner = ExVec::new(CppNewArrayAllocator);
                inner.try_push(n)?;
                // A vector that can't be stored comes back, and is dropped with its block.
                outer.try_push(inner)?;
            }
            Ok(())
        };
        job().is_err()
    });
}

#[test]
fn text_that_cant_grow_is_whole() {
    survives_every_refusal(|| {
        let mut text = ExString::new(CppNewArrayAllocator);
        for word in ["memory ", "across ", "the ", "border"] {
            let before = text.len();
            if text.try_push_str(word).is_err() {
                assert_eq!(text.len(), before);
                assert!("memory across the border".starts_with(&*text));
                return true;
            }
        }
        assert_eq!(text, "memory across the border");
        false
    });
}

#[test]
fn an_adopted_array_that_cant_grow_goes_back_as_it_was() {
    survives_every_refusal(|| {
        let array = border_new_array(4, 4);
        if array.is_null() {
            return true;
        }
        // SAFETY: what `new uint64_t[4]` gave, all initialised, which nobody else owns.
        let mut v = unsafe { ExVec::from_cpp_array(array, 4, 4, CppNewArrayAllocator) };
        let failed = v.try_push(4).is_err();
        assert!(v.iter().copied().eq(0..if failed { 4 } else { 5 }));
        let (pointer, ..) = v.into_cpp_array();
        assert_eq!(pointer == array, failed);
        // SAFETY: a block of `operator new[]`, C++'s from now on.
        unsafe { border_delete_array(pointer) };
        failed
    });
}

/// C++'s operators know sizes of objects only, which are multiples of their alignment.
#[test]
fn a_size_that_is_no_multiple_of_its_alignment_is_rounded_up_both_times() {
    fn bytes(alloc: impl Allocator, size: usize, align: usize) -> (usize, usize) {
        border_ledger_reset();
        let layout = Layout::from_size_align(size, align).expect("a power of two");
        // SAFETY: the size is above zero.
        let block = unsafe { alloc.alloc(layout) }.expect("memory for a few bytes");
        let asked = Books::read().bytes;
        // SAFETY: just allocated, with this layout.
        unsafe { alloc.dealloc(block, layout) };
        let books = Books::read();
        books.assert_balanced();
        (asked, books.sized_bytes)
    }
    let _turn = Turn::take();
    for (size, align, padded) in [(5, 1, 5), (5, 4, 8), (17, 16, 32), (5, 64, 64), (65, 64, 128)] {
        assert_eq!(bytes(CppNewAllocator, size, align), (padded, padded), "{size}, {align}");
        // `delete[]` isn't told a size.
        assert_eq!(bytes(CppNewArrayAllocator, size, align), (padded, 0), "{size}, {align}");
    }
}

/// Whether there may be alignments that are refused.
const MAY_REFUSE: bool = cfg!(not(feature = "cpp")) && cfg!(target_pointer_width = "32");

/// A new expression of C++ and an allocation here call the same operators, at the alignment where
/// C++ changes from one form to the other as well.
#[test]
fn the_form_is_the_one_that_cpp_chooses() {
    let by_cpp = |align, of_array| {
        border_ledger_reset();
        assert!(border_new_and_delete(align, of_array), "C++ tries no alignment of {align}");
        let books = Books::read();
        books.assert_balanced();
        books.made
    };
    /// `None` if the alignment is refused.
    fn by_us(alloc: impl Allocator, align: usize) -> Option<[c_int; 4]> {
        border_ledger_reset();
        let layout = Layout::from_size_align(256, align).expect("a power of two");
        // SAFETY: the size is above zero.
        let block = unsafe { alloc.alloc(layout) }?;
        // SAFETY: just allocated, with this layout.
        unsafe { alloc.dealloc(block, layout) };
        let books = Books::read();
        books.assert_balanced();
        Some(books.made)
    }
    let _turn = Turn::take();
    let mut seen = [0; 4];
    for align in (0..=8).map(|shift| 1 << shift) {
        for (of_array, ours) in
            [(false, by_us(CppNewAllocator, align)), (true, by_us(CppNewArrayAllocator, align))]
        {
            let Some(ours) = ours else {
                // By symbols, what a target's compilers disagree about.
                assert!(MAY_REFUSE && (align == 8 || align == 16), "{align} is refused");
                continue;
            };
            assert_eq!(ours, by_cpp(align, of_array), "{align}, {of_array}");
            seen = core::array::from_fn(|form| seen[form] + ours[form]);
        }
    }
    assert!(seen.iter().all(|&calls| calls > 0), "{seen:?}");
}

#[test]
fn a_handler_that_finds_memory_is_asked_for_it() {
    let _turn = Turn::take();
    border_set_handler_that_makes_room();
    border_refuse_from(0, false);
    let mut v = ExVec::new(CppNewArrayAllocator);
    assert!(v.try_push(1_u8).is_ok());
    let books = Books::read();
    assert_eq!((books.refused, books.made), (1, [0, 1, 0, 0]));
    drop(v);
    Books::read().assert_balanced();
}

#[test]
fn b12_a_sized_deallocation_gets_the_capacity() {
    let _turn = Turn::take();
    let mut v = ExVec::with_capacity(64, CppNewAllocator);
    v.push(1_u64);
    let (pointer, _, capacity) = v.into_cpp_operator_new();
    // SAFETY: a block of `operator new` for that many, C++'s from now on.
    unsafe { border_deallocate_storage(pointer, capacity) };
    let books = Books::read();
    books.assert_balanced();
    assert_eq!(books.sized_bytes, 64 * size_of::<u64>(), "{books:?}");

    // And the other way: Rust frees by the capacity.
    border_ledger_reset();
    drop(ExVec::<u64, _>::with_capacity(10, CppNewAllocator));
    let books = Books::read();
    books.assert_balanced();
    assert_eq!(books.sized_bytes, 10 * size_of::<u64>(), "{books:?}");
}

/// What `new uint64_t[0]` and `::operator new(0)` give is a block, which nobody else would free.
#[test]
fn a_block_without_elements_is_freed_when_it_is_adopted() {
    let _turn = Turn::take();
    let array = border_new_array(0, 0);
    let storage = border_new_storage(0, 0);
    assert!(!array.is_null() && !storage.is_null());
    assert_eq!(Books::read().made, [1, 1, 0, 0]);
    // SAFETY: what `new uint64_t[0]` gave, which nobody else owns.
    let v = unsafe { ExVec::from_cpp_array(array, 0, 0, CppNewArrayAllocator) };
    // SAFETY: what `::operator new(0)` gave, which nobody else owns.
    let w = unsafe { ExVec::from_cpp_operator_new(storage, 0, 0, CppNewAllocator) };
    Books::read().assert_balanced();
    assert_eq!((v.capacity(), w.capacity()), (0, 0));
}

/// The ledger notices a length in the capacity's place. So the tests above can fail.
#[test]
fn a_wrong_size_at_delete_would_be_counted() {
    let _turn = Turn::take();
    let (pointer, ..) = ExVec::<u64, _>::with_capacity(64, CppNewAllocator).into_cpp_operator_new();
    // SAFETY: a block of `operator new`, C++'s from now on. The size is wrong on purpose, which the
    // replaced operator bears.
    unsafe { border_deallocate_storage(pointer, 1) };
    assert_eq!(Books::read().wrong, 1);
}

/// The ledger notices the wrong form. So the tests above can fail.
#[test]
fn a_wrong_form_of_delete_would_be_counted() {
    let _turn = Turn::take();
    let (pointer, ..) = ExVec::<u64, _>::with_capacity(64, CppNewAllocator).into_cpp_operator_new();
    // SAFETY: a block of `operator new`, C++'s from now on. `delete[]` is wrong on purpose, which
    // the replaced operator bears.
    unsafe { border_delete_array(pointer) };
    let books = Books::read();
    assert_eq!((books.wrong, books.made, books.freed), (1, [1, 0, 0, 0], [0, 1, 0, 0]));
}

#[test]
fn a_c_string_that_cant_be_made_leaves_nothing() {
    survives_every_refusal(|| {
        let mut text = ExString::new(CppNewArrayAllocator);
        if text.try_push_str("text").is_err() {
            return true;
        }
        match text.try_into_c_string() {
            Ok(text) => {
                assert_eq!(&*text, c"text");
                let pointer = text.into_cpp_array();
                // SAFETY: what was handed over just now.
                let back = unsafe { ExCString::from_cpp_array(pointer, CppNewArrayAllocator) };
                assert_eq!(back.as_deref(), Some(c"text"));
                back.is_none_or(|back| back.try_clone().is_err())
            }
            Err(failed) => {
                assert_eq!(failed.into_bytes(), "text");
                true
            }
        }
    });
}
