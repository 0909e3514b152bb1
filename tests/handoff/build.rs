//! Compiles the other side: C++ and C, by the compilers that `CXX`, `CXXFLAGS`, `CXXSTDLIB`, `CC`
//! and `CFLAGS` name. `cc` links the C++ runtime, which those who use the symbols of C++ need.

use std::{env, fs, process};

const CPP: [&str; 7] = [
    "cpp/controls.cpp",
    "cpp/elements.cpp",
    "cpp/new_array.cpp",
    "cpp/new_single.cpp",
    "cpp/operator_new.cpp",
    "cpp/std_allocator.cpp",
    "cpp/text.cpp",
];
const C: [&str; 2] = ["cpp/c_heap.c", "cpp/library.c"];

fn main() {
    println!("cargo::rerun-if-changed=cpp");
    if env::var_os("CARGO_CFG_UNIX").is_none() {
        // The programs say so themselves.
        return;
    }
    cpp().files(CPP).compile("handoff_cpp");
    cc::Build::new().std("c11").files(C).compile("handoff_c");
    // Replaces the operators of `counted` only.
    for object in cpp().file("cpp/ledger.cpp").compile_intermediates() {
        println!("cargo::rustc-link-arg-bin=counted={}", object.display());
    }
    each_source_is_compiled();
}

fn cpp() -> cc::Build {
    let mut build = cc::Build::new();
    build.cpp(true).std("c++17").warnings(true).extra_warnings(true);
    build
}

/// A source that nobody compiles would be missed only when a case calls it.
fn each_source_is_compiled() {
    for entry in fs::read_dir("cpp").expect("the folder cpp").flatten() {
        let path = entry.path();
        let name = path.to_str().expect("a name in UTF-8");
        let compiled = CPP.iter().chain(&C).any(|&source| source == name);
        if !(compiled || name == "cpp/ledger.cpp" || name.ends_with(".h")) {
            eprintln!("{name} isn't compiled: add it to build.rs");
            process::exit(1);
        }
    }
}
