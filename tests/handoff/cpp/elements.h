/* What crosses: a byte, a number, and a line of 64 bytes aligned to 64; as `src/element.rs` has them.
   The n-th element, counted from one, holds n, so that each side can tell what the other wrote. */
#pragma once

#ifdef __cplusplus
#include <cstddef>
#include <cstdint>
using std::size_t;
using std::uint32_t;
using std::uint64_t;
using std::uint8_t;
#else
#include <stdalign.h>
#include <stddef.h>
#include <stdint.h>
#endif

typedef struct Line {
    alignas(64) uint64_t words[8];
} Line;

#define HANDOFF_EACH_ELEMENT(X) X(u8, uint8_t) X(u32, uint32_t) X(line, Line)

static inline void handoff_put_u8(uint8_t *place, size_t n) { *place = (uint8_t)n; }
static inline void handoff_put_u32(uint32_t *place, size_t n) { *place = (uint32_t)n; }
static inline void handoff_put_line(Line *place, size_t n) {
    for (int i = 0; i < 8; i++) place->words[i] = n;
}

static inline uint64_t handoff_get_u8(const uint8_t *place) { return *place; }
static inline uint64_t handoff_get_u32(const uint32_t *place) { return *place; }
static inline uint64_t handoff_get_line(const Line *place) {
    return (place->words[0] + place->words[7]) / 2;
}

/* handoff_fill_T: makes the first `length` elements. handoff_sum_T: adds them up. */
#define HANDOFF_FILL_AND_SUM(t, T)                                                   \
    static inline T *handoff_fill_##t(T *block, size_t length) {                     \
        for (size_t i = 0; i < length; i++) handoff_put_##t(block + i, i + 1);       \
        return block;                                                                \
    }                                                                                \
    static inline uint64_t handoff_sum_##t(const T *block, size_t length) {          \
        uint64_t sum = 0;                                                            \
        for (size_t i = 0; i < length; i++) sum += handoff_get_##t(block + i);       \
        return sum;                                                                  \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_FILL_AND_SUM)
