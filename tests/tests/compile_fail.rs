//! What must not compile, with the compiler's message for it.

// trybuild builds for the host, so it has nothing to say on other targets.
// Messages list what there is, so all features are needed.
#![cfg(all(
    feature = "std",
    feature = "infallible",
    feature = "malloc",
    feature = "cpp",
    feature = "pages",
    feature = "testing",
    target_pointer_width = "64"
))]

use std::process::Command;

/// The release whose messages `tests/ui/*.stderr` hold.
const MESSAGES_OF: &str = "rustc 1.95.";

#[test]
fn compile_fail() {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let version = Command::new(rustc).arg("-V").output().expect("rustc runs");
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    if !version.starts_with(MESSAGES_OF) {
        // Not the messages, then, but still that it fails, in the docs' `compile_fail` examples.
        println!("not run: the messages are those of {MESSAGES_OF}x, this is {version}");
        return;
    }
    let cases = trybuild::TestCases::new();
    cases.pass("ui/passes.rs");
    cases.compile_fail("ui/[!p]*.rs");
    cases.compile_fail("ui/pin_*.rs");
}
