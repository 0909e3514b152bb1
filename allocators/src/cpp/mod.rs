//! C++'s allocation functions as allocators.
//!
//! | file | what is in it |
//! |---|---|
//! | `new.rs` | [`CppNewAllocator`]: `::operator new`, freed by the sized `::operator delete` |
//! | `new_array.rs` | [`CppNewArrayAllocator`]: `::operator new[]`, freed by the unsized `delete[]` |
//! | `shim.rs` | the routines, through `exalloc-cpp`, which a C++ compiler compiles |
//! | `symbols.rs` | the same routines by their names in the Itanium C++ ABI; no compiler is needed |
//! | `size_t.rs` | for `symbols.rs`: the letter of C++'s `std::size_t` in the names |
//! | `threshold.rs` | for `symbols.rs`: which alignments C++ compilers take for ordinary |
//!
//! `routines` is the one of the two in the middle that the features choose: the shim, wherever
//! `cpp` is on. Its four functions and one question are the same in both.

mod new;
mod new_array;

#[cfg_attr(feature = "cpp", path = "shim.rs")]
#[cfg_attr(not(feature = "cpp"), path = "symbols.rs")]
mod routines;

#[cfg(any(not(feature = "cpp"), test))]
mod threshold;

#[cfg(test)]
mod tests;

pub use new::CppNewAllocator;
pub use new_array::CppNewArrayAllocator;
