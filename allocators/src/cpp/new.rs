//! C++'s `::operator new`.
//!
//! - **Guarantees.** Every block may be freed by the `::operator delete` that C++ chooses for its
//!   size and alignment, sized or not, and so by `delete p` where it holds one `T`; and every block
//!   of C++'s `::operator new` may be [adopted](CppNewAllocator#adopting-a-block-from-c). All
//!   values are [equivalent](Allocator#equivalence) to each other, and nothing but
//!   `::operator delete` invalidates a block.
//! - **Design.** The `std::nothrow` forms, for an exception must not reach Rust: plain, or with
//!   `std::align_val_t`, as C++ does it. Blocks are asked for, and freed by the sized
//!   `::operator delete`, with the size rounded up to the alignment: C++ knows no other sizes of
//!   objects, and a plain form aligns a block by its size. There is nothing to resize a block by,
//!   and no smaller size may be told at delete, so [`resize_in_place`](Allocator::resize_in_place)
//!   and [`remap`](Allocator::remap) refuse all sizes but the block's own. Zeroing is left to the
//!   trait: C++ has no `calloc`. No state.
//! - **Cost.** Two constants and a call, where the layout is known to the compiler. With the
//!   feature `cpp` the call is to the shim, which compares the alignment and calls on.
//! - **Thread-safety.** [`Send`] and [`Sync`], as C++'s allocation functions are (C++17
//!   \[new.delete.dataraces\]).
//!
//! ```text
//! | block of size bytes | up to a multiple of align |
//! ^ multiple of align; what delete takes           ^ the size that delete is told
//! ```

use super::routines;
use core::alloc::Layout;
use core::ptr::NonNull;
use exalloc_core::{Allocator, CppNewFamily, StaticAllocator};

/// C++'s `::operator new`, freed by `::operator delete`: for what C++ frees by `delete p`.
///
/// Use it for a value that C++ frees by `delete p` or `std::unique_ptr<T>`, and for storage that it
/// frees by `::operator delete` or (but for Microsoft's) `std::allocator`; and to adopt what C++
/// made so. Arrays of `new T[n]`, `delete[] p` and `std::unique_ptr<T[]>` are of another family:
/// [`CppNewArrayAllocator`](crate::CppNewArrayAllocator).
///
/// It calls the program's own `operator new`, where it has replaced that. When memory runs out, the
/// program's new-handler is called as C++ does it; when the handler gives up by throwing, or there
/// is none, the answer is `None`.
///
/// No exception reaches Rust. Where the program's own nothrow form throws, though it must not, the
/// answer is `None` with the feature `cpp`; with `cpp-symbols` alone the process is aborted.
///
/// It is a value without size, so collections may hold it by value at no cost. All values are
/// [equivalent](Allocator#equivalence). Blocks can't be resized: a vector grows by moving.
///
/// # Examples
///
/// A value that crosses to C++, which would free it by `delete p`, and comes back:
///
/// ```
/// use exalloc::{CppNewAllocator, ExBox};
///
/// #[repr(C)]
/// struct Point {
///     x: f64,
///     y: f64,
/// }
///
/// let point = ExBox::new(Point { x: 1.0, y: 2.0 }, CppNewAllocator);
/// let p: *mut Point = ExBox::into_cpp_single(point);
/// // SAFETY: a block of `::operator new` with one `Point`, which nobody else owns.
/// let back = unsafe { ExBox::from_cpp_single(p, CppNewAllocator) };
/// assert_eq!(back.map(|p| p.x + p.y), Some(3.0));
/// ```
///
/// # Adopting a block from C++
///
/// A block of the global `::operator new`, also by way of `new T` or (but for Microsoft's)
/// `std::allocator<T>`, is a [live block](Allocator#live-blocks) of every `CppNewAllocator`, once
/// Rust owns it. Its [current layout](Allocator#fitting) has exactly the size that C++ asked for,
/// which is a multiple of its alignment, and in the aligned form exactly that alignment: those of
/// `T` for `new T`. All C++ code of the program must share one C++ runtime.
///
/// # Which form, by the feature
///
/// Blocks above a certain alignment go through the `std::align_val_t` forms. The C++ compiler draws
/// that line, `__STDCPP_DEFAULT_NEW_ALIGNMENT__`, and its flag `-faligned-new=` or
/// `-fnew-alignment=` can move it.
///
/// - With the feature `cpp`, a C++ compiler decides, since it compiles the calls: the one that the
///   package `cc` finds (`CXX`, `CXXFLAGS`). It should be that of the program's other C++ code.
/// - With the feature `cpp-symbols` alone no compiler is asked, and the line is the usual one of
///   the target: 16 bytes on most, 8 on 32-bit Arm. Where compilers of one target differ,
///   alignments in dispute are refused with `None`, and blocks of C++ with such an alignment must
///   not be adopted: 16 on 32-bit x86, PowerPC and RISC-V, on s390x, and on targets that we know
///   nothing about, and 8 too where `u64` is aligned to less. The program must be linked with a C++
///   runtime. The type doesn't exist on targets of Microsoft's compiler (`msvc`).
/// - On 32-bit Windows with GNU's tools, alignment 16 is refused with either feature: g++ expects
///   it of `operator new`, which doesn't give it.
#[doc(alias = "new", alias = "delete", alias = "unique_ptr", alias = "operator new")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CppNewAllocator;

// SAFETY: C++'s allocation functions keep the rules (C++17 [basic.stc.dynamic], [new.delete]).
// 1, 2. There is no method but the trait's, and no state that could move.
// 3. Nothing here panics; of the functions, those that throw although they must not don't get
//    through `routines`.
// 4. A block is its own until it is freed, and aligned for every object of its size that the form
//    serves, which the size's being a multiple of the alignment makes the whole alignment.
// 5. The defaults answer equal sizes with the same pointer, and others with `None`; the current
//    layout is always the one that was asked for.
// 6. The runtime finds its records by pointers of its own, and no pointer is kept here.
unsafe impl Allocator for CppNewAllocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> Option<NonNull<u8>> {
        if routines::refuses(layout.align()) {
            return None;
        }
        // SAFETY: a layout's alignment is a power of two, and not refused; the size is above zero,
        // our caller's promise, and padded to a multiple.
        unsafe { routines::new(layout.pad_to_align().size(), layout.align()) }
    }

    #[inline]
    unsafe fn dealloc(&self, ptr: NonNull<u8>, layout: Layout) {
        // SAFETY: a live block: of ours, asked for with the same padded size and the same
        // alignment; or of C++, with a size that is a multiple of the alignment (what fits a
        // foreign block, by the family's second promise), zero included.
        unsafe { routines::delete(ptr, layout.pad_to_align().size(), layout.align()) }
    }
}

// SAFETY: C++'s heap lives as long as the process, and only `operator delete` frees its blocks.
unsafe impl StaticAllocator for CppNewAllocator {}

// SAFETY:
// 1. `alloc` is `::operator new` with the padded size, in the form that C++ chooses, and nothing
//    resizes a block.
// 2. `dealloc` is `::operator delete`, in the form that C++ chooses, told the size that C++ asked
//    for; no pointer is compared with anything of our own.
// 3. A size of zero is told as such: what C++ asked for.
unsafe impl CppNewFamily for CppNewAllocator {}
