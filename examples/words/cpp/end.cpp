// C++ as the owner of what Rust allocated, and as the maker of what Rust will own.

#include "end.h"
#include "standard_output.h"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <new>

namespace {

// A number whose digits stand in groups of three, as in the report: 1,234,567.
struct Grouped {
  // 20 digits, 6 commas and a zero are the most.
  char buffer[27];
  char *text;

  Grouped(const Grouped &) = delete;
  explicit Grouped(std::size_t number) : buffer(), text(buffer + sizeof buffer - 1) {
    for (int digits = 1;; ++digits) {
      *--text = static_cast<char>('0' + number % 10);
      number /= 10;
      if (number == 0) return;
      if (digits % 3 == 0) *--text = ',';
    }
  }
};

// As snprintf: writes what fits, and returns the length of the whole.
int compose(char *into, std::size_t capacity, const words_printed &printed) noexcept {
  return std::snprintf(into, capacity,
                       "\nhand-over: Rust gave this report to C++ as a std::unique_ptr<char[]>, with a "
                       "capacity of %s\n"
                       "           bytes. C++ printed %s bytes in %s lines, and freed the array by "
                       "delete[].\n",
                       Grouped(printed.capacity).text, Grouped(printed.bytes).text,
                       Grouped(printed.lines).text);
}

} // namespace

std::int32_t words_cpp_print(char *elements, std::size_t length, std::size_t capacity,
                             words_printed *printed) noexcept {
  // From here on the array is freed by delete[], whichever way this function is left.
  const std::unique_ptr<char[]> report(elements);
  std::size_t written = 0;
  const std::int32_t error = write_to_standard_output(report.get(), length, &written);
  const auto lines = std::count(report.get(), report.get() + written, '\n');
  *printed = {static_cast<std::size_t>(lines), written, capacity};
  return error;
}

words_array words_cpp_summary(const words_printed *printed) noexcept {
  const int length = compose(nullptr, 0, *printed);
  // One more for the zero that snprintf appends.
  const std::size_t capacity = static_cast<std::size_t>(length) + 1;
  std::unique_ptr<char[]> summary(new (std::nothrow) char[capacity]);
  if (!summary) return {nullptr, 0, capacity};
  compose(summary.get(), capacity, *printed);
  return {summary.release(), capacity - 1, capacity};
}
