//! Deliberately wrong: C strings.

use crate::About::{DeleteArray, Free, In, Out, Text};
use crate::Case;
use crate::Fault::{Leak, NotABlock, Twice, WrongFamily};
use crate::Heap::{Malloc, NewArray};
use crate::element::{
    handoff_library_text, handoff_strdup, handoff_text_free, handoff_text_read,
    handoff_text_unique_array,
};
use exalloc::{CppNewArrayAllocator, ExCString, MallocAllocator};
use std::mem;

pub(super) const CASES: &[Case] = &[
    Case::mismatched("text-adopted-twice", Twice(Malloc), &[In, Free, Text], || {
        let text = handoff_strdup();
        // SAFETY: a C string of `strdup`, which nobody else owns.
        let first = unsafe { ExCString::from_malloc(text, MallocAllocator) };
        // SAFETY: deliberately wrong: the first string owns it.
        let second = unsafe { ExCString::from_malloc(text, MallocAllocator) };
        drop((first, second));
    }),
    Case::mismatched("text-in-leaked", Leak(Malloc), &[In, Free, Text], || {
        // SAFETY: a C string of `strdup`, which nobody else owns. Deliberately wrong: Rust forgets
        // it.
        mem::forget(unsafe { ExCString::from_malloc(handoff_strdup(), MallocAllocator) });
    }),
    Case::mismatched("text-out-leaked", Leak(NewArray), &[Out, DeleteArray, Text], || {
        let text = ExCString::from_c_str_in(c"from Rust", CppNewArrayAllocator).into_cpp_array();
        // SAFETY: deliberately wrong: C++ looks at the string and forgets it.
        assert_eq!(unsafe { handoff_text_read(text) }, 9);
    }),
    Case::mismatched(
        "text-out-free-of-array",
        WrongFamily(NewArray, Malloc),
        &[Out, Free, Text],
        || {
            let text =
                ExCString::from_c_str_in(c"from Rust", CppNewArrayAllocator).into_cpp_array();
            // SAFETY: deliberately wrong: `free` gets what `new[]` made.
            assert_eq!(unsafe { handoff_text_free(text) }, 9);
        },
    ),
    Case::mismatched(
        "text-out-unique-ptr-of-malloc",
        WrongFamily(Malloc, NewArray),
        &[Out, DeleteArray, Text],
        || {
            let text = ExCString::from_c_str_in(c"from Rust", MallocAllocator).into_malloc();
            // SAFETY: deliberately wrong: `delete[]` gets what `malloc` gave.
            assert_eq!(unsafe { handoff_text_unique_array(text) }, 9);
        },
    ),
    Case::mismatched(
        "text-in-strdup-as-array",
        WrongFamily(Malloc, NewArray),
        &[In, Free, Text],
        || {
            // SAFETY: deliberately wrong: a C string of `strdup` is adopted as one of `new[]`.
            drop(unsafe { ExCString::from_cpp_array(handoff_strdup(), CppNewArrayAllocator) });
        },
    ),
    Case::mismatched("text-in-library-as-malloc", NotABlock(Malloc), &[In, Free, Text], || {
        // SAFETY: deliberately wrong: a C string of the library's is adopted as one of `malloc`.
        drop(unsafe { ExCString::from_malloc(handoff_library_text(), MallocAllocator) });
    }),
];
