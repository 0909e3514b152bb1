//! Compiles the C++ end of the program; without the feature `cpp` there is nothing to do.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    cpp::compile();
}

#[cfg(feature = "cpp")]
mod cpp {
    use std::env;

    /// Compiles `cpp/` by the C++ compiler that `cc` finds: it heeds `CXX` and `CXXFLAGS`.
    pub(super) fn compile() {
        println!("cargo::rerun-if-changed=cpp");
        // The tests compile something for the same machine.
        println!("cargo::rustc-env=WORDS_TARGET={}", env::var("TARGET").expect("Cargo sets it"));
        let windows = env::var_os("CARGO_CFG_WINDOWS").is_some();
        let standard_output = if windows { "windows" } else { "posix" };
        cc::Build::new()
            .cpp(true)
            .std("c++17")
            // As `exalloc-cpp` does: where a compiler has the functions but hides them.
            .flag_if_supported("-fsized-deallocation")
            .flag_if_supported("-faligned-allocation")
            .warnings(true)
            .extra_warnings(true)
            // exalloc's own C++ side links the runtime, so that there is one.
            .cpp_link_stdlib(None)
            .file("cpp/end.cpp")
            .file("cpp/operators.cpp")
            .file(format!("cpp/standard_output_{standard_output}.cpp"))
            .compile("words_cpp");
    }
}

#[cfg(not(feature = "cpp"))]
mod cpp {
    pub(super) const fn compile() {}
}
