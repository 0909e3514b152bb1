//! What crosses, and what C and C++ do with it.

use std::ffi::{CStr, c_char, c_void};

/// Makes a block with room for `capacity` elements, the first `length` of them initialised: the
/// n-th, from one, holds n.
pub type Make<T> = unsafe extern "C" fn(length: usize, capacity: usize) -> *mut T;

/// Takes a block over, adds up its first `length` elements, frees it, and gives the sum.
pub type Take<T> = unsafe extern "C" fn(block: *mut T, length: usize, capacity: usize) -> u64;

/// A line of 64 bytes, aligned to 64: above what plain `operator new` and `malloc` give.
#[repr(C, align(64))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    words: [u64; 8],
}

/// An element that holds a number.
pub trait Numbered: Copy + 'static {
    /// The element that holds `n`.
    fn nth(n: usize) -> Self;

    /// The number that it holds.
    fn number(self) -> u64;
}

impl Numbered for u8 {
    fn nth(n: usize) -> Self {
        Self::try_from(n % 256).expect("below 256")
    }

    fn number(self) -> u64 {
        self.into()
    }
}

impl Numbered for u32 {
    fn nth(n: usize) -> Self {
        Self::try_from(n).expect("a small number")
    }

    fn number(self) -> u64 {
        self.into()
    }
}

impl Numbered for Line {
    fn nth(n: usize) -> Self {
        Self { words: [n as u64; 8] }
    }

    fn number(self) -> u64 {
        self.words[7]
    }
}

/// Gives the list of routines, which each element has under a prefix of its own, to another macro.
macro_rules! for_routines {
    ($macro:ident $($element:tt)*) => {
        $macro! {
            ($($element)*)
            make {
                /// `new T`.
                NEW "new";
                /// What a `std::unique_ptr<T>` released.
                UNIQUE_RELEASED "unique_released";
                /// `new T[capacity]`.
                NEW_ARRAY "new_array";
                /// What a `std::unique_ptr<T[]>` released.
                UNIQUE_ARRAY_RELEASED "unique_array_released";
                /// `::operator new(capacity * sizeof(T))`, in the form for the alignment of `T`.
                OPERATOR_NEW "operator_new";
                /// The plain form, whatever the alignment.
                OPERATOR_NEW_PLAIN "operator_new_plain";
                /// The aligned form for 64 bytes, whatever the alignment.
                OPERATOR_NEW_ALIGNED "operator_new_aligned";
                /// `std::allocator<T>().allocate(capacity)`.
                STD_ALLOCATE "std_allocate";
                /// `malloc`.
                MALLOC "malloc";
                /// `calloc`.
                CALLOC "calloc";
                /// `aligned_alloc`, for the alignment of `T`.
                ALIGNED_ALLOC "aligned_alloc";
                /// `malloc` for the elements, then `realloc` for the capacity.
                REALLOCATED "reallocated";
                /// The library's block, which `library_free` frees.
                LIBRARY_MAKE "library_make";
            } take {
                /// Frees nothing.
                READ "read";
                /// `delete p`.
                DELETE "delete";
                /// The end of a `std::unique_ptr<T>`.
                UNIQUE "unique";
                /// `delete[] p`.
                DELETE_ARRAY "delete_array";
                /// The end of a `std::unique_ptr<T[]>`.
                UNIQUE_ARRAY "unique_array";
                /// `::operator delete(p)`, in the form for the alignment of `T`.
                OPERATOR_DELETE "operator_delete";
                /// `::operator delete(p, capacity * sizeof(T))`, in the form for the alignment.
                OPERATOR_DELETE_SIZED "operator_delete_sized";
                /// `::operator delete(p)`, whatever the alignment.
                OPERATOR_DELETE_PLAIN "operator_delete_plain";
                /// `::operator delete(p, std::align_val_t(64))`, whatever the alignment.
                OPERATOR_DELETE_ALIGNED "operator_delete_aligned";
                /// `::operator delete[](p)`, whatever the alignment.
                OPERATOR_DELETE_ARRAY_PLAIN "operator_delete_array_plain";
                /// `::operator delete[](p, std::align_val_t(64))`, whatever the alignment.
                OPERATOR_DELETE_ARRAY_ALIGNED "operator_delete_array_aligned";
                /// `std::allocator<T>().deallocate(p, capacity)`.
                STD_DEALLOCATE "std_deallocate";
                /// `free`.
                FREE "free";
                /// C's `realloc` to more than the capacity, then `free`.
                REALLOC_FREE "realloc_free";
            }
        }
    };
}

