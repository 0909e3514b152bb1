// Measurements, kept by Rust in memory of C++'s operators. Every function that can run out of memory
// answers with null or `false`, and has changed nothing then. None throws.
//
// "Gives" means that the caller owns what it gets and frees it as the comment says; "takes" means
// that the function frees it, whatever it answers.

#ifndef MEASUREMENTS_H
#define MEASUREMENTS_H

#include <cstddef>
#include <cstdint>

struct Point {
  double x, y;
};
static_assert(sizeof(Point) == 16 && alignof(Point) == 8);

// One line of a cache.
struct alignas(64) Line {
  std::uint64_t key;
  std::uint64_t values[7];
};
static_assert(sizeof(Line) == 64 && alignof(Line) == 64);

// An array of `new T[]`, or one for `delete[]`: the first `length` elements are there, and room for
// `capacity`.
template <typename T>
struct Array {
  T* elements;
  std::size_t length, capacity;
};

extern "C" {

// Gives the squares of 0, 1, 2… below `n`, for `delete[]`.
bool measurements_squares(std::uint64_t n, Array<std::uint64_t>* into) noexcept;

// Gives a line of text about some numbers, for `delete[]`; it doesn't end with a zero.
bool measurements_report(const std::uint64_t* numbers, std::size_t length, Array<char>* into) noexcept;

// Takes a C string of `new char[]`, and gives it in capitals, for `delete[]`; null without memory.
char* measurements_shout(char* text) noexcept;

// Gives a point, for `delete`.
Point* measurements_point(double x, double y) noexcept;

// Takes a point of `new`, and answers how far it is from the origin, squared.
double measurements_distance2(Point* point) noexcept;

// Takes lines of `new[]`, adds one with the greatest key and one with the least, sorts by key, and
// gives them back, for `delete[]`. Without memory, the lines come back as they were.
bool measurements_sort(Array<Line>* lines) noexcept;

// Takes storage of `std::allocator<uint64_t>` for `capacity` elements and none in it, puts as many
// numbers there as asked for, and gives it back, for `deallocate(elements, capacity)`.
bool measurements_fill(Array<std::uint64_t>* storage, std::uint64_t count) noexcept;

// Works in memory that nobody else sees: a table of boxed lines. Answers the sum of their keys.
bool measurements_table(std::uint64_t n, std::uint64_t* sum) noexcept;

}  // extern "C"

#endif
