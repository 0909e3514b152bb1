//! C strings, both directions.

use crate::About::{Back, DeleteArray, Empty, Free, Grown, In, Out, OwnFree, Text, UniquePtrArray};
use crate::Case;
use crate::element::{
    handoff_library_free, handoff_library_live, handoff_library_text, handoff_strdup,
    handoff_text_free, handoff_text_new_array, handoff_text_unique_array,
};
use exalloc::{CppNewArrayAllocator, ExCString, FreeWith, MallocAllocator};
use std::ptr;

pub(super) const CASES: &[Case] = &[
    Case::matched("text-in-strdup", &[In, Free, Text], || {
        // SAFETY: a C string of `strdup`, which nobody else owns.
        let text = unsafe { ExCString::from_malloc(handoff_strdup(), MallocAllocator) };
        assert_eq!(text.as_deref(), Some(c"from C"));
    }),
    Case::matched("text-in-new-array", &[In, DeleteArray, Text], || {
        let text = handoff_text_new_array();
        // SAFETY: a C string in `new char[9]`, which nobody else owns.
        let text = unsafe { ExCString::from_cpp_array(text, CppNewArrayAllocator) };
        assert_eq!(text.as_deref(), Some(c"from C++"));
    }),
    Case::matched("text-out-free", &[Out, Free, Text], || {
        let text = ExCString::from_c_str_in(c"from Rust", MallocAllocator).into_malloc();
        // SAFETY: `free` frees what `malloc` gave.
        assert_eq!(unsafe { handoff_text_free(text) }, 9);
    }),
    Case::matched("text-out-unique-ptr", &[Out, UniquePtrArray, Text], || {
        let text = ExCString::from_c_str_in(c"from Rust", CppNewArrayAllocator).into_cpp_array();
        // SAFETY: `delete[]` frees what `new[]` made.
        assert_eq!(unsafe { handoff_text_unique_array(text) }, 9);
    }),
    Case::matched("text-in-grown-back", &[Back, Free, Text, Grown], || {
        // SAFETY: a C string of `strdup`, which nobody else owns.
        let text = unsafe { ExCString::from_malloc(handoff_strdup(), MallocAllocator) };
        let mut bytes = text.expect("memory for a C string").into_bytes();
        bytes.extend_from_slice(b", and longer by what Rust has added to it");
        let text = ExCString::from_vec(bytes).expect("no zero inside").into_malloc();
        // SAFETY: `free` frees what `realloc` gave.
        assert_eq!(unsafe { handoff_text_free(text) }, 6 + 41);
    }),
    Case::matched("text-in-null", &[In, Empty, Text], || {
        // SAFETY: null.
        let text = unsafe { ExCString::from_malloc(ptr::null_mut(), MallocAllocator) };
        assert!(text.is_none());
    }),
    Case::matched("text-in-back", &[Back, Free, Text], || {
        // SAFETY: a C string of `strdup`, which nobody else owns.
        let text = unsafe { ExCString::from_malloc(handoff_strdup(), MallocAllocator) };
        let text = text.expect("memory for a C string").into_malloc();
        // SAFETY: `free` frees what `strdup` made.
        assert_eq!(unsafe { handoff_text_free(text) }, 6);
    }),
    Case::matched("library-in-text", &[In, OwnFree, Text], || {
        // SAFETY: a C string of the library's, which nobody else owns.
        let text = unsafe {
            ExCString::from_free_with(handoff_library_text(), FreeWith::new(handoff_library_free))
        };
        assert_eq!(text.as_deref(), Some(c"from a library"));
        drop(text);
        assert_eq!(handoff_library_live(), 0);
    }),
];
