// Standard output by Windows' WriteFile: no line ends are translated.

#include "standard_output.h"

#include <algorithm>

#define WIN32_LEAN_AND_MEAN
#if !defined(NOMINMAX)
#define NOMINMAX
#endif
#include <windows.h>

namespace {

constexpr std::size_t most_at_once = std::size_t{1} << 30;

// The text is UTF-8, which a console takes only if it is told so. The old setting comes back.
class Utf8Console {
public:
  Utf8Console() noexcept : before(GetConsoleOutputCP()) { SetConsoleOutputCP(CP_UTF8); }
  ~Utf8Console() {
    // Zero where there is no console.
    if (before != 0) SetConsoleOutputCP(before);
  }
  Utf8Console(const Utf8Console &) = delete;
  Utf8Console &operator=(const Utf8Console &) = delete;

private:
  const UINT before;
};

} // namespace

std::int32_t write_to_standard_output(const char *text, std::size_t length,
                                      std::size_t *written) noexcept {
  *written = 0;
  const HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
  const Utf8Console console;
  while (*written < length) {
    const auto rest = static_cast<DWORD>(std::min(length - *written, most_at_once));
    DWORD done = 0;
    if (output != nullptr && WriteFile(output, text + *written, rest, &done, nullptr)) {
      if (done == 0) return ERROR_WRITE_FAULT;
      *written += done;
    } else if (output == nullptr || GetLastError() == ERROR_INVALID_HANDLE) {
      // A program without a console has none.
      *written = length;
    } else {
      return static_cast<std::int32_t>(GetLastError());
    }
  }
  return 0;
}
