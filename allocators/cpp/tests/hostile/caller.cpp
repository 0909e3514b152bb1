// Calls the shim as Rust does, and tells how many of its blocks are null.
#include <cstddef>
#include <cstdio>

extern "C" {
void *exalloc_cpp_0_1_new(std::size_t size, std::size_t alignment);
void exalloc_cpp_0_1_delete(void *block, std::size_t size, std::size_t alignment);
void *exalloc_cpp_0_1_new_array(std::size_t size, std::size_t alignment);
void exalloc_cpp_0_1_delete_array(void *block, std::size_t alignment);
}

int main() {
  int null = 0;
  const std::size_t alignments[] = {1, 64};
  for (std::size_t alignment : alignments) {
    void *one = exalloc_cpp_0_1_new(128, alignment);
    void *array = exalloc_cpp_0_1_new_array(128, alignment);
    null += (one == nullptr) + (array == nullptr);
    exalloc_cpp_0_1_delete(one, 128, alignment);
    exalloc_cpp_0_1_delete_array(array, alignment);
  }
  std::printf("%d of 4 are null\n", null);
}
