// What C++ sees of a vector that was handed over: for B11 and B12.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>

extern "C" {

// Each frees what it got, and says whether that was null.
bool border_delete_array(std::uint64_t* owned) noexcept {
  const bool null = owned == nullptr;
  delete[] owned;
  return null;
}
bool border_delete_storage(std::uint64_t* owned) noexcept {
  const bool null = owned == nullptr;
  ::operator delete(owned);
  return null;
}
bool border_free_array(std::uint64_t* owned) noexcept {
  const bool null = owned == nullptr;
  std::free(owned);
  return null;
}

// Uses all the room that came with the array, and gives it back full.
std::uint64_t* border_fill(std::uint64_t* owned, std::size_t from, std::size_t to) noexcept {
  for (std::size_t i = from; i < to; ++i) owned[i] = i;
  return owned;
}

// Gives arrays with room to spare: the first `length` elements are 0, 1, 2…; null without memory.
std::uint64_t* border_new_array(std::size_t length, std::size_t capacity) noexcept {
  auto* array = new (std::nothrow) std::uint64_t[capacity];
  return array ? border_fill(array, 0, length) : nullptr;
}
std::uint64_t* border_new_storage(std::size_t length, std::size_t capacity) noexcept {
  void* storage = ::operator new(capacity * sizeof(std::uint64_t), std::nothrow);
  return storage ? border_fill(static_cast<std::uint64_t*>(storage), 0, length) : nullptr;
}
std::uint64_t* border_malloc_array(std::size_t length, std::size_t capacity) noexcept {
  void* block = std::malloc(capacity * sizeof(std::uint64_t));
  return block ? border_fill(static_cast<std::uint64_t*>(block), 0, length) : nullptr;
}

// Frees storage as a container does: by the capacity.
void border_deallocate_storage(std::uint64_t* owned, std::size_t capacity) noexcept {
  if (owned) std::allocator<std::uint64_t>().deallocate(owned, capacity);
}

}  // extern "C"
