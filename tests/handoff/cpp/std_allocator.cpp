// `std::allocator<T>`, of the C++ library that this file is compiled with.
#include "elements.h"

#include <memory>

#define HANDOFF_STD_ALLOCATOR(t, T)                                                            \
    extern "C" T *handoff_##t##_std_allocate(size_t length, size_t capacity) noexcept {        \
        return handoff_fill_##t(std::allocator<T>().allocate(capacity), length);               \
    }                                                                                          \
    extern "C" uint64_t handoff_##t##_std_deallocate(T *p, size_t length, size_t capacity)     \
        noexcept {                                                                             \
        uint64_t sum = handoff_sum_##t(p, length);                                             \
        std::allocator<T>().deallocate(p, capacity);                                           \
        return sum;                                                                            \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_STD_ALLOCATOR)

// The C++ library in use, for the table.
extern "C" const char *handoff_cpp_library() noexcept {
#if defined(_LIBCPP_VERSION)
    return "libc++";
#elif defined(__GLIBCXX__)
    return "libstdc++";
#else
    return "unknown";
#endif
}

// The compiler in use, for the table.
extern "C" const char *handoff_cpp_compiler() noexcept {
#if defined(__clang__)
    return "clang++";
#elif defined(__GNUC__)
    return "g++";
#else
    return "unknown";
#endif
}
