// C++'s vector, for the same element types; compiled without exceptions, as firmware is.

#include <cstdint>
#include <vector>

struct Triple {
  std::uint64_t numbers[3];
};

extern "C" {
void push_u64(std::vector<std::uint64_t> &v, std::uint64_t element) { v.push_back(element); }
#ifdef THREE
void push_u8(std::vector<std::uint8_t> &v, std::uint8_t element) { v.push_back(element); }
void push_triple(std::vector<Triple> &v, const Triple &element) { v.push_back(element); }
#endif
}
