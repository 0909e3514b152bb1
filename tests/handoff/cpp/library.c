/* A library with a heap of its own kind: what it gives is to be freed by `handoff_library_free` only.
   Each block has a header in front that the user doesn't see, so that nobody else's routine can free
   it without a checker noticing. */
#include "elements.h"

#include <stdlib.h>
#include <string.h>

enum { HEADER = 64 };

static size_t live;

static void *library_make(size_t bytes) {
    char *block = aligned_alloc(HEADER, HEADER + (bytes + HEADER - 1) / HEADER * HEADER);
    if (block == NULL) return NULL;
    live++;
    return block + HEADER;
}

#define HANDOFF_LIBRARY(t, T)                                                        \
    T *handoff_##t##_library_make(size_t length, size_t capacity) {                  \
        return handoff_fill_##t(library_make(capacity * sizeof(T)), length);         \
    }
HANDOFF_EACH_ELEMENT(HANDOFF_LIBRARY)

char *handoff_library_text(void) { return strcpy(library_make(15), "from a library"); }

void handoff_library_free(void *block) {
    if (block == NULL) return;
    live--;
    free((char *)block - HEADER);
}

/* How many blocks of the library nobody has freed. */
size_t handoff_library_live(void) { return live; }
