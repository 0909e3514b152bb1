// Known faults in C and C++ alone, by which the driver finds out whether a checker is at work.
#include "elements.h"

#include <cstdlib>
#include <new>

namespace {

// The compiler can't see through it, so it can neither drop a pair of calls nor warn of it.
template <class P>
P opaque(P p) {
    volatile P hidden = p;
    P seen = hidden;
    hidden = nullptr;
    return seen;
}

}  // namespace

extern "C" {

void handoff_control_clean() noexcept {
    delete opaque(new uint32_t(1));
    delete[] opaque(new uint32_t[3]);
    delete opaque(new Line());
    delete[] opaque(new Line[3]);
    std::free(opaque(std::malloc(3)));
}

void handoff_control_wrong_family() noexcept { delete opaque(new uint32_t[3]); }

void handoff_control_wrong_size() noexcept {
    ::operator delete(opaque(::operator new(12)), static_cast<size_t>(8));
}

void handoff_control_wrong_alignment() noexcept {
    ::operator delete(opaque(::operator new(64, std::align_val_t{64})));
}

void handoff_control_not_a_block() noexcept {
    char *block = opaque(static_cast<char *>(::operator new(64)));
    ::operator delete(opaque(block + 16));
}

void handoff_control_twice() noexcept {
    uint32_t *block = opaque(new uint32_t(1));
    delete opaque(block);
    delete opaque(block);
}

void handoff_control_leak() noexcept { opaque(::operator new(12)); }

}  // extern "C"
