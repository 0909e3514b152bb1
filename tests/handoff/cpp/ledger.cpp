// C++'s `operator new` and `operator delete`, all forms, replaced by ones that keep a ledger: which
// block came by which form, with which size and alignment. Whatever frees a block otherwise than C++
// itself would is named, and ends the process with code 99; so does a block that is left at the end.
// Linked into the program `counted` only: a checker needs the forms for itself.
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {

using std::size_t;

constexpr size_t no_size = static_cast<size_t>(-1);
constexpr size_t plain = 0;

struct Entry {
    void *block;
    size_t size;
    size_t align;  // `plain` where no alignment was named
    bool array;
};

Entry entries[4096];
size_t used;       // entries in use
size_t taken[2];   // by new, by new[]
size_t given[2];   // by delete, by delete[]

[[noreturn]] void fault(const char *name) {
    std::fprintf(stderr, "ledger: fault: %s\n", name);
    std::_Exit(99);
}

void *take(size_t size, size_t align, bool array) noexcept {
    if (used == sizeof entries / sizeof *entries) fault("the ledger is full");
    size_t bytes = size == 0 ? 1 : size;
    void *block = nullptr;
    if (align == plain) {
        block = std::malloc(bytes);
    } else if (bytes <= no_size - align) {
        block = std::aligned_alloc(align, (bytes + align - 1) / align * align);
    }
    if (block != nullptr) {
        entries[used++] = {block, size, align, array};
        taken[array]++;
    }
    return block;
}

void *take_or_throw(size_t size, size_t align, bool array) {
    void *block = take(size, align, array);
    if (block == nullptr) throw std::bad_alloc();
    return block;
}

void give(void *block, size_t size, size_t align, bool array) noexcept {
    if (block == nullptr) return;
    for (size_t i = 0; i < used; i++) {
        Entry found = entries[i];
        if (found.block != block) continue;
        if (found.array != array) fault("wrong family");
        if (found.align != align) fault("wrong alignment");
        if (size != no_size && found.size != size) fault("wrong size");
        entries[i] = entries[--used];
        given[array]++;
        std::free(block);
        return;
    }
    fault("not a block");
}

size_t number(std::align_val_t align) { return static_cast<size_t>(align); }

}  // namespace

using Align = std::align_val_t;
using Nothrow = const std::nothrow_t &;

void *operator new(size_t n) { return take_or_throw(n, plain, false); }
void *operator new[](size_t n) { return take_or_throw(n, plain, true); }
void *operator new(size_t n, Align a) { return take_or_throw(n, number(a), false); }
void *operator new[](size_t n, Align a) { return take_or_throw(n, number(a), true); }
void *operator new(size_t n, Nothrow) noexcept { return take(n, plain, false); }
void *operator new[](size_t n, Nothrow) noexcept { return take(n, plain, true); }
void *operator new(size_t n, Align a, Nothrow) noexcept { return take(n, number(a), false); }
void *operator new[](size_t n, Align a, Nothrow) noexcept { return take(n, number(a), true); }

void operator delete(void *p) noexcept { give(p, no_size, plain, false); }
void operator delete[](void *p) noexcept { give(p, no_size, plain, true); }
void operator delete(void *p, size_t n) noexcept { give(p, n, plain, false); }
void operator delete[](void *p, size_t n) noexcept { give(p, n, plain, true); }
void operator delete(void *p, Align a) noexcept { give(p, no_size, number(a), false); }
void operator delete[](void *p, Align a) noexcept { give(p, no_size, number(a), true); }
void operator delete(void *p, size_t n, Align a) noexcept { give(p, n, number(a), false); }
void operator delete[](void *p, size_t n, Align a) noexcept { give(p, n, number(a), true); }
void operator delete(void *p, Nothrow) noexcept { give(p, no_size, plain, false); }
void operator delete[](void *p, Nothrow) noexcept { give(p, no_size, plain, true); }
void operator delete(void *p, Align a, Nothrow) noexcept { give(p, no_size, number(a), false); }
void operator delete[](void *p, Align a, Nothrow) noexcept { give(p, no_size, number(a), true); }

// Prints the sums and says whether the ledger is closed with nothing left.
extern "C" void handoff_ledger_close() noexcept {
    std::fprintf(stderr, "ledger: closed: %zu new, %zu delete, %zu new[], %zu delete[]\n", taken[0],
                 given[0], taken[1], given[1]);
    if (used != 0) fault("leak");
}
