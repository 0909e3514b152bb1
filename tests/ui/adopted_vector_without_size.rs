//! An object of C++ has a size, so no vector adopts elements without one; refused when code is
//! generated.

use core::ptr::NonNull;
use exalloc::{CppNewArrayAllocator, ExVec};

fn main() {
    let marks = NonNull::<()>::dangling().as_ptr();
    // SAFETY: none: this must not compile.
    let _ = unsafe { ExVec::from_cpp_array(marks, 3, 3, CppNewArrayAllocator) };
}
