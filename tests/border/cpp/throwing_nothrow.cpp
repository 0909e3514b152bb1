// Nothrow forms that throw. Without <new> no compiler knows that they must not.
typedef __SIZE_TYPE__ size_type;

namespace std {
struct nothrow_t;
enum class align_val_t : size_type;
}  // namespace std

void* operator new(size_type, const std::nothrow_t&) { throw 1; }
void* operator new[](size_type, const std::nothrow_t&) { throw 2; }
void* operator new(size_type, std::align_val_t, const std::nothrow_t&) { throw 3; }
void* operator new[](size_type, std::align_val_t, const std::nothrow_t&) { throw 4; }

// By its name Rust knows that all of this is linked.
extern "C" void border_throwing_nothrow() noexcept {}
