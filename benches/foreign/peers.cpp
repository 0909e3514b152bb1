// C++'s std and std::pmr as contenders: the loops of src/workloads, with the same sums.

#include "peers.hpp"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <memory_resource>
#include <new>
#include <optional>
#include <string>
#include <vector>

namespace {

using std::size_t;
using std::uint32_t;
using std::uint64_t;
using std::uint8_t;

struct Triple {
  uint64_t numbers[3];
};

// Rust's blind.rs: the optimiser can't see through these, and they cost nothing.
inline void escape(const void *p) { asm volatile("" : : "r"(p) : "memory"); }
inline uint64_t opaque(uint64_t number) {
  asm volatile("" : "+r"(number));
  return number;
}
template <int Place> inline void displace() {
  asm volatile(".rept %c0\n\tnop\n\t.endr" : : "i"(Place * 16));
}

// Rust's watch.rs.
struct Measured {
  void vector(const uint64_t *p, size_t) { escape(p); }
  void text(const char *p, size_t) { escape(p); }
  void value(const Triple *p) { escape(p); }
  void block(void *p, ForeignLayout) { escape(p); }
  void reset() {}
  uint64_t sum() const { return 0; }
};

struct Checked {
  size_t summed;
  uint64_t total = 0;
  std::vector<std::pair<uint8_t *, std::pair<size_t, uint8_t>>> blocks;

