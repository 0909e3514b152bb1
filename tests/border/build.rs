//! Compiles the C++ blocks of the guide's chapter, each as a file of its own, so that each is
//! complete; and the C++ side of this package's tests.

use std::path::{Path, PathBuf};
use std::{env, fs};

const CHAPTER: &str = "../../src/guide/memory_across_the_border.md";

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={CHAPTER}");
    println!("cargo::rerun-if-changed=cpp");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));

    // `cargo package` builds this package outside the workspace, where there is no chapter. Its
    // examples aren't run there; where they are, `lib.rs` doesn't compile without it.
    if let Ok(chapter) = Path::new(CHAPTER).canonicalize() {
        compile_chapter(&chapter, &out);
    }
    // What all tests may call.
    compiler().file("cpp/out_of_memory.cpp").file("cpp/regressions.cpp").compile("exalloc_border");
    // Each is linked by one test only, which names it: whoever does has C++'s operators replaced.
    for name in ["replaced", "replaced_throwing", "throwing_nothrow"] {
        let library = format!("exalloc_border_{name}");
        compiler().file(format!("cpp/{name}.cpp")).cargo_metadata(false).compile(&library);
    }
    println!("cargo::rustc-link-search=native={}", out.display());
}

fn compile_chapter(chapter: &Path, out: &Path) {
    let text = fs::read_to_string(chapter).expect("the chapter is text");
    let blocks = cpp_blocks(&text);
    assert!(blocks.len() > 10, "{CHAPTER} has {} blocks of C++", blocks.len());
    let mut build = compiler();
    for (line, code) in blocks {
        let file = out.join(format!("line_{line}.cpp"));
        // Compilers shall point into the chapter.
        let code = format!("#line {line} {:?}\n{code}", chapter.display().to_string());
        fs::write(&file, code).expect("the output folder can be written");
        build.file(file);
    }
    build.compile("exalloc_border_chapter");
}

fn compiler() -> cc::Build {
    let mut build = cc::Build::new();
    build
        .cpp(true)
        .std("c++17")
        .flag_if_supported("-fsized-deallocation")
        .flag_if_supported("-Wno-mismatched-new-delete")
        .warnings_into_errors(true);
    build
}

/// The code between lines ```` ```cpp ```` and ```` ``` ````, with the numbers of the first lines.
fn cpp_blocks(text: &str) -> Vec<(usize, String)> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        if line == "```cpp" {
            let code = lines.by_ref().map(|(_, line)| line).take_while(|&line| line != "```");
            let code: Vec<_> = code.collect();
            blocks.push((number + 2, code.join("\n") + "\n"));
        }
    }
    blocks
}
