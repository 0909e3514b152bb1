//! Up to which alignment C++'s new expressions use the plain forms of `operator new`.
//!
//! The number is the compiler's, `__STDCPP_DEFAULT_NEW_ALIGNMENT__` (C++17 \[cpp.predefined\]):
//!
//! - gcc takes the larger of what `malloc` and `max_align_t` are aligned to (`malloc_alignment` in
//!   `gcc/cp/init.cc`, from `MALLOC_ABI_ALIGNMENT` of the target).
//! - clang takes 16 bytes on 64-bit and 8 on 32-bit GNU systems, Windows and Android, 16 on Apple's
//!   and OpenBSD, and otherwise the larger of what `long double` and `long long` are aligned to
//!   (`NewAlign` in `clang/lib/Basic/TargetInfo.cpp`).
//!
//! This is what g++ 12 and clang++ 19 print, asked for each target by `-std=c++17 -dM -E`:
//!
//! | target | g++ | clang++ |
//! |---|---|---|
//! | x86-64 (Linux, x32, Windows), AArch64, 64-bit RISC-V, 64-bit SPARC | 16 | 16 |
//! | 64-bit LoongArch; Apple's systems; wasm32 but for Emscripten | | 16 |
//! | 64-bit MIPS and PowerPC with glibc | 16 | 16 |
//! | 64-bit PowerPC without glibc | | 8 |
//! | s390x with glibc, without | 8 | 16, 8 |
//! | 32-bit Arm and MIPS on Linux; Arm without a system | 8 | 8 |
//! | Emscripten | | 8 |
//! | 32-bit x86 with glibc, on Windows with GNU's tools | 16 | 8 |
//! | 32-bit x86 with musl, on FreeBSD, on NetBSD | | 4 |
//! | 32-bit RISC-V with glibc | 16 | 8 |
//! | 32-bit RISC-V without a system | | 16 |
//! | 32-bit PowerPC with glibc | 16 | 8 |
//! | m68k | 4 | 8 |
//!
//! Where nothing is said of g++, it wasn't at hand. On LoongArch and on Apple's systems its rule
//! gives 16 too, by `long double` and, on AArch64, by `MALLOC_ABI_ALIGNMENT`; wasm32 and Emscripten
//! it doesn't know.
//!
//! So on some targets the form depends on a compiler that nobody here knows. Two numbers say what
//! all compilers of the target agree upon; what lies between them isn't asked for.
//!
//! ```text
//! alignment:  1 ..= PLAIN_UP_TO | in dispute: refused | ALIGNED_ABOVE .. (not included)
//! form:       plain             | –                   | std::align_val_t
//! ```

/// The lowest and the highest number of any compiler for this target.
const BOUNDS: (usize, usize) = if cfg!(any(
    target_vendor = "apple",
    target_arch = "x86_64",
    all(
        target_pointer_width = "64",
        any(
            target_arch = "aarch64",
            target_arch = "loongarch64",
            target_arch = "riscv64",
            target_arch = "sparc64",
        ),
    ),
    all(
        target_os = "linux",
        target_env = "gnu",
        target_pointer_width = "64",
        any(target_arch = "mips64", target_arch = "mips64r6", target_arch = "powerpc64"),
    ),
    all(target_arch = "wasm32", not(target_os = "emscripten")),
)) {
    (16, 16)
} else if cfg!(any(
    all(target_arch = "arm", any(target_os = "android", target_os = "linux", target_os = "none")),
    all(target_os = "linux", any(target_arch = "mips", target_arch = "mips32r6")),
    target_os = "emscripten",
)) {
    (8, 8)
} else if cfg!(all(target_arch = "x86", any(target_env = "gnu", target_os = "android"))) {
    (8, 16)
} else {
    // C's `long long` is aligned as `u64` is, and neither compiler's rule gives less than that.
    (align_of::<u64>(), 16)
};

/// Up to this alignment in bytes every compiler uses the plain forms.
pub(super) const PLAIN_UP_TO: usize = BOUNDS.0;

/// Above this alignment in bytes every compiler uses the forms with `std::align_val_t`.
pub(super) const ALIGNED_ABOVE: usize = BOUNDS.1;

const _: () = assert!(PLAIN_UP_TO <= ALIGNED_ABOVE);
