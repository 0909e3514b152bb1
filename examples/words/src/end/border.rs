//! The functions of `cpp/end.h`, made safe: ownership crosses in the types of exalloc.

use core::ffi::c_char;
use exalloc::{CppNewArrayAllocator, ExVec};
use std::io;

/// Bytes in an array that `new[]` made, and that `delete[]` frees: by C++, or by this vector's
/// drop.
pub(super) type CppBytes = ExVec<u8, CppNewArrayAllocator>;

/// `words_array`: text in an array of C++.
#[repr(C)]
struct Array {
    elements: *mut c_char,
    length: usize,
    capacity: usize,
}

/// `words_printed`: what C++ printed, and the capacity of the array that it lay in; all but the
/// lines in bytes.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) lines: usize,
    pub(super) bytes: usize,
    pub(super) capacity: usize,
}

/// `words_counts`: how often `operator new[]` gave a block, and `operator delete[]` took one, in
/// this process.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) made: usize,
    pub(super) freed: usize,
}

// The header asserts the same. `usize` is `size_t`: exalloc's own C++ side asserts that.
const _: () = {
    assert!(size_of::<Array>() == 3 * size_of::<usize>());
    assert!(align_of::<Array>() == align_of::<usize>());
    assert!(size_of::<Printed>() == 3 * size_of::<usize>());
    assert!(size_of::<Counts>() == 2 * size_of::<usize>());
};

// `cpp/end.h`; none of these throws.
unsafe extern "C" {
    fn words_cpp_print(
        elements: *mut c_char,
        length: usize,
        capacity: usize,
        printed: *mut Printed,
    ) -> i32;
    safe fn words_cpp_summary(printed: &Printed) -> Array;
    safe fn words_cpp_counts() -> Counts;
}

/// Hands `text` to C++, which prints it to standard output and frees it, also when it can't print.
/// Returns what came through, and the operating system's reason where not all did.
pub(super) fn print(text: CppBytes) -> (Printed, io::Result<()>) {
    let (elements, length, capacity) = text.into_cpp_array();
    let mut printed = Printed::default();
    // SAFETY:
    // - null, or an array of `new[]` of that capacity and length, of bytes, which are `char`s of
    //   C++; the function owns it from now on, and frees it by `delete[]`.
    // - `printed` may be written for the time of the call.
    let code = unsafe { words_cpp_print(elements.cast(), length, capacity, &raw mut printed) };
    (printed, if code == 0 { Ok(()) } else { Err(io::Error::from_raw_os_error(code)) })
}

/// Adopts what C++ has to say about what it printed.
///
/// # Errors
///
/// When C++ has no memory for it: the number of bytes it asked for.
pub(super) fn summary(printed: &Printed) -> Result<CppBytes, usize> {
    let Array { elements, length, capacity } = words_cpp_summary(printed);
    if elements.is_null() {
        return Err(capacity);
    }
    // SAFETY: not null, so C++ made the array by `new char[capacity]`, whose first `length` bytes
    // are initialised, and gave it away; a `char` of C++ is a byte, and has no destructor.
    Ok(unsafe { ExVec::from_cpp_array(elements.cast(), length, capacity, CppNewArrayAllocator) })
}

/// What was counted so far.
pub(super) fn counts() -> Counts {
    words_cpp_counts()
}
