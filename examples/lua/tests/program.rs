//! The program itself: it exits with 0, and says that memory ran out and that nothing is left.

use std::process::Command;

#[test]
fn it_runs_and_leaves_nothing() {
    let output = Command::new(env!("CARGO_BIN_EXE_lua")).output().expect("the program");
    let text = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success() && output.stderr.is_empty(), "{text}");
    // One interpreter on the heap, two in the buffer.
    for line in ["not enough memory (LUA_ERRMEM)", "0 bytes in 0 blocks left"] {
        assert_eq!(text.matches(line).count(), 3, "{line}: {text}");
    }
    assert_eq!(text.matches(" visits ").count(), 4, "{text}");
}