/// Declares the trait of the routines.
macro_rules! declare {
    (
        ()
        make { $($(#[$make_about:meta])* $make:ident $make_name:literal;)* }
        take { $($(#[$take_about:meta])* $take:ident $take_name:literal;)* }
    ) => {
        /// A type that both sides have, without a destructor, and the routines of C and C++ for it.
        pub trait Element: Numbered {
            $($(#[$make_about])* const $make: Make<Self>;)*
            $($(#[$take_about])* const $take: Take<Self>;)*

            /// Size and alignment, as C++ has them.
            fn cpp_layout() -> (usize, usize);
        }
    };
}

/// Implements the trait by the routines of one prefix.
macro_rules! implement {
    (
        ($element:ty, $prefix:literal)
        make { $($(#[$make_about:meta])* $make:ident $make_name:literal;)* }
        take { $($(#[$take_about:meta])* $take:ident $take_name:literal;)* }
    ) => {
        impl Element for $element {
            $(const $make: Make<Self> = {
                unsafe extern "C" {
                    #[link_name = concat!("handoff_", $prefix, "_", $make_name)]
                    fn make(length: usize, capacity: usize) -> *mut $element;
                }
                make
            };)*
            $(const $take: Take<Self> = {
                unsafe extern "C" {
                    #[link_name = concat!("handoff_", $prefix, "_", $take_name)]
                    fn take(block: *mut $element, length: usize, capacity: usize) -> u64;
                }
                take
            };)*

            fn cpp_layout() -> (usize, usize) {
                unsafe extern "C" {
                    #[link_name = concat!("handoff_", $prefix, "_size")]
                    safe fn size() -> usize;
                    #[link_name = concat!("handoff_", $prefix, "_align")]
                    safe fn align() -> usize;
                }
                (size(), align())
            }
        }
    };
}

for_routines!(declare);
for_routines!(implement u8, "u8");
for_routines!(implement u32, "u32");
for_routines!(implement Line, "line");

unsafe extern "C" {
    /// A copy of `"from C"`, made by `strdup`.
    pub safe fn handoff_strdup() -> *mut c_char;
    /// The length of a C string, which `free` frees.
    pub fn handoff_text_free(text: *mut c_char) -> usize;
    /// `"from C++"` in `new char[9]`.
    pub safe fn handoff_text_new_array() -> *mut c_char;
    /// The length of a C string, which a `std::unique_ptr<char[]>` frees.
    pub fn handoff_text_unique_array(text: *mut c_char) -> usize;
    /// The length of a C string, which nobody frees.
    pub fn handoff_text_read(text: *mut c_char) -> usize;
    /// `"from a library"`, a block of the library's.
    pub safe fn handoff_library_text() -> *mut c_char;
    /// Frees a block of the library's; null is none.
    pub fn handoff_library_free(block: *mut c_void);
    /// How many of the library's blocks aren't freed yet.
    pub safe fn handoff_library_live() -> usize;
    /// C's `free`.
    pub fn free(block: *mut c_void);
    safe fn handoff_cpp_library() -> *const c_char;
    safe fn handoff_cpp_compiler() -> *const c_char;
}

/// The C++ compiler and the C++ library that the other side was compiled with.
#[must_use]
pub fn cpp_toolchain() -> String {
    // SAFETY: a literal of C++.
    let compiler = unsafe { CStr::from_ptr(handoff_cpp_compiler()) };
    // SAFETY: a literal of C++.
    let library = unsafe { CStr::from_ptr(handoff_cpp_library()) };
    format!("{}, {}", compiler.to_string_lossy(), library.to_string_lossy())
}
