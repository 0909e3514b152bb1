//! The shim in C++ programs that Rust's tests can't be: one whose allocation functions throw where
//! they must not, and one without exceptions.

#![cfg(unix)]

use std::env;
use std::path::Path;
use std::process::Command;

/// Compiles the shim with the caller and `more`, runs the program, and gives what it printed.
fn run(name: &str, flags: &[&str], more: &[&str]) -> String {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let mut compiler = Command::new(env::var_os("CXX").unwrap_or_else(|| "c++".into()));
    compiler
        .args(["-std=c++17", "-O2", "-Wall", "-Wextra", "-Werror", "-fsized-deallocation"])
        .arg(format!("-DEXALLOC_POINTER_WIDTH={}", usize::BITS))
        .args(if usize::BITS == 32 { &["-m32"][..] } else { &[] })
        .args(flags)
        .arg(package.join("src/shim.cpp"))
        .args(
            more.iter().chain(&["caller.cpp"]).map(|file| package.join("tests/hostile").join(file)),
        )
        .arg("-o")
        .arg(&program);
    assert!(compiler.status().expect("a C++ compiler").success(), "{compiler:?}");
    let output = Command::new(&program).output().expect("the program was just compiled");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).expect("it prints ASCII")
}

#[test]
fn what_throws_although_it_must_not_counts_as_no_memory() {
    assert_eq!(run("throwing", &[], &["throwing.cpp"]), "4 of 4 are null\n");
}

#[test]
fn exceptions_are_not_needed() {
    assert_eq!(run("without_exceptions", &["-fno-exceptions"], &[]), "0 of 4 are null\n");
}
