//! Compiles the contenders in C++, and those in Zig where `all-peers` wants them and the
//! package `ziglang` of PyPI is installed.

use std::env;
use std::path::PathBuf;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=foreign");
    println!("cargo::rustc-check-cfg=cfg(zig)");
    cc::Build::new()
        .cpp(true)
        .std("c++17")
        .opt_level(3)
        .warnings_into_errors(true)
        .file("foreign/peers.cpp")
        .compile("peers_cpp");
    let zig = if env::var_os("CARGO_FEATURE_ALL_PEERS").is_some() { zig() } else { None };
    // Empty where there is none.
    println!("cargo::rustc-env=ZIG_VERSION={}", zig.unwrap_or_default());
}

/// Compiles what is in Zig; its version.
fn zig() -> Option<String> {
    let source = "foreign/peers.zig";
    let out = PathBuf::from(env::var_os("OUT_DIR")?);
    let python = || {
        let mut command = Command::new("python3");
        command.args(["-m", "ziglang"]);
        command
    };
    let output = python().arg("version").output().ok().filter(|o| o.status.success());
    let Some(output) = output else {
        println!("cargo::warning=no Zig (`pip install ziglang`): its contenders are absent");
        return None;
    };
    let version = String::from_utf8_lossy(&output.stdout).trim().into();
    let library = out.join("libpeers_zig.a");
    let done = python()
        .args(["build-lib", source, "-O", "ReleaseFast", "-fPIC", "-lc", "-fno-ubsan-rt"])
        .arg(format!("-femit-bin={}", library.display()))
        .arg("--cache-dir")
        .arg(out.join("zig-cache"))
        .output()
        .ok()?;
    if !done.status.success() {
        let said = String::from_utf8_lossy(&done.stderr).replace('\n', " | ");
        println!("cargo::warning=Zig can't compile {source}, so its contenders are absent: {said}");
        return None;
    }
    println!("cargo::rustc-link-search=native={}", out.display());
    println!("cargo::rustc-link-lib=static=peers_zig");
    println!("cargo::rustc-cfg=zig");
    Some(version)
}
