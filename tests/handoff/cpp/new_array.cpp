// Arrays: `new T[n]`, `delete[] p`, `std::unique_ptr<T[]>`.
#include "elements.h"

#include <memory>

#define HANDOFF_ARRAY(t, T)                                                                  \
    extern "C" T *handoff_##t##_new_array(size_t length, size_t capacity) noexcept {         \
        return handoff_fill_##t(new T[capacity], length);                                    \
    }                                                                                        \
    extern "C" T *handoff_##t##_unique_array_released(size_t length, size_t capacity) noexcept { \
        std::unique_ptr<T[]> owner = std::make_unique<T[]>(capacity);                        \
        handoff_fill_##t(owner.get(), length);                                               \
        return owner.release();                                                              \
    }                                                                                        \
    extern "C" uint64_t handoff_##t##_delete_array(T *p, size_t length, size_t) noexcept {   \
        uint64_t sum = handoff_sum_##t(p, length);                                           \
        delete[] p;                                                                          \
        return sum;                                                                          \
    }                                                                                        \
    extern "C" uint64_t handoff_##t##_unique_array(T *p, size_t length, size_t) noexcept {   \
        std::unique_ptr<T[]> owner(p);                                                       \
        return handoff_sum_##t(owner.get(), length);                                         \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_ARRAY)
