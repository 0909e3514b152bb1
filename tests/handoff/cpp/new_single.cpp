// One object: `new T`, `delete p`, `std::unique_ptr<T>`.
#include "elements.h"

#include <memory>

#define HANDOFF_SINGLE(t, T)                                                             \
    extern "C" T *handoff_##t##_new(size_t, size_t) noexcept {                           \
        return handoff_fill_##t(new T, 1);                                               \
    }                                                                                    \
    extern "C" T *handoff_##t##_unique_released(size_t, size_t) noexcept {               \
        std::unique_ptr<T> owner(new T);                                                 \
        handoff_fill_##t(owner.get(), 1);                                                \
        return owner.release();                                                          \
    }                                                                                    \
    extern "C" uint64_t handoff_##t##_delete(T *p, size_t length, size_t) noexcept {     \
        uint64_t sum = handoff_sum_##t(p, length);                                       \
        delete p;                                                                        \
        return sum;                                                                      \
    }                                                                                    \
    extern "C" uint64_t handoff_##t##_unique(T *p, size_t length, size_t) noexcept {     \
        std::unique_ptr<T> owner(p);                                                     \
        return handoff_sum_##t(owner.get(), length);                                     \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_SINGLE)
