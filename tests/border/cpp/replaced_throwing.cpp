// What most programs replace: the throwing `operator new(std::size_t)` and the unsized
// `operator delete(void*)`, and nothing else. The library's other plain forms are made of these two
// (C++17 [new.delete.single], [new.delete.array]), so a request by any of them comes here; the
// aligned forms have a pair of their own.

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {
int made = 0, freed = 0, refused = 0;
enum Refusal : int { nothing = 0, by_bad_alloc = 1, by_an_int = 2 } refusal = nothing;
}  // namespace

void* operator new(std::size_t size) {
  if (refusal != nothing) {
    ++refused;
    if (refusal == by_an_int) throw 5;
    throw std::bad_alloc();
  }
  void* block = std::malloc(size ? size : 1);
  if (!block) throw std::bad_alloc();
  ++made;
  return block;
}

void operator delete(void* block) noexcept {
  freed += block != nullptr;
  std::free(block);
}

// The library's sized form, as it is; g++ warns where it is missing.
void operator delete(void* block, std::size_t) noexcept { ::operator delete(block); }

extern "C" {

void border_throwing_refuse(int how) noexcept { refusal = static_cast<Refusal>(how); }

// Calls since the last question.
void border_throwing_counts(int* into_made, int* into_freed, int* into_refused) noexcept {
  *into_made = made;
  *into_freed = freed;
  *into_refused = refused;
  made = freed = refused = 0;
}

}  // extern "C"
