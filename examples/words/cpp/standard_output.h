// Standard output without buffers, so that neither language holds back what the other one follows
// up, and without allocation.
//
// The build compiles `standard_output_windows.cpp` or `standard_output_posix.cpp`.

#ifndef WORDS_STANDARD_OUTPUT_H
#define WORDS_STANDARD_OUTPUT_H

#include <cstddef>
#include <cstdint>

// Writes all of the text, and says in `written` how many bytes came through.
//
// Returns 0, or the operating system's code for why not all came through: `errno` on POSIX, that of
// `GetLastError` on Windows; Rust's `std::io::Error::from_raw_os_error` knows them. Like Rust's
// `std::io::Stdout`, it takes everything where there is no standard output to write to.
std::int32_t write_to_standard_output(const char *text, std::size_t length,
                                      std::size_t *written) noexcept;

#endif
