// C strings in C++'s arrays.
#include <cstring>
#include <memory>

extern "C" char *handoff_text_new_array() noexcept {
    char *text = new char[9];
    return std::strcpy(text, "from C++");
}

// Measures a C string that it owns as `std::unique_ptr<char[]>`.
extern "C" std::size_t handoff_text_unique_array(char *text) noexcept {
    std::unique_ptr<char[]> owner(text);
    return std::strlen(owner.get());
}

// Measures a C string and frees nothing: for those that leak.
extern "C" std::size_t handoff_text_read(char *text) noexcept { return std::strlen(text); }
