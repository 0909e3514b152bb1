// Storage: `::operator new` and `::operator delete`, sized and unsized, in the form that C++ itself
// chooses for the alignment; and, deliberately, in the other one.
#include "elements.h"

#include <new>

namespace {

constexpr std::align_val_t line_align{alignof(Line)};

constexpr bool over_aligned(size_t align) { return align > __STDCPP_DEFAULT_NEW_ALIGNMENT__; }

// Plain storage that happens to be aligned to a line: the first of as many as that takes. A block of
// 64 bytes is aligned to 16 at least; the tail in front of it moves each try on.
void *plain_and_aligned(size_t bytes) {
    constexpr size_t most = 256;
    void *tried[most];
    size_t count = 0;
    void *found = nullptr;
    while (found == nullptr && count < most) {
        void *block = ::operator new(bytes);
        if (reinterpret_cast<std::uintptr_t>(block) % alignof(Line) == 0) {
            found = block;
        } else {
            tried[count++] = block;
            // Storage of another size in between, or every block would be off by the same.
            size_t other = 16 * (count % 7 + 1);
            if (count < most) tried[count++] = ::operator new(other);
        }
    }
    while (count > 0) ::operator delete(tried[--count]);
    return found;
}

}  // namespace

#define HANDOFF_STORAGE(t, T)                                                                    \
    extern "C" T *handoff_##t##_operator_new(size_t length, size_t capacity) noexcept {          \
        size_t bytes = capacity * sizeof(T);                                                     \
        void *block = over_aligned(alignof(T))                                                   \
                          ? ::operator new(bytes, std::align_val_t{alignof(T)})                  \
                          : ::operator new(bytes);                                               \
        return handoff_fill_##t(static_cast<T *>(block), length);                                \
    }                                                                                            \
    extern "C" T *handoff_##t##_operator_new_plain(size_t length, size_t capacity) noexcept {    \
        return handoff_fill_##t(static_cast<T *>(plain_and_aligned(capacity * sizeof(T))), length); \
    }                                                                                            \
    extern "C" T *handoff_##t##_operator_new_aligned(size_t length, size_t capacity) noexcept {  \
        return handoff_fill_##t(                                                                 \
            static_cast<T *>(::operator new(capacity * sizeof(T), line_align)), length);         \
    }                                                                                            \
    extern "C" uint64_t handoff_##t##_operator_delete(T *p, size_t length, size_t) noexcept {    \
        uint64_t sum = handoff_sum_##t(p, length);                                               \
        over_aligned(alignof(T)) ? ::operator delete(p, std::align_val_t{alignof(T)})            \
                                 : ::operator delete(p);                                         \
        return sum;                                                                              \
    }                                                                                            \
    extern "C" uint64_t handoff_##t##_operator_delete_sized(T *p, size_t length, size_t capacity) \
        noexcept {                                                                               \
        uint64_t sum = handoff_sum_##t(p, length);                                               \
        size_t bytes = capacity * sizeof(T);                                                     \
        over_aligned(alignof(T)) ? ::operator delete(p, bytes, std::align_val_t{alignof(T)})     \
                                 : ::operator delete(p, bytes);                                  \
        return sum;                                                                              \
    }                                                                                            \
    extern "C" uint64_t handoff_##t##_operator_delete_plain(T *p, size_t length, size_t) noexcept { \
        uint64_t sum = handoff_sum_##t(p, length);                                               \
        ::operator delete(p);                                                                    \
        return sum;                                                                              \
    }                                                                                            \
    extern "C" uint64_t handoff_##t##_operator_delete_aligned(T *p, size_t length, size_t) noexcept { \
        uint64_t sum = handoff_sum_##t(p, length);                                               \
        ::operator delete(p, line_align);                                                        \
        return sum;                                                                              \
    }                                                                                            \
    extern "C" uint64_t handoff_##t##_operator_delete_array_plain(T *p, size_t length, size_t)   \
        noexcept {                                                                               \
        uint64_t sum = handoff_sum_##t(p, length);                                               \
        ::operator delete[](p);                                                                  \
        return sum;                                                                              \
    }                                                                                            \
    extern "C" uint64_t handoff_##t##_operator_delete_array_aligned(T *p, size_t length, size_t) \
        noexcept {                                                                               \
        uint64_t sum = handoff_sum_##t(p, length);                                               \
        ::operator delete[](p, line_align);                                                      \
        return sum;                                                                              \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_STORAGE)
