// New-handlers, and requests that no memory can serve (C++17 [new.delete.single], [alloc.errors]).

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <new>

namespace {

std::atomic<int> calls{0};

void throw_bad_alloc() {
  ++calls;
  throw std::bad_alloc();
}

// Not what the standard allows a handler to throw, but what a program may contain.
void throw_int() {
  ++calls;
  throw 5;
}

// Has no memory to offer and says so, by taking itself away.
void give_up() {
  ++calls;
  std::set_new_handler(nullptr);
}

}  // namespace

extern "C" {

enum Handler : int { none = 0, throws_bad_alloc = 1, throws_an_int = 2, gives_up = 3 };

void border_set_handler(int handler) noexcept {
  static const std::new_handler handlers[] = {nullptr, throw_bad_alloc, throw_int, give_up};
  calls = 0;
  std::set_new_handler(handlers[handler]);
}

// How often a handler ran since one was set.
int border_handler_calls() noexcept { return calls; }

bool border_handler_is_set() noexcept { return std::get_new_handler() != nullptr; }

// Lets an exception out, which `extern "C"` doesn't prevent.
void border_throw_out_of_memory(std::size_t bytes) { ::operator delete(::operator new(bytes)); }

}  // extern "C"
