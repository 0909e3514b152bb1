//! An object of C++ has a size, so no box adopts a value without one; refused when code is
//! generated.

use core::ptr::NonNull;
use exalloc::{CppNewAllocator, ExBox};

fn main() {
    let mark = NonNull::<()>::dangling().as_ptr();
    // SAFETY: none: this must not compile.
    let _ = unsafe { ExBox::from_cpp_single(mark, CppNewAllocator) };
}
