//! Compiles `shim.cpp` with the C++ compiler of the target.
//!
//! `cc` finds it, and heeds `CXX`, `CXXFLAGS` and their forms per target. Which C++ runtime is
//! linked is left to `link-cplusplus`.

use std::env;

const SHIM: &str = "src/shim.cpp";

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed={SHIM}");

    // `size_t` must be what Rust takes for it: `shim.cpp` asserts that.
    let width = env::var("CARGO_CFG_TARGET_POINTER_WIDTH").expect("Cargo sets it");
    cc::Build::new()
        .cpp(true)
        .std("c++17")
        // Where a compiler has the functions but hides them: clang before 19 the sized ones, clang
        // for macOS before 10.13 the aligned ones, which that system lacks. Rust's own oldest is
        // 10.12, so without the flag no program for Intel's Macs would have them by default; with
        // it, programs need 10.13.
        .flag_if_supported("-fsized-deallocation")
        .flag_if_supported("-faligned-allocation")
        .define("EXALLOC_POINTER_WIDTH", width.as_str())
        .warnings(true)
        .cpp_link_stdlib(None)
        .file(SHIM)
        .compile("exalloc_cpp_0_1");
}
