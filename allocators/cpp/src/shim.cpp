// What Rust can't say by itself: C++'s replaceable allocation functions, in the forms that C++ code
// uses for the same size and alignment.
//
// Each block goes through the plain form, or through the form with std::align_val_t, depending on
// whether its alignment is above __STDCPP_DEFAULT_NEW_ALIGNMENT__. That number differs between
// compilers of one target (g++ -m32: 16, clang++ -m32: 8), so it is looked at here and nowhere else,
// by the same compiler that compiles new expressions.
//
// Nothing throws out of this file. All symbols carry the version of the package, so that two
// versions can be in one program.

#include <cstddef>
#include <cstdint>
#include <new>

#if !defined(__STDCPP_DEFAULT_NEW_ALIGNMENT__)
#error "exalloc-cpp needs C++17: __STDCPP_DEFAULT_NEW_ALIGNMENT__ is not defined"
#endif

// Rust's usize, whose width the build script tells, goes where std::size_t comes.
static_assert(sizeof(std::size_t) * 8 == EXALLOC_POINTER_WIDTH, "size_t is not Rust's usize");
static_assert(sizeof(std::size_t) == sizeof(void *), "size_t is not as large as a pointer");
static_assert(alignof(std::size_t) == alignof(void *), "size_t is not aligned as a pointer");
static_assert(sizeof(std::align_val_t) == sizeof(std::size_t), "align_val_t is not a size_t");

// The shim also works in programs without exceptions, where nothing can be caught.
#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define EXALLOC_TRY try
#define EXALLOC_CATCH_ALL catch (...)
#else
#define EXALLOC_TRY if (true)
#define EXALLOC_CATCH_ALL else
#endif

namespace {

constexpr std::size_t default_alignment = __STDCPP_DEFAULT_NEW_ALIGNMENT__;

// The non-throwing forms are called through pointers that the compiler can't look through: it would
// take the declarations' noexcept at their word and drop the handlers below. A program may have
// replaced the functions by ones that throw all the same (where their author didn't include <new>,
// no compiler objects), and in Rust an exception is undefined behaviour.
using New = void *(*)(std::size_t, const std::nothrow_t &);
New const volatile new_plain = &::operator new;
New const volatile new_array_plain = &::operator new[];

#if defined(__cpp_aligned_new)
using NewAligned = void *(*)(std::size_t, std::align_val_t, const std::nothrow_t &);
NewAligned const volatile new_aligned = &::operator new;
NewAligned const volatile new_array_aligned = &::operator new[];
#endif

} // namespace

// C++ gives size_t arguments the C ABI that Rust's usize has.
extern "C" {

// The alignment in bytes up to which this compiler's new expressions use the plain forms.
std::size_t exalloc_cpp_0_1_default_new_alignment() noexcept { return default_alignment; }

// What `::operator new` gives for the size and the alignment, or null.
//
// `alignment` is a power of two. Freed by exalloc_cpp_0_1_delete with the same size and alignment;
// by `::operator delete(p)` and `::operator delete(p, size)`, with std::align_val_t(alignment) as
// the last argument if the alignment is above the default; by `delete p` where the block holds one
// object of that size and alignment.
void *exalloc_cpp_0_1_new(std::size_t size, std::size_t alignment) noexcept {
  EXALLOC_TRY {
    if (alignment <= default_alignment) {
      return new_plain(size, std::nothrow);
    }
#if defined(__cpp_aligned_new)
    // Runtimes round the size up without looking (libstdc++ 12 wraps, and gives a tiny block).
    if (size > SIZE_MAX - (alignment - 1)) {
      return nullptr;
    }
    return new_aligned(size, std::align_val_t(alignment), std::nothrow);
#else
    return nullptr;
#endif
  }
  EXALLOC_CATCH_ALL { return nullptr; }
}

// Frees what exalloc_cpp_0_1_new, or C++ code by `::operator new`, gave for exactly this size and
// alignment: by the sized `::operator delete`.
void exalloc_cpp_0_1_delete(void *block, std::size_t size, std::size_t alignment) noexcept {
#if defined(__cpp_aligned_new)
  if (alignment > default_alignment) {
#if defined(__cpp_sized_deallocation)
    ::operator delete(block, size, std::align_val_t(alignment));
#else
    ::operator delete(block, std::align_val_t(alignment));
#endif
    return;
  }
#endif
#if defined(__cpp_sized_deallocation)
  ::operator delete(block, size);
#else
  ::operator delete(block);
#endif
  static_cast<void>(size);
  static_cast<void>(alignment);
}

// What `::operator new[]` gives for the size and the alignment, or null.
//
// `alignment` is a power of two. Freed by exalloc_cpp_0_1_delete_array with the same alignment; by
// `::operator delete[](p)`, with std::align_val_t(alignment) as the last argument if the alignment
// is above the default; by `delete[] p` for elements of that alignment without destructor.
void *exalloc_cpp_0_1_new_array(std::size_t size, std::size_t alignment) noexcept {
  EXALLOC_TRY {
    if (alignment <= default_alignment) {
      return new_array_plain(size, std::nothrow);
    }
#if defined(__cpp_aligned_new)
    // Runtimes round the size up without looking (libstdc++ 12 wraps, and gives a tiny block).
    if (size > SIZE_MAX - (alignment - 1)) {
      return nullptr;
    }
    return new_array_aligned(size, std::align_val_t(alignment), std::nothrow);
#else
    return nullptr;
#endif
  }
  EXALLOC_CATCH_ALL { return nullptr; }
}

// Frees what exalloc_cpp_0_1_new_array, or C++ code by `new T[n]`, gave for this alignment: by the
// unsized `::operator delete[]`, which is what C++ calls for elements without destructor.
void exalloc_cpp_0_1_delete_array(void *block, std::size_t alignment) noexcept {
#if defined(__cpp_aligned_new)
  if (alignment > default_alignment) {
    ::operator delete[](block, std::align_val_t(alignment));
    return;
  }
#endif
  ::operator delete[](block);
  static_cast<void>(alignment);
}

} // extern "C"
