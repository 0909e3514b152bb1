// The C++ end of the program `words`: C++ takes the report from Rust, prints it and frees it, and
// composes a summary that Rust takes, lets grow and frees.
//
// Who frees what:
//
//   buffer       allocated by                       freed by
//   the report   Rust, through ::operator new[]     words_cpp_print, by delete[], on every path
//   the summary  C++, by new char[capacity]         its new owner: delete[], or in Rust the drop of
//                                                   an ExVec<u8, CppNewArrayAllocator>
//
// Pointer, length and capacity travel together; a null pointer has nothing behind it. No function
// throws. Rust's declarations are in `src/end/border.rs`, which asserts the same sizes.

#ifndef WORDS_END_H
#define WORDS_END_H

#include <cstddef>
#include <cstdint>

// Text in an array of `new char[capacity]`, of which the first `length` are initialised.
struct words_array {
  char *elements;
  std::size_t length;
  std::size_t capacity;
};
static_assert(sizeof(words_array) == 3 * sizeof(void *), "not what Rust declares");
static_assert(alignof(words_array) == alignof(void *), "not what Rust declares");

// What was printed, and the capacity of the array that it lay in; all but the lines in bytes.
struct words_printed {
  std::size_t lines;
  std::size_t bytes;
  std::size_t capacity;
};
static_assert(sizeof(words_printed) == 3 * sizeof(std::size_t), "not what Rust declares");

// How often operator new[] gave a block and operator delete[] took one, in whichever form, since
// the process began.
struct words_counts {
  std::size_t made;
  std::size_t freed;
};
static_assert(sizeof(words_counts) == 2 * sizeof(std::size_t), "not what Rust declares");

extern "C" {

// Takes the ownership of an array, prints the text to standard output, and frees the array.
//
// Says in `printed` what came through, also when not all did. Returns 0, or the operating system's
// code for why not.
std::int32_t words_cpp_print(char *elements, std::size_t length, std::size_t capacity,
                             words_printed *printed) noexcept;

// Gives the ownership of a text that says what was printed.
//
// Without memory, `elements` is null, `length` is zero and `capacity` is what there was no memory
// for.
words_array words_cpp_summary(const words_printed *printed) noexcept;

// What was counted so far. Allocates nothing.
words_counts words_cpp_counts() noexcept;

} // extern "C"

#endif
