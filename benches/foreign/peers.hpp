// What Rust and the foreign contenders share; src/contenders/foreign.rs has the other half.

#pragma once

#include <cstddef>
#include <cstdint>

extern "C" {

struct ForeignLayout {
  std::size_t size;
  std::size_t align;
};

struct ForeignEntry {
  std::uint64_t number;
  const char *word;
  std::size_t length;
};

// The input of a round. Each workload reads what it needs.
struct ForeignInput {
  std::uint64_t count;
  std::uint64_t repeats;
  std::uint64_t seed;
  const std::size_t *lengths; // extend
  std::size_t lengths_count;
  const std::uint64_t *numbers;
  const std::uint8_t *order; // box-random
  std::size_t order_count;
  const ForeignLayout *layouts; // arena-unknown
  std::size_t layouts_count;
  const ForeignLayout *buffer_layouts; // buffer
  std::size_t buffer_layouts_count;
  std::uint64_t fills;
  const ForeignEntry *entries; // strings
  std::size_t entries_count;
};

// Runs a round. With `check`, everything made is looked at, and the sum is returned.
std::uint64_t cpp_run(std::uint32_t workload, std::uint32_t contender, std::uint32_t place,
                      void **state, const ForeignInput *input, bool check);
// Frees what `cpp_run` left in `state`.
void cpp_end(std::uint32_t contender, void *state);
}
