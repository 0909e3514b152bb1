/* C's heap, used by C. */
#include "elements.h"

#include <stdlib.h>
#include <string.h>

/* glibc declares strdup only where POSIX is asked for; the signature is POSIX's. */
char *strdup(const char *text);

#define HANDOFF_C_HEAP(t, T)                                                                 \
    T *handoff_##t##_malloc(size_t length, size_t capacity) {                                \
        return handoff_fill_##t(malloc(capacity * sizeof(T)), length);                       \
    }                                                                                        \
    T *handoff_##t##_calloc(size_t length, size_t capacity) {                                \
        return handoff_fill_##t(calloc(capacity, sizeof(T)), length);                        \
    }                                                                                        \
    T *handoff_##t##_aligned_alloc(size_t length, size_t capacity) {                         \
        return handoff_fill_##t(aligned_alloc(alignof(T), capacity * sizeof(T)), length);    \
    }                                                                                        \
    T *handoff_##t##_reallocated(size_t length, size_t capacity) {                           \
        T *block = handoff_fill_##t(malloc(length * sizeof(T)), length);                     \
        return realloc(block, capacity * sizeof(T));                                         \
    }                                                                                        \
    uint64_t handoff_##t##_free(T *p, size_t length, size_t capacity) {                      \
        (void)capacity;                                                                      \
        uint64_t sum = handoff_sum_##t(p, length);                                           \
        free(p);                                                                             \
        return sum;                                                                          \
    }                                                                                        \
    /* C grows the block, uses all of it, and frees it. */                                   \
    uint64_t handoff_##t##_realloc_free(T *p, size_t length, size_t capacity) {              \
        T *grown = realloc(p, (capacity + 100) * sizeof(T));                                 \
        uint64_t sum = handoff_sum_##t(grown, length);                                       \
        for (size_t i = length; i < capacity + 100; i++) handoff_put_##t(grown + i, i + 1);  \
        free(grown);                                                                         \
        return sum;                                                                          \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_C_HEAP)

char *handoff_strdup(void) { return strdup("from C"); }

/* Measures a C string and frees it. */
size_t handoff_text_free(char *text) {
    size_t length = strlen(text);
    free(text);
    return length;
}
