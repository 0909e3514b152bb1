// A library that is loaded into the program `words` before its other ones, and does one thing that
// goes wrong, if the environment says so.
//
//   WORDS_LEAK=1    makes an array by new[], which nobody frees
//   WORDS_REFUSE=N  has no memory for the N-th array, counted from 0

#include <cstdlib>
#include <new>

namespace {

const char *const refused = std::getenv("WORDS_REFUSE");

// Where the compiler must assume that someone uses it.
void *volatile leaked = std::getenv("WORDS_LEAK") != nullptr ? ::operator new[](1) : nullptr;

} // namespace

// What the program's operator new[] without exceptions takes its memory from. C++'s own operator
// delete frees it.
void *operator new(std::size_t size, const std::nothrow_t &) noexcept {
  static long requests = 0;
  if (refused != nullptr && requests++ == std::atol(refused)) return nullptr;
  return std::malloc(size);
}