  explicit Checked(size_t s) : summed(s) {}
  void add(uint64_t number) {
    total = (((total << 5) | (total >> 59)) ^ number) * 0x9e3779b97f4a7c15u;
  }
  void vector(const uint64_t *p, size_t length) {
    for (size_t i = 0; i < length; i++) add(p[i]);
  }
  void text(const char *p, size_t length) {
    for (size_t i = 0; i < length; i++) add(uint8_t(p[i]));
  }
  void value(const Triple *p) { vector(p->numbers, 3); }
  void block(void *p, ForeignLayout layout) {
    if (reinterpret_cast<std::uintptr_t>(p) % layout.align != 0) std::abort();
    if (blocks.size() < summed) add(layout.size);
    auto tag = uint8_t(uint8_t(total >> 56) + blocks.size());
    std::memset(p, tag, layout.size);
    blocks.push_back({static_cast<uint8_t *>(p), {layout.size, tag}});
  }
  void reset() {
    // Goal G9's number, which Rust counts operations by.
    if (summed == 800 && !blocks.empty() && blocks.size() != 872) std::abort();
    for (auto &[p, rest] : blocks)
      for (size_t i = 0; i < rest.first; i++)
        if (p[i] != rest.second) std::abort();
    blocks.clear();
  }
  uint64_t sum() const { return total; }
};

// The two contenders. `Region` is what outlives a round.
struct Std {
  struct Region {
    explicit Region(size_t) {}
    void reset() {}
  };
  template <class T> using Vector = std::vector<T>;
  using String = std::string;
  using Box = std::unique_ptr<Triple>;
  template <class T> static Vector<T> vector(Region &) { return {}; }
  static String string(Region &) { return {}; }
  static Box box(Region &, uint64_t n) { return Box(new Triple{{n, n, n}}); }
  static const Triple *get(const Box &box) { return box.get(); }
  static void *allocate(Region &, ForeignLayout layout) {
    return ::operator new(layout.size, std::align_val_t(layout.align));
  }
};

struct Pmr {
  struct Region {
    std::unique_ptr<char[]> memory;
    std::pmr::monotonic_buffer_resource resource;
    explicit Region(size_t bytes)
        : memory(new char[bytes]), resource(memory.get(), bytes) {}
    void reset() { resource.release(); }
  };
  template <class T> using Vector = std::pmr::vector<T>;
  using String = std::pmr::string;
  struct Delete {
    std::pmr::memory_resource *resource;
    void operator()(Triple *p) const { resource->deallocate(p, sizeof(Triple), alignof(Triple)); }
  };
  using Box = std::unique_ptr<Triple, Delete>;
  template <class T> static Vector<T> vector(Region &r) { return Vector<T>(&r.resource); }
  static String string(Region &r) { return String(&r.resource); }
  static Box box(Region &r, uint64_t n) {
    void *p = r.resource.allocate(sizeof(Triple), alignof(Triple));
    return Box(new (p) Triple{{n, n, n}}, Delete{&r.resource});
  }
  static const Triple *get(const Box &box) { return box.get(); }
  static void *allocate(Region &r, ForeignLayout layout) {
    return r.resource.allocate(layout.size, layout.align);
  }
};

template <class Vector> [[gnu::noinline]] void outlined_push(Vector &v, uint64_t number) {
  v.push_back(number);
}

template <class C, class Watch, class Push>
inline void push(typename C::Region &region, const ForeignInput &in, Watch &watch, Push one) {
  for (uint64_t r = 0; r < in.repeats; r++) {
    auto v = C::template vector<uint64_t>(region);
    for (uint64_t n = 0, end = opaque(in.count); n < end; n++) one(v, n);
    watch.vector(v.data(), v.size());
  }
}

template <class C, class Watch>
inline void extend(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  for (uint64_t r = 0; r < in.repeats; r++) {
    auto v = C::template vector<uint64_t>(region);
    for (uint64_t t = 0; t < in.count / in.lengths_count; t++)
      for (size_t i = 0; i < in.lengths_count; i++)
        v.insert(v.end(), in.numbers, in.numbers + in.lengths[i]);
    watch.vector(v.data(), v.size());
  }
}

template <class C, class Watch>
inline void pairs(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  for (uint64_t r = 0; r < in.repeats; r++) {
    uint64_t first = in.seed + r;
    for (uint64_t n = opaque(first), end = opaque(first + in.count); n < end; n++) {
      auto box = C::box(region, n);
      watch.value(C::get(box));
    }
  }
}

constexpr size_t live_boxes = 100;

template <class C, class Watch>
inline void lifo(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  std::optional<typename C::Box> stack[live_boxes];
  for (uint64_t r = 0; r < in.repeats; r++) {
    uint64_t n = opaque(in.seed + r);
    for (uint64_t t = 0; t < in.count / live_boxes; t++) {
      for (auto &slot : stack) slot.emplace(C::box(region, n++));
      for (size_t i = live_boxes; i-- > 0;) {
        watch.value(C::get(*stack[i]));
        stack[i].reset();
      }
    }
  }
}

template <class C, class Watch>
inline void random(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  std::optional<typename C::Box> live[live_boxes];
  for (uint64_t r = 0; r < in.repeats; r++) {
    uint64_t n = opaque(in.seed + r);
    for (uint64_t t = 0; t < in.count / in.order_count; t++)
      for (size_t i = 0; i < in.order_count; i++) {
        auto &slot = live[in.order[i]];
        auto box = C::box(region, n++);
        if (slot) watch.value(C::get(*slot));
        slot = std::move(box);
      }
  }
  for (auto &slot : live)
    if (slot) watch.value(C::get(*slot));
}

template <class C, class Watch>
inline void known(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  for (uint64_t r = 0; r < in.repeats; r++) {
    uint64_t first = in.seed + r;
    for (uint64_t n = opaque(first), end = opaque(first + in.count); n < end; n++) {
      void *p = C::allocate(region, {sizeof(Triple), alignof(Triple)});
      watch.value(new (p) Triple{{n, n, n}});
    }
  }
}

template <class C, class Watch>
inline void unknown(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  for (uint64_t r = 0; r < in.repeats; r++)
    for (uint64_t t = 0; t < in.count / in.layouts_count; t++)
      for (size_t i = 0; i < in.layouts_count; i++)
        watch.block(C::allocate(region, in.layouts[i]), in.layouts[i]);
}

// A buffer without more behind it says that it is full by an exception.
template <class Watch>
inline void full(Pmr::Region &region, const ForeignInput &in, Watch &watch) {
  alignas(64) static std::byte bytes[64 << 10];
  std::pmr::monotonic_buffer_resource buffer(bytes, sizeof bytes, std::pmr::null_memory_resource());
  for (uint64_t f = 0; f < in.fills; f++) {
    try {
      for (size_t i = 0; i < in.buffer_layouts_count; i++) {
        auto layout = in.buffer_layouts[i];
        watch.block(buffer.allocate(layout.size, layout.align), layout);
      }
    } catch (const std::bad_alloc &) {
    }
    watch.reset();
    buffer.release();
  }
  (void)region;
}

template <class C, class Watch>
inline void push_str(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  for (uint64_t r = 0; r < in.repeats; r++) {
    auto text = C::string(region);
    for (uint64_t t = 0; t < in.count / in.entries_count; t++)
      for (size_t i = 0; i < in.entries_count; i++)
        text.append(in.entries[i].word, in.entries[i].length);
    watch.text(text.data(), text.size());
  }
}

template <class String> inline void write_entry(String &text, const ForeignEntry &entry) {
  char digits[20];
  auto end = std::to_chars(digits, digits + sizeof digits, entry.number).ptr;
  text.append(digits, size_t(end - digits));
  text.push_back(' ');
  text.append(entry.word, entry.length);
}

template <class C, class Watch>
inline void write(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  for (uint64_t r = 0; r < in.repeats; r++) {
    auto text = C::string(region);
    for (uint64_t t = 0; t < in.count / in.entries_count; t++)
      for (size_t i = 0; i < in.entries_count; i++) write_entry(text, in.entries[i]);
    watch.text(text.data(), text.size());
  }
}

template <class C, class Watch>
inline void format(typename C::Region &region, const ForeignInput &in, Watch &watch) {
  for (uint64_t r = 0; r < in.repeats; r++)
    for (uint64_t t = 0; t < in.count / in.entries_count; t++)
      for (size_t i = 0; i < in.entries_count; i++) {
        auto text = C::string(region);
        write_entry(text, in.entries[i]);
        watch.text(text.data(), text.size());
      }
}

template <class C, int Place, class Watch>
[[gnu::noinline]] uint64_t run(uint32_t workload, typename C::Region &region,
                               const ForeignInput &in, Watch watch) {
  displace<Place>();
  switch (workload) {
  case 0:
    push<C>(region, in, watch, [](auto &v, uint64_t n) { v.push_back(n); });
    break;
  case 1:
    push<C>(region, in, watch, [](auto &v, uint64_t n) { outlined_push(v, n); });
    break;
  case 2: extend<C>(region, in, watch); break;
  case 3: pairs<C>(region, in, watch); break;
  case 4: lifo<C>(region, in, watch); break;
  case 5: random<C>(region, in, watch); break;
  case 6: known<C>(region, in, watch); break;
  case 7: unknown<C>(region, in, watch); break;
  case 8:
    if constexpr (std::is_same_v<C, Pmr>) full(region, in, watch);
    break;
  case 9: push_str<C>(region, in, watch); break;
  case 10: write<C>(region, in, watch); break;
  case 11: format<C>(region, in, watch); break;
  default: std::abort();
  }
  watch.reset();
  region.reset();
  return watch.sum();
}

template <class C, int Place>
uint64_t run_in(uint32_t workload, void **state, const ForeignInput &in, bool check) {
  if (*state == nullptr) *state = new typename C::Region(in.count * in.repeats * (workload == 2 ? 1200 : 256) + (1 << 16));
  auto &region = *static_cast<typename C::Region *>(*state);
  if (check) return run<C, Place>(workload, region, in, Checked(workload == 8 ? 800 : SIZE_MAX));
  return run<C, Place>(workload, region, in, Measured{});
}

template <class C>
uint64_t run_at(uint32_t workload, uint32_t place, void **state, const ForeignInput &in,
                bool check) {
  switch (place) {
  case 0: return run_in<C, 0>(workload, state, in, check);
  case 1: return run_in<C, 1>(workload, state, in, check);
  case 2: return run_in<C, 2>(workload, state, in, check);
  default: return run_in<C, 3>(workload, state, in, check);
  }
}

} // namespace

extern "C" uint64_t cpp_run(uint32_t workload, uint32_t contender, uint32_t place, void **state,
                            const ForeignInput *input, bool check) {
  return contender == 0 ? run_at<Std>(workload, place, state, *input, check)
                        : run_at<Pmr>(workload, place, state, *input, check);
}

extern "C" void cpp_end(uint32_t contender, void *state) {
  if (contender == 0)
    delete static_cast<Std::Region *>(state);
  else
    delete static_cast<Pmr::Region *>(state);
}

extern "C" size_t cpp_grow(size_t pieces, size_t size) {
  auto &v = *new std::vector<uint8_t>;
  std::vector<uint8_t> piece(size, 0x5a);
  for (size_t number = 0; number < pieces; number++) {
    std::memcpy(piece.data(), &number, sizeof number);
    v.insert(v.end(), piece.begin(), piece.end());
  }
  size_t last = 0;
  std::memcpy(&last, v.data() + (v.size() - size), sizeof last);
  return last;
}
