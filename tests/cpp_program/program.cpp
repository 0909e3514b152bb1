// A C++ program with a part in Rust, `measurements.h`. It replaces all of C++'s allocation
// functions (C++17 [replacement.functions]) by ones that count each form and compare each block that
// comes back with the form, the size and the alignment that it was made with. It ends with success
// only if every form is balanced and every count is the expected one, also after it has refused
// memory.
//
//   program                        what it must do
//   program leak|delete|size|more  the same with a planted fault, which it must find

#include "measurements.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

namespace {

// The four families of blocks, by what must free them.
enum Form { single, array, single_aligned, array_aligned, forms };
constexpr const char* names[forms] = {"new", "new[]", "new, aligned", "new[], aligned"};

struct Counts {
  int thrown, nothrow;  // calls of operator new: of the throwing form, of the nothrow form
  int unsized, sized;   // calls of operator delete: without and with a size

  bool operator==(const Counts& o) const {
    return thrown == o.thrown && nothrow == o.nothrow && unsized == o.unsized && sized == o.sized;
  }
};

Counts counts[forms];
int wrong = 0;    // blocks that came back by another form, or with another size or alignment
int refused = 0;  // requests that were answered by "no memory"

// -1: nothing is refused. n: the n-th request from now on is, and all that follow.
int until_refusal = -1;

// Before each block.
struct Header {
  std::size_t size, align, lead;
  Form form;
};

void* allocate(Form form, std::size_t size, std::size_t align) noexcept {
  if (until_refusal == 0) return ++refused, nullptr;
  if (until_refusal > 0) --until_refusal;
  const std::size_t at_least = align < alignof(Header) ? alignof(Header) : align;
  const std::size_t lead = (sizeof(Header) + at_least - 1) / at_least * at_least;
  if (size > PTRDIFF_MAX - lead - at_least) return ++refused, nullptr;
  void* raw = std::aligned_alloc(at_least, (lead + size + at_least - 1) / at_least * at_least);
  if (!raw) return ++refused, nullptr;
  auto* block = static_cast<unsigned char*>(raw) + lead;
  *(reinterpret_cast<Header*>(block) - 1) = Header{size, align, lead, form};
  return block;
}

void* nothrow(Form form, std::size_t size, std::size_t align) noexcept {
  void* block = allocate(form, size, align);
  if (block) ++counts[form].nothrow;
  return block;
}

void* throwing(Form form, std::size_t size, std::size_t align) {
  void* block = allocate(form, size, align);
  if (!block) throw std::bad_alloc();
  ++counts[form].thrown;
  return block;
}

void release(Form form, void* block, const std::size_t* size, std::size_t align) noexcept {
  if (!block) return;
  const Header* header = static_cast<Header*>(block) - 1;
  if (header->form != form || header->align != align || (size && header->size != *size)) ++wrong;
  ++(size ? counts[form].sized : counts[form].unsized);
  std::free(static_cast<unsigned char*>(block) - header->lead);
}

constexpr std::size_t plain = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
std::size_t of(std::align_val_t align) { return static_cast<std::size_t>(align); }
using nt = const std::nothrow_t&;
using al = std::align_val_t;

}  // namespace

void* operator new(std::size_t n) { return throwing(single, n, plain); }
void* operator new[](std::size_t n) { return throwing(array, n, plain); }
void* operator new(std::size_t n, al a) { return throwing(single_aligned, n, of(a)); }
void* operator new[](std::size_t n, al a) { return throwing(array_aligned, n, of(a)); }
void* operator new(std::size_t n, nt) noexcept { return nothrow(single, n, plain); }
void* operator new[](std::size_t n, nt) noexcept { return nothrow(array, n, plain); }
void* operator new(std::size_t n, al a, nt) noexcept { return nothrow(single_aligned, n, of(a)); }
void* operator new[](std::size_t n, al a, nt) noexcept { return nothrow(array_aligned, n, of(a)); }

