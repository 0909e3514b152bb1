// Standard output by POSIX's write.

#include "standard_output.h"

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace {

// Some systems refuse more than INT_MAX bytes at once.
constexpr std::size_t most_at_once = std::size_t{1} << 30;

} // namespace

std::int32_t write_to_standard_output(const char *text, std::size_t length,
                                      std::size_t *written) noexcept {
  *written = 0;
  while (*written < length) {
    const std::size_t rest = std::min(length - *written, most_at_once);
    const ssize_t done = ::write(STDOUT_FILENO, text + *written, rest);
    if (done > 0) {
      *written += static_cast<std::size_t>(done);
    } else if (done == 0) {
      // Not for a size above zero, by any system that we know; the loop must end all the same.
      return EIO;
    } else if (errno == EBADF) {
      // Closed, or not open for writing.
      *written = length;
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}
