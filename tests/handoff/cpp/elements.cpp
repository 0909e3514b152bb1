// Sizes and alignments as the C++ compiler has them, for the other side to compare.
#include "elements.h"

#define HANDOFF_LAYOUT(t, T)                                                  \
    extern "C" size_t handoff_##t##_size() noexcept { return sizeof(T); }     \
    extern "C" size_t handoff_##t##_align() noexcept { return alignof(T); }
HANDOFF_EACH_ELEMENT(HANDOFF_LAYOUT)

// Reads the elements and frees nothing: for those that leak.
#define HANDOFF_READ(t, T)                                                           \
    extern "C" uint64_t handoff_##t##_read(T *block, size_t length, size_t) noexcept { \
        return handoff_sum_##t(block, length);                                       \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_READ)
