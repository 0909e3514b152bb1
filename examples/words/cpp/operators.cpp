// The program's own operator new[] and operator delete[], which count (C++17
// [replacement.functions]).
//
// Each does what the standard's default does, and leaves the memory to operator new and operator
// delete (C++17 [new.delete.array]), which aren't replaced. All forms are here, not only the two
// that the defaults of the others call: a runtime that replaces the library's, such as
// AddressSanitizer's, has others of its own.
//
// What is counted: every call of an array form in the process that is bound to this program's,
// whoever calls. That is the C++ side of exalloc (`exalloc-cpp`), through which Rust allocates; this
// folder; and the C++ runtime, whose shared library calls the program's operators on Linux and macOS
// and its own on Windows. The runtime uses new[] for streams and locales, and here there are none:
// a test preloads a library that calls new[], to see that such a call is counted.
//
// words_cpp_counts is in this file so that the linker must take the file into the program, and the
// operators with it.

#include "end.h"

#include <atomic>
#include <new>

namespace {

// Initialised before any code runs, since the constructor is constexpr.
std::atomic<std::size_t> made{0};
std::atomic<std::size_t> freed{0};

// What a form returns: counted unless it is null. Nothing is published by the counters, so no order
// is needed.
void *count_made(void *block) noexcept {
  if (block != nullptr) made.fetch_add(1, std::memory_order_relaxed);
  return block;
}

// delete[] accepts null, which no new[] made.
void count_freed(const void *block) noexcept {
  if (block != nullptr) freed.fetch_add(1, std::memory_order_relaxed);
}

} // namespace

words_counts words_cpp_counts() noexcept {
  return {made.load(std::memory_order_relaxed), freed.load(std::memory_order_relaxed)};
}

void *operator new[](std::size_t size) { return count_made(::operator new(size)); }

void *operator new[](std::size_t size, const std::nothrow_t &tag) noexcept {
  return count_made(::operator new(size, tag));
}

void operator delete[](void *block) noexcept {
  count_freed(block);
  ::operator delete(block);
}

void operator delete[](void *block, std::size_t) noexcept { ::operator delete[](block); }

void operator delete[](void *block, const std::nothrow_t &) noexcept { ::operator delete[](block); }

void *operator new[](std::size_t size, std::align_val_t alignment) {
  return count_made(::operator new(size, alignment));
}

void *operator new[](std::size_t size, std::align_val_t alignment,
                     const std::nothrow_t &tag) noexcept {
  return count_made(::operator new(size, alignment, tag));
}

void operator delete[](void *block, std::align_val_t alignment) noexcept {
  count_freed(block);
  ::operator delete(block, alignment);
}

void operator delete[](void *block, std::size_t, std::align_val_t alignment) noexcept {
  ::operator delete[](block, alignment);
}

void operator delete[](void *block, std::align_val_t alignment, const std::nothrow_t &) noexcept {
  ::operator delete[](block, alignment);
}