void operator delete(void* p) noexcept { release(single, p, nullptr, plain); }
void operator delete[](void* p) noexcept { release(array, p, nullptr, plain); }
void operator delete(void* p, std::size_t n) noexcept { release(single, p, &n, plain); }
void operator delete[](void* p, std::size_t n) noexcept { release(array, p, &n, plain); }
void operator delete(void* p, al a) noexcept { release(single_aligned, p, nullptr, of(a)); }
void operator delete[](void* p, al a) noexcept { release(array_aligned, p, nullptr, of(a)); }
void operator delete(void* p, std::size_t n, al a) noexcept {
  release(single_aligned, p, &n, of(a));
}
void operator delete[](void* p, std::size_t n, al a) noexcept {
  release(array_aligned, p, &n, of(a));
}
void operator delete(void* p, nt) noexcept { release(single, p, nullptr, plain); }
void operator delete[](void* p, nt) noexcept { release(array, p, nullptr, plain); }
void operator delete(void* p, al a, nt) noexcept { release(single_aligned, p, nullptr, of(a)); }
void operator delete[](void* p, al a, nt) noexcept { release(array_aligned, p, nullptr, of(a)); }

namespace {

bool all_well = true;

void check(bool holds, const char* what) {
  if (holds) return;
  all_well = false;
  std::printf("WRONG: %s\n", what);
}

// Prints what was counted since the last time, compares, and begins anew.
void count(const char* what, const Counts (&expected)[forms], int expected_refusals) {
  std::printf("%s\n  %-16s %8s %8s %8s %8s  %s\n", what, "form", "throwing", "nothrow", "unsized",
              "sized", "made - freed");
  for (int form = 0; form < forms; ++form) {
    const Counts& c = counts[form];
    const int alive = c.thrown + c.nothrow - c.unsized - c.sized;
    const bool as_expected = c == expected[form] && alive == 0;
    std::printf("  %-16s %8d %8d %8d %8d  %d%s\n", names[form], c.thrown, c.nothrow, c.unsized,
                c.sized, alive, as_expected ? "" : "  WRONG");
    if (!as_expected) {
      std::printf("    expected       %8d %8d %8d %8d\n", expected[form].thrown,
                  expected[form].nothrow, expected[form].unsized, expected[form].sized);
    }
    all_well &= as_expected;
    counts[form] = Counts{};
  }
  std::printf("  refused %d, freed wrongly %d%s\n\n", refused, wrong,
              refused == expected_refusals && wrong == 0 ? "" : "  WRONG");
  all_well &= refused == expected_refusals && wrong == 0;
  refused = wrong = 0;
}

// One use of everything. False if any part ran out of memory, which is checked to be clean.
bool use(std::string_view fault) {
  bool enough = true;

  // A vector that grew in Rust, owned by C++.
  Array<std::uint64_t> squares{};
  if (measurements_squares(20, &squares)) {
    std::unique_ptr<std::uint64_t[]> owned(squares.elements);
    check(squares.length == 20 && squares.capacity >= 20, "length and capacity of the squares");
    for (std::size_t i = 0; i < squares.length; ++i) check(owned[i] == i * i, "a square");

    Array<char> report{};
    if (measurements_report(owned.get(), squares.length, &report)) {
      std::unique_ptr<char[]> text(report.elements);
      check(std::string_view(text.get(), report.length) == "measured: 20 numbers, sum 2470",
            "the report");
    } else {
      enough = false;
    }
    if (fault == "leak") static_cast<void>(owned.release());
    if (fault == "delete") delete owned.release();
  } else {
    enough = false;
    check(squares.elements == nullptr, "squares without memory");
  }

  // Nothing is null.
  Array<std::uint64_t> none{};
  check(measurements_squares(0, &none) && !none.elements && !none.capacity, "no squares are null");

  // Text of C++, changed by Rust, owned by C++ again.
  if (char* quiet = new (std::nothrow) char[6]) {
    std::memcpy(quiet, "quiet", 6);
    std::unique_ptr<char[]> loud(measurements_shout(quiet));
    check(!loud || std::strcmp(loud.get(), "QUIET") == 0, "the shout");
    enough &= bool(loud);
  } else {
    enough = false;
  }

  // One object, from Rust to C++ and from C++ to Rust.
  std::unique_ptr<Point> from_rust(measurements_point(3, 4));
  enough &= bool(from_rust);
  check(!from_rust || (from_rust->x == 3 && from_rust->y == 4), "the point");
  Point* from_cpp = new (std::nothrow) Point{6, 8};
  enough &= bool(from_cpp);
  check(measurements_distance2(from_cpp) == (from_cpp ? 100 : 0), "the distance");

  // Over-aligned elements of C++, which grow in Rust.
  Array<Line> lines{new (std::nothrow) Line[3]{{7, {}}, {5, {}}, {6, {}}}, 3, 3};
  if (lines.elements) {
    const bool sorted = measurements_sort(&lines);
    enough &= sorted;
    std::unique_ptr<Line[]> owned(lines.elements);
    check(lines.length == (sorted ? 5 : 3), "how many lines came back");
    check(owned[0].key == (sorted ? 0 : 7) && owned[1].key == 5, "the lines");
  } else {
    enough = false;
  }

  // Storage of a container, filled to its end and beyond.
  for (std::uint64_t n : {4, 6}) {
    std::allocator<std::uint64_t> allocator;
    Array<std::uint64_t> storage{};
    try {
      storage = {allocator.allocate(4), 0, 4};
    } catch (const std::bad_alloc&) {
      enough = false;
      continue;
    }
    const bool filled = measurements_fill(&storage, n);
    enough &= filled;
    check(storage.length == (filled ? n : 0) && storage.capacity >= 4, "the storage");
    for (std::size_t i = 0; i < storage.length; ++i) check(storage.elements[i] == i, "an element");
    if (fault == "size" && n == 6) storage.capacity = storage.length;
    allocator.deallocate(storage.elements, storage.capacity);
  }

  // What only Rust sees: over-aligned boxes in a vector.
  std::uint64_t sum = 0;
  const bool table = measurements_table(20, &sum);
  check(sum == (table ? 190 : 0), "the sum of the table");
  enough &= table;

  if (fault == "more") delete new (std::nothrow) Point{0, 0};
  return enough;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view fault = argc > 1 ? argv[1] : "";
  if (fault != "" && fault != "leak" && fault != "delete" && fault != "size" && fault != "more") {
    std::fprintf(stderr, "program: no fault is called '%s'\n", argv[1]);
    return 2;
  }

  check(use(fault), "there is memory for everything");
  // What each form must have counted. A vector's first block has room for 16 numbers, the next for
  // twice as much or for what is asked for.
  count("everything once", {
      // Throwing: 2 by std::allocator. Nothrow: 2 points, 1 for six numbers in storage for four,
      // 2 for the table of 20 pointers. Rust, `delete` and std::allocator say the size.
      {2, 5, 0, 7},
      // 2 for the squares, 2 for the report, 2 for the texts.
      {0, 6, 6, 0},
      // The table's lines.
      {0, 20, 0, 20},
      // 3 lines, then 5.
      {0, 2, 2, 0},
  }, 0);

  // Every request is refused once, with all that follow it. Nothing may be lost.
  int requests = 0;
  for (bool enough = false; !enough; ++requests) {
    until_refusal = requests;
    enough = use("");
    check(enough == (refused == 0), "no memory is reported, and nothing else is");
    refused = 0;
  }
  until_refusal = -1;
  check(requests == 35 + 1, "there are 35 requests to refuse");
  for (int form = 0; form < forms; ++form) {
    const Counts& c = counts[form];
    check(c.thrown + c.nothrow == c.unsized + c.sized, names[form]);
  }
  check(wrong == 0, "freed by another form, or with another size, after a refusal");
  std::printf("each of %d requests refused, with all that follow: nothing lost\n", requests - 1);

  std::puts(all_well ? "balanced" : "NOT BALANCED");
  return all_well ? 0 : 1;
}
