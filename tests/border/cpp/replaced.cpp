// A program's own operators, which replace the library's (C++17 [replacement.functions]): they keep
// a ledger of what is alive, and refuse on command. As the standard's own forms do, the throwing
// forms ask the new-handler, and the nothrow forms are made of them: null for whatever they throw.
//
// Every block has a header with the form that made it, its size and its alignment. A form that
// frees compares, and counts what doesn't fit; it ends the process where the header isn't one.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {

enum Form : std::uint32_t { single = 0, array = 1 };
constexpr std::uint64_t alive_mark = 0x5a11'0ca7'ed00'0001, freed_mark = 0xdead'0000'0000'0001;

struct Header {
  std::uint64_t mark;
  std::size_t size, align, lead;
  Form form;
  bool aligned;
};

struct Ledger {
  // By form: 0 single, 1 array, 2 single aligned, 3 array aligned.
  int made[4], freed[4], refused, wrong;
  std::size_t bytes, sized_bytes;
};
Ledger ledger;

// What is refused: nothing, everything, or the n-th request from now on and all that follow.
bool counting_down = false;
int until_refusal = 0;
// What a refusal throws where there is no handler: an int instead of std::bad_alloc.
bool refuse_with_an_int = false;

bool refuses() {
  if (!counting_down) return false;
  if (until_refusal > 0) {
    --until_refusal;
    return false;
  }
  ++ledger.refused;
  return true;
}

void* from_the_heap(std::size_t size, std::size_t align, Form form, bool aligned) {
  if (align < alignof(Header)) align = alignof(Header);
  const std::size_t lead = (sizeof(Header) + align - 1) / align * align;
  if (size > PTRDIFF_MAX - lead - align) return nullptr;
  void* raw = std::aligned_alloc(align, (lead + size + align - 1) / align * align);
  if (!raw) return nullptr;
  auto* block = static_cast<unsigned char*>(raw) + lead;
  auto* header = reinterpret_cast<Header*>(block) - 1;
  *header = Header{alive_mark, size, align, lead, form, aligned};
  ++ledger.made[form + 2 * aligned];
  ledger.bytes += size;
  return block;
}

void* allocate(std::size_t size, std::size_t align, Form form, bool aligned) {
  for (;;) {
    if (!refuses())
      if (void* block = from_the_heap(size, align, form, aligned)) return block;
    const std::new_handler handler = std::get_new_handler();
    if (!handler && refuse_with_an_int) throw 5;
    if (!handler) throw std::bad_alloc();
    handler();
  }
}

void* allocate_or_null(std::size_t size, std::size_t align, Form form, bool aligned) noexcept {
  try {
    return allocate(size, align, form, aligned);
  } catch (...) {
    return nullptr;
  }
}

// `size` and `align` are zero where the form doesn't say.
void release(void* block, std::size_t size, std::size_t align, Form form, bool aligned) {
  if (!block) return;
  auto* header = static_cast<Header*>(block) - 1;
  if (header->mark != alive_mark) {
    std::fputs(header->mark == freed_mark ? "freed twice\n" : "a foreign block is freed\n", stderr);
    std::abort();
  }
  header->mark = freed_mark;
  const bool fits = header->form == form && header->aligned == aligned &&
                    (!size || header->size == size) && (!align || header->align == align);
  ledger.wrong += !fits;
  ++ledger.freed[form + 2 * aligned];
  ledger.bytes -= header->size;
  if (size) ledger.sized_bytes += size;
  std::free(static_cast<unsigned char*>(block) - header->lead);
}

constexpr std::size_t plain = __STDCPP_DEFAULT_NEW_ALIGNMENT__;
std::size_t of(std::align_val_t align) { return static_cast<std::size_t>(align); }

}  // namespace

void* operator new(std::size_t n) { return allocate(n, plain, single, false); }
void* operator new[](std::size_t n) { return allocate(n, plain, array, false); }
void* operator new(std::size_t n, std::align_val_t a) { return allocate(n, of(a), single, true); }
void* operator new[](std::size_t n, std::align_val_t a) { return allocate(n, of(a), array, true); }
void* operator new(std::size_t n, const std::nothrow_t&) noexcept {
  return allocate_or_null(n, plain, single, false);
}
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept {
  return allocate_or_null(n, plain, array, false);
}
void* operator new(std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return allocate_or_null(n, of(a), single, true);
}
void* operator new[](std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return allocate_or_null(n, of(a), array, true);
}

void operator delete(void* p) noexcept { release(p, 0, 0, single, false); }
void operator delete[](void* p) noexcept { release(p, 0, 0, array, false); }
void operator delete(void* p, std::size_t n) noexcept { release(p, n, 0, single, false); }
void operator delete[](void* p, std::size_t n) noexcept { release(p, n, 0, array, false); }
void operator delete(void* p, std::align_val_t a) noexcept { release(p, 0, of(a), single, true); }
void operator delete[](void* p, std::align_val_t a) noexcept { release(p, 0, of(a), array, true); }
void operator delete(void* p, std::size_t n, std::align_val_t a) noexcept {
  release(p, n, of(a), single, true);
}
void operator delete[](void* p, std::size_t n, std::align_val_t a) noexcept {
  release(p, n, of(a), array, true);
}

namespace {
// A handler that finds memory: it ends the refusals, once.
void make_room() { counting_down = false; }

// Where compilers must assume that someone uses it: they may leave out new with its delete.
void* volatile used;

template <std::size_t align>
bool new_and_delete(std::size_t wanted, bool of_array) {
  struct alignas(align) Block {
    unsigned char bytes[256];
  };
  if (align != wanted) return false;
  if (of_array) {
    auto* blocks = new Block[1];
    used = blocks;
    delete[] blocks;
  } else {
    auto* block = new Block;
    used = block;
    delete block;
  }
  return true;
}

}  // namespace

extern "C" {

// What C++ itself does for an object, or an array of one, of that alignment; false if the
// alignment isn't one of those that are tried.
bool border_new_and_delete(std::size_t align, bool of_array) {
  return new_and_delete<1>(align, of_array) || new_and_delete<2>(align, of_array) ||
         new_and_delete<4>(align, of_array) || new_and_delete<8>(align, of_array) ||
         new_and_delete<16>(align, of_array) || new_and_delete<32>(align, of_array) ||
         new_and_delete<64>(align, of_array) || new_and_delete<128>(align, of_array) ||
         new_and_delete<256>(align, of_array);
}

void border_ledger(Ledger* into) noexcept { *into = ledger; }
void border_ledger_reset() noexcept { ledger = Ledger{}; }

// The n-th request from now on is refused, and all that follow; by `throw 5` on demand.
void border_refuse_from(int n, bool with_an_int) noexcept {
  counting_down = true;
  until_refusal = n;
  refuse_with_an_int = with_an_int;
}
void border_refuse_nothing() noexcept { counting_down = false; }
void border_set_handler_that_makes_room() noexcept { std::set_new_handler(make_room); }

}  // extern "C"
